// Where a reader was in a list (table[data-place]): coming back, by the browser or by a[data-to-list], the list is where it was
// left, and the row that was opened has the focus.
import { whenever } from "./page.js";

const KEY = "place-in-list";
const BACK = "back-to-list";
let opened = "";

export function start() {
  whenever("a[data-to-list]", (link) => {
    const { address } = kept();
    if (address) link.setAttribute("href", address);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link?.matches("[data-place] a.row-link")) opened = link.getAttribute("href");
    if (link?.matches("a[data-to-list]")) sessionStorage.setItem(BACK, "yes");
  });
  window.addEventListener("pagehide", keep);
  restore();
}

function here() { return location.pathname + location.search; }

function kept() { return JSON.parse(sessionStorage.getItem(KEY) ?? "{}"); }

function keep() {
  if (!document.querySelector("[data-place]")) return;
  const row = document.activeElement?.closest("[data-place] tr")?.querySelector("a.row-link");
  const href = opened || row?.getAttribute("href") || "";
  sessionStorage.setItem(KEY, JSON.stringify({ address: here(), href, top: window.scrollY }));
}

// Whether the reader comes back to this page.
export function comesBack() {
  return performance.getEntriesByType("navigation")[0]?.type === "back_forward" || Boolean(sessionStorage.getItem(BACK));
}

function restore() {
  const { address, href, top } = kept();
  const returning = comesBack();
  sessionStorage.removeItem(BACK);
  if (!returning || address !== here()) return;
  const links = [...document.querySelectorAll("[data-place] a.row-link")];
  const link = href && links.find((each) => each.getAttribute("href") === href);
  window.scrollTo(0, top);
  if (!link) return;
  link.focus({ preventScroll: true });
  const { top: from, bottom } = link.getBoundingClientRect();
  if (from < 0 || bottom > window.innerHeight) link.scrollIntoView({ block: "center" });
}
