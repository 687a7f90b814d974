// The one dialog of the page: whatever htmx puts into #dialog opens it. Esc, a click beside it and [data-close] close it.
import { isFilled } from "./drafts.js";
import { text } from "./page.js";

export function start() {
  const dialog = document.getElementById("dialog");
  if (!dialog) return;
  let opener = null;
  for (const form of document.querySelectorAll("main form[hx-target='#dialog']")) onItsOwnPage(form);

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target === dialog && !dialog.open) opener = openerOf(document.activeElement);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== dialog || dialog.open || !dialog.hasChildNodes()) return;
    dialog.showModal();
    (dialog.querySelector("[autofocus], [aria-invalid=true]") ?? firstField(dialog))?.focus();
  });
  dialog.addEventListener("close", () => {
    dialog.replaceChildren();
    if (opener?.isConnected) opener.focus();
  });
  dialog.addEventListener("cancel", (event) => {
    if (isFilled(dialog) && !window.confirm(text("unsaved"))) event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]") || (event.target === dialog && !isFilled(dialog))) dialog.close();
  });
  document.body.addEventListener("kaartenbak:close-dialog", () => dialog.close());
}

// The form of a dialog that has a page of its own, in another tab for instance, is answered by that page.
function onItsOwnPage(form) {
  if (new URL(form.action).pathname !== location.pathname) return;
  for (const name of ["hx-get", "hx-post", "hx-target"]) form.removeAttribute(name);
}

// What opened the dialog from a menu is out of sight once the menu has closed.
function openerOf(element) {
  return element?.closest("details.menu")?.querySelector("summary") ?? element;
}

function firstField(root) {
  return root.querySelector(".dialog-body :is(input:not([type=hidden]), select, textarea)");
}
