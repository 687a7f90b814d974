// Rows that are selected for an action: form[data-selection="name of the list"] and the boxes that belong to it.
// What is selected is kept for this tab: single rows over pages and searches, "all that match" as long as the filters are the same.
import { meaning } from "./keyboard.js";
import { whenever } from "./page.js";

const BOXES = "tbody input[type=checkbox][form]";

export function start() {
  whenever("form[data-selection]", (form) => { form.selection = new Selection(form); });
  whenever("[data-total]", (total) => present()?.counted(Number(total.dataset.total)));
  document.addEventListener("change", (event) => {
    if (event.target.matches(BOXES)) present()?.pick([event.target]);
    if (event.target.matches("[data-pick-all]")) present()?.pickPage(event.target.checked);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-pick-page]")) present()?.pickPage(true);
    if (event.target.closest("[data-pick-everything]")) present()?.pickEverything();
    if (event.target.closest("[data-pick-nothing]")) present()?.pickNothing();
  });
  document.addEventListener("keydown", toActions);
  document.body.addEventListener("kaartenbak:selection-done", () => present()?.pickNothing());
}

function present() { return document.querySelector("form[data-selection]")?.selection; }

// The key that leads from the rows to what can be done with them.
function toActions(event) {
  if (meaning(event, "list") !== "actions" || document.querySelector("dialog[open]")) return;
  const menu = document.querySelector("form[data-selection].active details.menu");
  if (!menu) return;
  event.preventDefault();
  menu.open = true;
  menu.querySelector(".menu-panel :is(a, button)").focus();
}

class Selection {
  constructor(form) {
    this.form = form;
    this.place = `selection:${form.dataset.selection}`;
    this.load();
    if (this.everything && this.query !== this.filters) this.clear();
    form.addEventListener("formdata", (event) => this.fill(event.formData));
    this.paint();
    this.tell();
  }

  get filters() { return this.form.elements.query.value; }

  get boxes() { return [...document.querySelectorAll(BOXES)].filter((box) => box.form === this.form); }

  get count() { return this.everything ? this.total - this.numbers.size : this.numbers.size; }

  clear() {
    Object.assign(this, { everything: false, query: "", total: NaN, numbers: new Set() });
  }

  load() {
    this.clear();
    const kept = JSON.parse(sessionStorage.getItem(this.place) ?? "null");
    if (kept) Object.assign(this, kept, { total: kept.total ?? NaN, numbers: new Set(kept.numbers) });
  }

  keep() {
    const { everything, query, total, numbers } = this;
    if (!everything && !numbers.size) sessionStorage.removeItem(this.place);
    else sessionStorage.setItem(this.place, JSON.stringify({ everything, query, total, numbers: [...numbers] }));
    this.tell();
  }

  has(number) { return this.everything !== this.numbers.has(number); }

  pick(boxes) {
    for (const { value, checked } of boxes) {
      if (checked === this.everything) this.numbers.delete(value);
      else this.numbers.add(value);
    }
    this.keep();
  }

  pickPage(checked) {
    const { boxes } = this;
    for (const box of boxes) box.checked = checked;
    this.pick(boxes);
  }

  pickEverything() {
    this.clear();
    Object.assign(this, { everything: true, query: this.filters });
    this.paint();
    this.keep();
    window.htmx.ajax("GET", this.form.dataset.count, { target: "#total", swap: "outerHTML" });
  }

  counted(total) {
    if (!this.everything) return;
    this.total = total;
    this.keep();
  }

  pickNothing() {
    this.clear();
    this.paint();
    this.keep();
  }

  paint() {
    for (const box of this.boxes) box.checked = this.has(box.value);
  }

  tell() {
    const { boxes, form } = this;
    const picked = boxes.filter((box) => box.checked).length;
    const all = document.querySelector("[data-pick-all]");
    if (all) Object.assign(all, { checked: picked > 0 && picked === boxes.length, indeterminate: picked > 0 && picked < boxes.length });
    form.classList.toggle("active", this.everything || this.numbers.size > 0);
    form.querySelector(".count").textContent = this.sentence();
    const more = form.querySelector("[data-pick-everything]");
    if (more) more.hidden = this.everything || picked < boxes.length;
    form.querySelector("[data-pick-page]").hidden = picked === boxes.length;
  }

  sentence() {
    const { one, many, all } = this.form.dataset;
    if (Number.isNaN(this.count)) return all;
    return this.count === 1 ? one : many.replace("{count}", this.count.toLocaleString(document.documentElement.lang));
  }

  // What is sent is what is selected, not what this page shows of it.
  fill(data) {
    data.delete("number");
    data.delete("everything");
    if (this.everything) data.set("everything", "yes");
    data.set("query", this.everything ? this.query : "");
    data.set("numbers", [...this.numbers].join("\n"));
  }
}
