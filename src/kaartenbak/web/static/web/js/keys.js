// Keys that work everywhere, and those of a page of its own ([data-area]): each does what a click on the element with its name does ([data-key]), or leads into it.
import { meaning } from "./keyboard.js";
import { lead } from "./page.js";

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.type === "search" && !event.defaultPrevented) return event.target.blur();
    const area = document.querySelector("[data-area]")?.dataset.area;
    const name = meaning(event, "anywhere") ?? (area && meaning(event, area));
    const element = name && document.querySelector(`[data-key="${name}"]`);
    if (!element || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    lead(element);
  });
}
