// A field for a reference, after the ARIA combobox pattern with a list: input[data-combobox="address of the options"].
// The page's own input keeps the code and becomes hidden; the reader types in one beside it that shows the name.
// With data-submit, choosing an option sends the form. An option with aria-disabled is shown and cannot be chosen.
// input[data-suggest] is the search box: options lead to a page, and what was typed can always be searched for.
import { put } from "./drafts.js";
import { text, whenever } from "./page.js";

const PAUSE = 120;
const GAP = 4;
const ROOM = 320;
const OPTION = "[role=option]:not([aria-disabled=true])";
let count = 0;

export function start() {
  whenever("input[data-combobox]", (input) => new Combobox(input, input.dataset.combobox));
  whenever("input[data-suggest]", (input) => new Suggestions(input, input.dataset.suggest).comeBack());
}

export class Suggestions {
  constructor(input, address) {
    this.address = address;
    this.box = input.parentElement;
    this.box.classList.add("combobox");
    this.typed = input;
    this.at = -1;
    this.list = this.makeList();
    this.list.id = `options-${(count += 1)}`;
    this.dress();
    this.listen();
  }

  makeList() {
    const list = document.createElement("ul");
    Object.assign(list, { className: "options", popover: "manual" });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.typed.getAttribute("aria-label") ?? this.typed.labels?.[0]?.textContent ?? "");
    this.box.append(list);
    return list;
  }

  dress() {
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.typed.setAttribute(name, value);
    this.typed.autocomplete = "off";
  }

  listen() {
    this.typed.addEventListener("input", () => this.searchSoon());
    this.typed.addEventListener("keydown", (event) => this.onKey(event));
    this.typed.addEventListener("blur", () => this.leave());
    const follow = () => { if (this.open) this.place(); };
    addEventListener("resize", follow);
    addEventListener("scroll", follow, { capture: true, passive: true });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest(OPTION);
      if (option) this.choose(option);
    });
  }

  get options() { return [...this.list.querySelectorAll(OPTION)]; }

  get open() { return this.list.matches(":popover-open"); }

  // An answer to what is no longer typed is not waited for.
  searchSoon() {
    clearTimeout(this.timer);
    this.question?.abort();
    this.question = null;
    this.searching = true;
    this.timer = setTimeout(() => this.search(), PAUSE);
  }

  // A question that was overtaken by the next one is given up.
  async search() {
    this.question?.abort();
    const question = (this.question = new AbortController());
    this.searching = this.shouldSearch();
    if (!this.searching) return this.close();
    this.box.classList.add("searching");
    try {
      const url = new URL(this.address, location.href);
      this.ask(url);
      const answer = await fetch(url, { signal: question.signal, headers: { "X-Requested-With": "fetch" } });
      if (answer.ok && !answer.redirected) this.fill(await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    } finally {
      if (this.question === question) {
        this.searching = false;
        this.box.classList.remove("searching");
      }
    }
  }

  ask(url) { url.searchParams.set("q", this.query()); }

  query() { return this.typed.value.trim(); }

  shouldSearch() { return this.query() !== ""; }

  fill(markup) {
    if (document.activeElement !== this.typed) return;
    const walkedTo = this.walked ? meantBy(this.options[this.at]) : undefined;
    this.list.innerHTML = markup;
    this.options.forEach((option, index) => { option.id = `${this.list.id}-${index}`; });
    if (!this.list.children.length) {
      if (this.free) return this.close();
      this.list.append(this.nothing());
    }
    this.unfold();
    this.typed.setAttribute("aria-expanded", "true");
    // Whoever had walked on to an option before this answer came is still there, if it is in it.
    const again = walkedTo === undefined ? -1 : this.options.findIndex((option) => meantBy(option) === walkedTo);
    this.walked = again >= 0;
    this.mark(this.walked ? again : this.firstMarked());
  }

  unfold() {
    this.list.showPopover();
    this.place();
  }

  // The list lies above everything, so no dialog and no table cuts it off; it goes where there is room.
  place() {
    const field = this.typed.getBoundingClientRect();
    const below = innerHeight - field.bottom - GAP;
    const above = field.top - GAP;
    const up = below < Math.min(this.list.scrollHeight, ROOM) && above > below;
    Object.assign(this.list.style, {
      left: `${field.left}px`,
      width: `${field.width}px`,
      maxHeight: `${Math.min(ROOM, (up ? above : below) - GAP)}px`,
      top: up ? "auto" : `${field.bottom + GAP}px`,
      bottom: up ? `${innerHeight - field.top + GAP}px` : "auto",
    });
  }

  firstMarked() { return -1; }

  nothing() {
    const line = document.createElement("li");
    line.className = "none";
    line.setAttribute("role", "option");
    line.setAttribute("aria-disabled", "true");
    line.textContent = text("noOptions");
    return line;
  }

  close() {
    this.list.hidePopover();
    this.at = -1;
    this.typed.setAttribute("aria-expanded", "false");
    this.typed.removeAttribute("aria-activedescendant");
  }

  // Up from the first option leads back to what was typed, and on to the last.
  walk(step) {
    const { length } = this.options;
    const places = length + 1;
    this.walked = true;
    this.mark(length ? ((this.at + 1 + step + places) % places) - 1 : -1);
  }

  mark(index) {
    const options = this.options;
    this.at = options.length && index >= -1 ? Math.min(index, options.length - 1) : -1;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.at)));
    if (this.at < 0) return this.typed.removeAttribute("aria-activedescendant");
    this.typed.setAttribute("aria-activedescendant", options[this.at].id);
    options[this.at].scrollIntoView({ block: "nearest" });
  }

  onKey(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.open) return this.search();
      this.walk(event.key === "ArrowDown" ? 1 : -1);
    } else if ((event.key === "Home" || event.key === "End") && this.open && this.walked && this.at >= 0) {
      event.preventDefault();
      this.mark(event.key === "Home" ? 0 : this.options.length - 1);
    } else if (event.key === "Enter" && this.open && this.at >= 0) {
      event.preventDefault();
      this.choose(this.options[this.at]);
    } else if (event.key === "Escape" && this.open) {
      event.preventDefault();
      event.stopPropagation();
      this.giveUp();
    }
  }

  // What was typed is there again for whoever comes back.
  choose(option) {
    if (!option.dataset.href) return;
    history.replaceState({ ...history.state, typed: this.typed.value }, "");
    location.assign(option.dataset.href);
  }

  comeBack() {
    if (history.state?.typed && !this.typed.value) this.typed.value = history.state.typed;
  }

  // The list closes, and no answer that is still on its way opens it again.
  giveUp() {
    clearTimeout(this.timer);
    this.searching = false;
    this.question?.abort();
    this.close();
  }

  leave() { this.giveUp(); }
}

