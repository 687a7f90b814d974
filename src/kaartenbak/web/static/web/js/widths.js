// The columns of table[data-layout] are drawn wider and narrower by their edges. `data-layout` is what the columns are, as
// `name,city:wide`; what was drawn is sent to `data-columns`. By keyboard the same is done where columns are chosen.
import { whenever } from "./page.js";

const STEP = 2;
const LEAST = 4;
const MOST = 40;

export function start() {
  whenever("table[data-layout]", (table) => headings(table).forEach((heading, at) => { if (at) heading.append(edge(table, heading, at)); }));
}

function headings(table) { return [...table.querySelectorAll("thead th:not(.pick, .leaving-column)")]; }

function edge(table, heading, at) {
  const found = document.createElement("span");
  found.className = "column-edge";
  found.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    draw(found, heading, event, (width) => keep(table, at, width));
  });
  found.addEventListener("click", (event) => event.stopPropagation());
  return found;
}

// Until the pointer is let go the heading follows it; Escape leaves all as it was.
function draw(found, heading, { pointerId, clientX }, done) {
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const before = heading.offsetWidth;
  let width = 0;
  const end = new AbortController();
  const { signal } = end;
  found.setPointerCapture(pointerId);
  found.addEventListener("pointermove", (event) => {
    width = stepped((before + event.clientX - clientX) / rem);
    for (const side of ["width", "minWidth", "maxWidth"]) heading.style[side] = `${width}rem`;
  }, { signal });
  found.addEventListener("pointerup", () => { end.abort(); if (width) done(width); }, { signal });
  const giveUp = () => { end.abort(); heading.removeAttribute("style"); };
  found.addEventListener("pointercancel", giveUp, { signal });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") giveUp(); }, { signal });
}

function stepped(width) { return Math.min(Math.max(Math.round(width / STEP) * STEP, LEAST), MOST); }

function keep(table, at, width) {
  const columns = table.dataset.layout.split(",");
  columns[at] = `${columns[at].split(":")[0]}:w${width}`;
  const values = { columns: columns.join(","), next: location.pathname + location.search };
  if ("ofView" in table.dataset) values.of_view = "yes";
  window.htmx.ajax("POST", table.dataset.columns, { source: table, values, swap: "none" });
}
