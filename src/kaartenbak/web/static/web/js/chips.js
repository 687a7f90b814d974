// Chips that can be taken off: ul[data-chips] with an id, each chip an li that begins with a link and has a
// button[data-remove].
// The list is one stop for the Tab key; the arrows walk through it, Delete and Backspace take a chip off. The focus
// goes on to the next chip or, when none is left, into the form with the id that data-chips names.
import { whenever } from "./page.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
let left = null;

export function start() {
  whenever("[data-chips]", (list) => {
    const chips = linksOf(list);
    stop(chips, chips[0]);
    list.addEventListener("focusin", (event) => stop(linksOf(list), linkOf(event.target)));
    list.addEventListener("keydown", (event) => onKey(list, event));
    for (const kind of ["click", "submit"]) list.addEventListener(kind, (event) => leave(list, event));
    comeBack(list);
  });
}

function linksOf(list) { return [...list.querySelectorAll("li > a:first-child")]; }

function linkOf(target) { return target.closest("li")?.querySelector(":scope > a:first-child"); }

function placeOf(list, target) { return linksOf(list).indexOf(linkOf(target)); }

// A chip is taken off, was edited, or stands for all that are not shown: the list will come anew.
function leave(list, event) {
  if (event.type === "click" && !event.target.closest("[data-remove], [data-cancel], [data-more]")) return;
  left = { id: list.id, place: [...list.children].indexOf(event.target.closest("li")) };
}

// Of all chips, only one and its button can be reached by the Tab key.
function stop(chips, here) {
  for (const chip of chips) {
    for (const each of chip.parentElement.querySelectorAll("a, button")) each.tabIndex = chip === here ? 0 : -1;
  }
}

function onKey(list, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
  const chips = linksOf(list);
  const place = placeOf(list, event.target);
  const step = STEPS[event.key];
  if (step) {
    event.preventDefault();
    chips[Math.min(Math.max(place + step, 0), chips.length - 1)]?.focus();
  } else if (event.key === "Home" || event.key === "End") {
    event.preventDefault();
    chips.at(event.key === "Home" ? 0 : -1)?.focus();
  } else if ((event.key === "Delete" || event.key === "Backspace") && !event.repeat) {
    event.preventDefault();
    event.target.closest("li")?.querySelector("[data-remove]")?.click();
  }
}

// The list that takes the place of one a chip was taken off.
function comeBack(list) {
  if (left?.id !== list.id || document.activeElement !== document.body) return;
  const chips = linksOf(list);
  const next = chips[Math.min(left.place, chips.length - 1)] ?? fieldOf(list);
  left = null;
  next?.focus({ preventScroll: true });
}

function fieldOf(list) {
  return document.getElementById(list.dataset.chips)?.querySelector("input:not([type=hidden])");
}
