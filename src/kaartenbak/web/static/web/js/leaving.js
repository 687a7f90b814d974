// Rows that can be taken out of a list (a button[data-remove] in a row of [data-list]): Delete on the row does it, and the
// focus goes on to the next row when the list comes anew.
import { meaning } from "./keyboard.js";
import { whenever } from "./page.js";

let left = -1;

export function start() {
  document.addEventListener("keydown", (event) => {
    if (event.repeat || meaning(event, "list") !== "take-out") return;
    event.target.closest("[data-list] tr")?.querySelector("[data-remove]")?.click();
  });
  document.addEventListener("click", (event) => {
    const row = event.target.closest("[data-list] tr");
    if (row && event.target.closest("[data-remove]")) left = row.sectionRowIndex;
  });
  whenever("table[data-list]", (list) => {
    const links = [...list.querySelectorAll("tbody a.row-link")];
    if (left >= 0 && document.activeElement === document.body) links[Math.min(left, links.length - 1)]?.focus();
    left = -1;
  });
}
