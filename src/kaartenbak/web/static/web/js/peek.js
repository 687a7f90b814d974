// A look at a row beside the list: the rows of table[data-peek] have a `peek/` below their own address, with #peek in it. A key
// or a button[data-peek-row] opens it; it follows whoever walks through the rows, and closes by its key or [data-peek-close].
import { meaning } from "./keyboard.js";
import { comesBack } from "./returning.js";
import { linkOf, linksOf } from "./rows.js";

const LIST = "table[data-peek]";
const KEY = "peek";
const OWN_SPACE = "button, input, summary";
let row = null;

export function start() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("focusin", (event) => {
    const link = panel() && event.target.closest(LIST) && linkOf(event.target);
    if (link && link !== row) show(link);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-peek-row]");
    if (button) toggle(linkOf(button));
    else if (event.target.closest("[data-peek-close]")) close();
  });
  document.addEventListener("htmx:afterSwap", () => mark());
  window.addEventListener("pagehide", keep);
  restore();
}

// What was open beside the list is so again when its reader comes back or loads the page anew.
function keep() {
  if (!document.querySelector(LIST)) return;
  const link = panel() && here();
  if (link) sessionStorage.setItem(KEY, JSON.stringify({ address: location.pathname + location.search, href: link.getAttribute("href") }));
  else sessionStorage.removeItem(KEY);
}

function restore() {
  const { address, href } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  if (address !== location.pathname + location.search || !(comesBack() || isLoadedAnew())) return;
  const link = [...document.querySelectorAll(`${LIST} a.row-link`)].find((each) => each.getAttribute("href") === href);
  if (link) show(link);
}

function isLoadedAnew() { return performance.getEntriesByType("navigation")[0]?.type === "reload"; }

function panel() { return document.getElementById("peek"); }

function onKey(event) {
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Tab") return intoPanel(event);
  const name = meaning(event, "list");
  if (name === "close" && panel()) {
    event.preventDefault();
    return close();
  }
  const list = event.target.closest(LIST) ?? document.querySelector(LIST);
  if (name !== "peek" || !list || (event.key === " " && event.target.closest(OWN_SPACE))) return;
  const link = list.contains(event.target) ? linkOf(event.target) : event.key === " " ? null : linksOf(list)[0];
  if (!link) return;
  event.preventDefault();
  toggle(link);
}

function toggle(link) {
  link.focus();
  if (panel() && here() === link) close();
  else show(link);
}

function show(link) {
  row = link;
  const place = document.getElementById("peek-place") ?? makePlace();
  mark();
  window.htmx.ajax("GET", new URL("peek/", link.href).pathname, { source: place, target: place, swap: "innerHTML" });
}

// What was asked for before is given up when the reader has walked on.
function makePlace() {
  const place = document.createElement("div");
  place.id = "peek-place";
  place.setAttribute("hx-sync", "this:replace");
  document.getElementById("main").append(place);
  return place;
}

function close() {
  const inside = panel().contains(document.activeElement);
  panel().remove();
  if (inside) here()?.focus();
  row = null;
  mark();
}

// The row that is shown; the list may have come anew since.
function here() {
  if (row && !row.isConnected) row = linksOf(document).find((link) => link.href === row.href) ?? row;
  return row?.isConnected ? row : null;
}

function mark() {
  for (const each of document.querySelectorAll(`${LIST} tr.peeked`)) each.classList.remove("peeked");
  here()?.closest("tr").classList.add("peeked");
}

// From the row the Tab key leads into what is shown of it, and back.
function intoPanel(event) {
  const parts = [...(panel()?.querySelectorAll("a, button") ?? [])];
  const to = event.shiftKey
    ? event.target === parts[0] && here()
    : event.target === here() && parts.length && parts[0];
  if (!to) return;
  event.preventDefault();
  to.focus();
}
