// Keys that work everywhere, and the ones that walk through a list (table[data-list], ul[data-list]).
import { isTyping } from "./page.js";

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target)) return leaveSearch(event);
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "/") return toSearch(event);
    const list = event.target.closest("[data-list]") ?? document.querySelector("[data-list]");
    if (list) inList(list, event);
  });
  document.addEventListener("click", rangeOfRows);
  document.addEventListener("click", (event) => {
    const row = event.target.closest("table[data-list] tbody tr");
    if (!row || event.target.closest("a, button, input, label, select")) return;
    const box = event.target.closest("td.pick")?.querySelector("input");
    // Beside a box counts as on it.
    if (box) return box.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: event.shiftKey }));
    if (!window.getSelection().isCollapsed) return;
    row.querySelector("a.row-link")?.click();
  });
}

function toSearch(event) {
  const box = document.getElementById("site-search");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}

function leaveSearch(event) {
  if (event.key === "Escape" && event.target.type === "search") event.target.blur();
}

function inList(list, event) {
  const links = [...list.querySelectorAll("a.row-link")];
  const at = links.indexOf(event.target.closest("tr, li")?.querySelector("a.row-link"));
  const inside = at >= 0;
  const step = { j: 1, k: -1, ...(inside && { ArrowDown: 1, ArrowUp: -1, J: 1, K: -1 }) }[event.key];
  if (step) {
    event.preventDefault();
    const to = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    if (event.shiftKey && inside) alsoRow(boxOf(links[at]), boxOf(to));
    to?.focus();
  } else if (inside && (event.key === "Home" || event.key === "End")) {
    event.preventDefault();
    links.at(event.key === "Home" ? 0 : -1).focus();
  } else if (inside && event.key === "x") {
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
