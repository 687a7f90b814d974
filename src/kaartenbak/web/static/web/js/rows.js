// The rows of a list (table[data-list], ul[data-list]): walked through by keys, selected, opened by a click anywhere on them.
import { meaning } from "./keyboard.js";

const STEPS = { next: 1, previous: -1, "select-next": 1, "select-previous": -1 };

export function start() {
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    const list = event.target.closest("[data-list]") ?? document.querySelector("[data-list]");
    if (list) inList(list, event);
  });
  document.addEventListener("click", rangeOfRows);
  document.addEventListener("click", openRow);
}

// The links of the rows, one for each.
export function linksOf(list) { return [...list.querySelectorAll("a.row-link")]; }

// The link of the row that an element stands in.
export function linkOf(element) { return element.closest("tr, li")?.querySelector("a.row-link"); }

function openRow(event) {
  const row = event.target.closest("table[data-list] tbody tr");
  if (!row || event.target.closest("a, button, input, label, select, form")) return;
  const box = event.target.closest("td.pick")?.querySelector("input");
  // Beside a box counts as on it.
  if (box) return box.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: event.shiftKey }));
  if (!window.getSelection().isCollapsed) return;
  row.querySelector("a.row-link")?.click();
}

function inList(list, event) {
  const name = meaning(event, "list");
  if (!name) return;
  const links = linksOf(list);
  const at = links.indexOf(linkOf(event.target));
  const step = STEPS[name];
  // From elsewhere on the page only letters lead into the list: the arrows scroll.
  if (at < 0 && !(step && event.key.length === 1)) return;
  if (step) {
    event.preventDefault();
    const to = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    if (at >= 0 && name.startsWith("select")) alsoRow(boxOf(links[at]), boxOf(to));
    to?.focus();
  } else if (name === "first" || name === "last") {
    event.preventDefault();
    links.at(name === "first" ? 0 : -1).focus();
  } else if (name === "select") {
    boxOf(links[at])?.click();
  }
}

function boxOf(link) {
  return link.closest("tr, li").querySelector("input[type=checkbox]");
}

// Shift and an arrow takes the next row as well; back over rows that were taken leaves them again.
function alsoRow(here, there) {
  if (!here || here === there) return;
  if (here.checked && there.checked) here.click();
  else for (const box of [here, there]) if (!box.checked) box.click();
}

// Shift and a click on a box takes the rows between it and the one clicked before.
let clickedBefore = null;

function rangeOfRows(event) {
  const box = event.target.closest("[data-list] tbody input[type=checkbox]");
  if (!box) return;
  const boxes = [...box.closest("[data-list]").querySelectorAll("tbody input[type=checkbox]")];
  const [from, to] = [boxes.indexOf(clickedBefore), boxes.indexOf(box)].sort((a, b) => a - b);
  const { checked } = box;
  if (event.shiftKey && from >= 0) {
    for (const each of boxes.slice(from, to + 1)) {
      if (each.checked === checked) continue;
      each.checked = checked;
      each.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  clickedBefore = box;
}
