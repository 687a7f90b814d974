// Cells of a list that are edited where they stand: table[data-edits] says by column which line of the card a cell shows, who
// has it and what editing it is called; the cells have a data-column. The row at hand has a pencil in each of them; the form
// lies at `cells/<line>/` below the address of the row. Once it is saved the list comes anew, and the focus back to the row.
import { focusFirst } from "./editing.js";
import { meaning } from "./keyboard.js";
import { whenever } from "./page.js";
import { linkOf, linksOf } from "./rows.js";

const ROW = "table[data-edits] tbody tr";
const FINGER = window.matchMedia("(pointer: coarse)");
const before = new WeakMap();
let last = "";
let left = null;
let waiting = false;

export function start() {
  for (const kind of ["focusin", "pointerover"]) {
    document.addEventListener(kind, (event) => {
      const row = event.target.closest(ROW);
      if (row) sharpen(row);
    });
  }
  document.addEventListener("click", (event) => {
    const pencil = event.target.closest(".cell-edit");
    if (pencil) edit(pencil.closest("td"));
    else if (event.target.closest(`${ROW} [data-cancel]`)) cancel(event.target.closest("td"));
  });
  document.addEventListener("keydown", onKey);
  // What is typed before the form is there is meant for it, and no key of the list.
  addEventListener("keydown", (event) => { if (waiting) swallow(event); }, { capture: true });
  document.addEventListener("htmx:afterRequest", () => { waiting = false; });
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.detail.elt.closest?.(`${ROW} td`)?.querySelector("form[data-inline]");
    if (form) focusFirst(form);
  });
  document.body.addEventListener("contacts-changed", () => leave(document.querySelector(`${ROW} form[data-inline]`)));
  whenever("table[data-edits]", comeBack);
  // A finger does not hover: all rows have their pencils.
  whenever("table[data-edits]", (table) => { if (FINGER.matches) table.querySelectorAll("tbody tr").forEach(sharpen); });
}

function editsOf(row) { return JSON.parse(row.closest("table").dataset.edits); }

// The cells of a row that such a contact has.
function cellsOf(row) {
  const who = row.matches(".company") ? "company" : row.matches(".employed") ? "person" : "independent";
  const edits = editsOf(row);
  return [...row.querySelectorAll("td[data-column]")].filter((cell) => edits[cell.dataset.column]?.who.includes(who));
}

// The pencils of the row at hand; those of the row before go, unless the focus is there.
function sharpen(row) {
  for (const other of document.querySelectorAll("tr.sharp")) {
    if (FINGER.matches || other === row || other.contains(document.activeElement)) continue;
    other.classList.remove("sharp");
    other.querySelectorAll(".cell-edit").forEach((pencil) => pencil.remove());
  }
  // On a small screen, where a row is a card of two lines, cells are edited by the key alone; a finger opens the card.
  if (row.classList.contains("sharp") || getComputedStyle(row).display === "block") return;
  row.classList.add("sharp");
  const edits = editsOf(row);
  const name = linkOf(row.firstElementChild).textContent.trim();
  for (const cell of cellsOf(row)) {
    if (cell.querySelector("form")) continue;
    const pencil = document.getElementById("cell-edit").content.firstElementChild.cloneNode(true);
    pencil.setAttribute("aria-label", `${edits[cell.dataset.column].label}: ${name}`);
    cell.append(pencil);
  }
}

function onKey(event) {
  const row = event.target.closest?.(ROW);
  if (!row || document.querySelector("dialog[open]")) return;
  const name = meaning(event, "list");
  if (name === "edit") {
    event.preventDefault();
    const cells = cellsOf(row);
    const here = event.target.closest("td");
    edit([here, cells.find((cell) => cell.dataset.column === last), cells[0]].find((cell) => cells.includes(cell)));
  } else if (name === "next-cell" || name === "previous-cell") {
    event.preventDefault();
    const stops = [linkOf(event.target), ...row.querySelectorAll(".cell-edit")];
    const at = Math.max(stops.findIndex((stop) => stop.closest("td, th") === event.target.closest("td, th")), 0);
    stops[Math.min(Math.max(at + (name === "next-cell" ? 1 : -1), 0), stops.length - 1)].focus();
  }
}

// One cell at a time: what was typed in another one comes first.
function edit(cell) {
  if (!cell || cell.querySelector("form")) return;
  const other = document.querySelector(`${ROW} form[data-inline]`);
  if (other?.dataset.changed) return focusFirst(other);
  if (other) cancel(other.closest("td"));
  const row = cell.closest("tr");
  last = cell.dataset.column;
  before.set(cell, cell.innerHTML);
  waiting = true;
  const url = new URL(`cells/${editsOf(row)[last].line}/`, linkOf(cell).href).pathname;
  window.htmx.ajax("GET", url, { source: cell, target: cell, swap: "innerHTML" });
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

function cancel(cell) {
  const inside = cell.contains(document.activeElement);
  cell.innerHTML = before.get(cell) ?? "";
  if (inside) (cell.querySelector(".cell-edit") ?? linkOf(cell)).focus();
}

function leave(form) {
  if (!form) return;
  const link = linkOf(form);
  left = { href: link.href, place: linksOf(document).indexOf(link) };
}

function comeBack(table) {
  if (!left) return;
  const links = linksOf(table);
  const link = links.find((each) => each.href === left.href) ?? links[Math.min(left.place, links.length - 1)];
  left = null;
  link?.focus({ preventScroll: true });
}
