// Of tabs that do not all fit, the present one is in sight.
// A table that is too wide scrolls in its own box; without a link inside, the box itself takes the focus for the arrow keys.
import { whenever } from "./page.js";

export function start() {
  whenever(".tabs > [aria-current]", (tab) => {
    const box = tab.parentElement;
    box.scrollLeft = tab.offsetLeft - box.offsetLeft - (box.clientWidth - tab.offsetWidth) / 2;
  });
  const watch = new ResizeObserver((entries) => entries.forEach(({ target }) => adjust(target)));
  whenever(".table-wrap", (box) => watch.observe(box));
}

function adjust(box) {
  const needed = box.scrollWidth > box.clientWidth && !box.querySelector("a, button, input, select");
  if (needed) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}
