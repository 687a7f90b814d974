// Input that was not saved: the browser asks before it is left, and forms with data-keep get it back when the page
// comes again (after signing in anew, a crash, a wrong click). Passwords and files are never kept. It stays in this tab
// and is forgotten when the form was accepted and when the reader signs out.
import { text, whenever } from "./page.js";
import { show } from "./toasts.js";

const FIELDS = "input:not([type=hidden], [type=password], [type=file], [type=submit], [type=search]), select, textarea, input[data-combobox]";
const SENT = "draft-sent";

export function start() {
  let leaving = false;
  forgetAccepted();
  whenever("form", (form) => {
    if (!saves(form)) return;
    if (form.querySelector("[aria-invalid=true]")) form.dataset.changed = "yes";
    form.addEventListener("input", () => changed(form));
    form.addEventListener("change", () => changed(form));
  });
  whenever("form[data-keep]", restore);
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !saves(event.target) || event.target.hasAttribute("hx-post")) return;
    leaving = true;
    if (event.target.hasAttribute("data-keep")) sessionStorage.setItem(SENT, place(event.target));
    if (event.target.hasAttribute("data-forget")) sessionStorage.clear();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && document.querySelector("form[data-changed=yes]")) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr } = event.detail;
    const form = elt.closest?.("form");
    if (form && xhr.status < 400) forget(form);
    if (xhr.getResponseHeader("HX-Redirect")) leaving = true;
  });
}

export function isFilled(root) {
  return root.querySelector("form[data-changed=yes]") !== null;
}

function saves(form) {
  return (form.method === "post" || form.hasAttribute("hx-post")) && !form.hasAttribute("data-selection");
}

function changed(form) {
  const values = fields(form).filter(isChanged).map((field) => [field.name, ...valueOf(field)]);
  form.dataset.changed = values.length ? "yes" : "no";
  if (!form.hasAttribute("data-keep")) return;
  if (values.length) sessionStorage.setItem(place(form), JSON.stringify(values));
  else sessionStorage.removeItem(place(form));
}

function forget(form) {
  delete form.dataset.changed;
  sessionStorage.removeItem(place(form));
}

// A form that was sent and does not come back, or comes back with a confirmation, was accepted.
// The sign-in page and the error pages say nothing about that.
function forgetAccepted() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent || document.querySelector(".narrow")) return;
  sessionStorage.removeItem(SENT);
  const back = [...document.querySelectorAll("form[data-keep]")].some((form) => place(form) === sent);
  if (!back || document.querySelector("#toasts > .success")) sessionStorage.removeItem(sent);
}

function restore(form) {
  const kept = sessionStorage.getItem(place(form));
  if (!kept || form.querySelector("[aria-invalid=true]")) return;
  for (const [name, value, label] of JSON.parse(kept)) {
    const found = form.elements.namedItem(name);
    for (const field of found instanceof RadioNodeList ? found : [found]) put(field, value, label);
  }
  changed(form);
  show({ text: text("restored") });
}

export function put(field, value, label) {
  if (!field) return;
  if (field.combobox) field.combobox.set(value, label);
  else if (field.type === "checkbox") field.checked = value;
  else if (field.type === "radio") field.checked = field.value === value;
  else field.value = value;
}

function fields(form) {
  return [...form.querySelectorAll(FIELDS)].filter((field) => field.name);
}

function valueOf(field) {
  if (field.combobox) return [field.value, field.combobox.shown];
  return [field.type === "checkbox" ? field.checked : field.value];
}

function isChanged(field) {
  if (field.combobox) return field.value !== field.combobox.first;
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.type === "radio") return field.checked && !field.defaultChecked;
  if (field.tagName === "SELECT") return isOtherChosen(field);
  return field.value !== field.defaultValue;
}

// Without a choice marked in the page, the browser shows the first.
function isOtherChosen(select) {
  const marked = [...select.options].some((option) => option.defaultSelected);
  if (!marked && !select.multiple) return select.selectedIndex > 0;
  return [...select.options].some((option) => option.selected !== option.defaultSelected);
}

function place(form) {
  return `draft:${location.pathname}:${form.dataset.keep || form.getAttribute("action") || ""}`;
}
