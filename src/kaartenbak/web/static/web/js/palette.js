// The palette: #palette, opened by its key and its button. What was chosen is remembered by this browser, to be offered first.
// What the open page can do itself is done there (data-press); everything else is a page, or the dialog.
import { Suggestions } from "./combobox.js";
import { meaning } from "./keyboard.js";
import { lead, text } from "./page.js";

const USED = "palette-used";
const REMEMBERED = 8;

export function start() {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const palette = new Palette(dialog);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-key=palette]")) palette.show();
    else if (event.target === dialog || event.target.closest("#palette [data-close]")) dialog.close();
  });
}

class Palette extends Suggestions {
  constructor(dialog) {
    const input = dialog.querySelector("[data-palette]");
    super(input, input.dataset.palette);
    this.dialog = dialog;
    dialog.addEventListener("keydown", (event) => {
      if (meaning(event, "anywhere") !== "palette") return;
      event.preventDefault();
      dialog.close();
    });
  }

  makeList() { return this.box.parentElement.querySelector("[role=listbox]"); }

  get open() { return this.dialog.open; }

  show() {
    this.typed.value = "";
    this.list.replaceChildren();
    this.dialog.showModal();
    this.typed.focus();
    this.search();
  }

  shouldSearch() { return true; }

  ask(url) {
    super.ask(url);
    url.searchParams.set("contact", document.querySelector("[data-contact]")?.dataset.contact ?? "");
    for (const name of used()) url.searchParams.append("used", name);
  }

  unfold() { this.list.scrollTop = 0; }

  fold() {}

  close() {}

  place() {}

  firstMarked() { return 0; }

  nothing() {
    const line = document.createElement("div");
    Object.assign(line, { className: "none", textContent: text("noOptions") });
    line.setAttribute("role", "option");
    line.setAttribute("aria-disabled", "true");
    return line;
  }

  onKey(event) {
    if (event.key === "Escape") return;
    if (event.key === "Enter") this.enter(event);
    else super.onKey(event);
  }

  // Enter before the answer is there means its first entry.
  async enter(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    if (this.searching) await this.search();
    const option = this.options[Math.max(this.at, 0)];
    if (option && this.open) this.choose(option);
  }

  choose(option) {
    const { href, name, press } = option.dataset;
    if (name) localStorage.setItem(USED, JSON.stringify([...new Set([name, ...used()])].slice(0, REMEMBERED)));
    this.dialog.close();
    const here = press && document.querySelector(press);
    if (here) lead(here);
    else if ("dialog" in option.dataset) window.htmx.ajax("GET", href, { target: "#dialog" });
    else location.assign(href);
  }
}

// What was used lately, the last one first.
function used() {
  try {
    return JSON.parse(localStorage.getItem(USED)) ?? [];
  } catch {
    return [];
  }
}
