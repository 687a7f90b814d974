// Values that are edited in place (.row.editable, or the row of a table, and the form [data-inline] that takes its place).
// Click or Enter on the value, or F2, opens the form; Esc leaves it; the focus comes back to where it was.
import { meaning } from "./keyboard.js";
import { isTyping } from "./page.js";

export function start() {
  document.addEventListener("click", (event) => {
    const value = event.target.closest(".row.editable > dd");
    if (!value || event.target.closest("a, button, input, label")) return;
    if (!window.getSelection().isCollapsed) return;
    value.querySelector(".edit")?.click();
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-inline]");
    if (form) return inForm(form, event);
    const inField = isTyping(event.target) || event.target.closest("form.form");
    if (inField && meaning(event, "field") === "save") return sendFormOf(event);
    const row = event.target.closest?.(".row.editable");
    if (!row) return;
    const name = meaning(event, "card");
    if (name) event.preventDefault();
    if (name === "edit") row.querySelector(".edit")?.click();
    else if (name) neighbour(row, name === "next-line" ? 1 : -1)?.querySelector(".edit")?.focus();
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const row = event.detail.elt?.matches?.(".row, tr") ? event.detail.elt : null;
    if (!row) return;
    const form = row.querySelector("form[data-inline]");
    if (form) return focusFirst(form);
    const button = row.querySelector(row.matches("tr") ? "[hx-get]" : ".edit");
    if (document.activeElement === document.body) button?.focus({ preventScroll: true });
    if (event.detail.requestConfig?.verb === "post") row.classList.add("saved");
  });
}

function inForm(form, event) {
  const name = meaning(event, "field");
  if (!name) return;
  event.preventDefault();
  if (name === "save") return form.requestSubmit();
  event.stopPropagation();
  form.querySelector("[data-cancel]")?.click();
}

// Anywhere else the key is the button that stands out, which a form of one field may do without.
function sendFormOf(event) {
  const form = event.target.closest("form[method=post], form[hx-post], form[hx-get]");
  const button = form?.querySelector("button.primary:not([type=button])");
  if (!form) return;
  event.preventDefault();
  if (button) button.click();
  else form.requestSubmit();
}

export function focusFirst(form) {
  const wrong = form.querySelector("[aria-invalid=true]:not([type=hidden])");
  const field = wrong ?? form.querySelector("input:not([type=hidden]), select, textarea");
  field?.focus();
  if (!wrong && field?.select && field.type !== "checkbox") field.select();
}

function neighbour(row, step) {
  const rows = [...document.querySelectorAll(".row.editable")];
  return rows[rows.indexOf(row) + step];
}