// What choosing an option comes to: the page it leads to, or the code it stands for.
function meantBy(option) { return option?.dataset.href ?? option?.dataset.value; }

class Combobox extends Suggestions {
  constructor(input, address) {
    const box = document.createElement("div");
    box.className = "combobox";
    const typed = input.cloneNode();
    for (const name of ["name", "data-combobox", "data-label", "data-free"]) typed.removeAttribute(name);
    typed.value = input.dataset.label ?? input.value;
    const focused = document.activeElement === input;
    input.replaceWith(box);
    input.type = "hidden";
    input.removeAttribute("id");
    box.append(input, typed);
    super(typed, address);
    this.free = input.hasAttribute("data-free");
    this.kept = input;
    this.first = input.value;
    input.combobox = this;
    this.shown = typed.value;
    this.typed.addEventListener("click", () => { if (!this.open) this.search(); });
    if (focused) this.typed.focus();
  }

  // Untouched, the field offers everything, so that the arrow key alone shows what there is.
  query() { return this.typed.value === this.shown ? "" : this.typed.value.trim(); }

  shouldSearch() { return true; }

  firstMarked() {
    const present = this.options.findIndex((option) => option.dataset.value === this.kept.value);
    return this.query() && !this.free ? 0 : present;
  }

  choose(option) {
    this.set(option.dataset.value, option.dataset.label);
    for (const [name, value] of Object.entries(JSON.parse(option.dataset.fills ?? "{}"))) {
      put(this.kept.form?.elements.namedItem(name), value, value);
    }
    this.close();
    if (this.kept.hasAttribute("data-submit")) this.kept.form.requestSubmit();
  }

  set(value, label) {
    this.shown = this.typed.value = label;
    if (this.kept.value === value) return;
    this.kept.value = value;
    this.kept.dispatchEvent(new Event("input", { bubbles: true }));
    this.kept.dispatchEvent(new Event("change", { bubbles: true }));
  }

  onKey(event) {
    if (event.key === "Tab" && this.open && this.at >= 0 && this.query()) this.choose(this.options[this.at]);
    else if (event.key === "Enter" && this.searching && this.query() && !this.free) this.hurry(event);
    else if (event.key === "Enter" && !(this.open && this.at >= 0)) this.settle();
    else super.onKey(event);
  }

  // Enter before the options are there: they are fetched at once, and what was typed is chosen if it can only mean one.
  async hurry(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    await this.search();
    const { options } = this;
    const meant = this.named() ?? (options.length === 1 ? options[0] : null);
    if (this.open && meant) this.choose(meant);
  }

  named() {
    const typed = this.typed.value.trim().toLocaleLowerCase();
    const same = (word) => word.toLocaleLowerCase() === typed;
    return this.options.find(({ dataset }) => same(dataset.value) || same(dataset.label));
  }

  // What was typed and not chosen is kept: as the option it names exactly, else as it stands, for the server to judge.
  settle() {
    const typed = this.typed.value.trim();
    if (typed === this.shown.trim()) return;
    const named = this.named();
    if (named) this.set(named.dataset.value, named.dataset.label);
    else this.set(typed, typed);
  }

  leave() {
    this.settle();
    super.leave();
  }
}
