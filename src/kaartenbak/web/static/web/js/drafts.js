// Input that was not saved: the browser asks before it is left, and puts it back when the page comes again
// (after signing in anew, a crash, a wrong click). Forms with method post or hx-post take part; passwords never.
import { text, whenever } from "./page.js";
import { show } from "./toasts.js";

const FIELDS = "input:not([type=hidden], [type=password], [type=file], [type=submit]), select, textarea";

export function start() {
  let leaving = false;
  whenever("form", (form) => {
    if (!saves(form)) return;
    form.addEventListener("input", () => changed(form));
    form.addEventListener("change", () => changed(form));
    form.addEventListener("submit", () => { leaving = !form.hasAttribute("hx-post"); });
  });
  whenever("form[data-keep]", restore);
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && document.querySelector("form[data-changed=yes]")) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const form = event.detail.elt.closest?.("form");
    if (form && event.detail.xhr.status < 400) saved(form);
    if (event.detail.xhr.getResponseHeader("HX-Redirect")) leaving = true;
  });
}

function saves(form) {
  return form.method === "post" || form.hasAttribute("hx-post");
}

function changed(form) {
  form.dataset.changed = fields(form).some(isChanged) ? "yes" : "no";
  if (!form.hasAttribute("data-keep")) return;
  const values = fields(form).filter(isChanged).map((field) => [field.name, valueOf(field)]);
  if (values.length) sessionStorage.setItem(place(form), JSON.stringify(values));
  else sessionStorage.removeItem(place(form));
}

function saved(form) {
  delete form.dataset.changed;
  sessionStorage.removeItem(place(form));
}

function restore(form) {
  form.addEventListener("submit", () => sessionStorage.setItem(`${place(form)}:sent`, "yes"));
  const kept = sessionStorage.getItem(place(form));
  if (!kept || form.querySelector("[aria-invalid=true]")) return;
  for (const [name, value] of JSON.parse(kept)) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof Element)) continue;
    if (field.type === "checkbox") field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
  show({ text: text("restored") });
}

function fields(form) {
  return [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
}

function valueOf(field) {
  return field.type === "checkbox" ? field.checked : field.value;
}

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.tagName === "SELECT") return [...field.options].some((each) => each.selected !== each.defaultSelected);
  return field.value !== field.defaultValue;
}

function place(form) {
  return `draft:${location.pathname}:${form.dataset.keep || form.getAttribute("action") || ""}`;
}
