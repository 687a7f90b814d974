// What requests have in common: the bar while they last, a sentence when they fail, and no second one by a double click.
import { text } from "./page.js";
import { show } from "./toasts.js";

const DOWNLOAD = 10_000;
const SENTENCES = { 403: "forbidden", 404: "gone", 410: "gone" };

export function start() {
  const bar = document.getElementById("loading-bar");
  let running = 0;
  const count = (change) => {
    running = Math.max(0, running + change);
    bar?.classList.toggle("busy", running > 0);
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    count(1);
    if (event.detail.elt.matches?.("form")) event.detail.elt.dataset.sent = "yes";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    count(-1);
    delete event.detail.elt.dataset?.sent;
  });
  document.addEventListener("htmx:sendError", () => show({ text: text("offline"), level: "error" }));
  document.addEventListener("htmx:timeout", () => show({ text: text("offline"), level: "error" }));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    if (event.detail.xhr.getResponseHeader("HX-Trigger")?.includes("kaartenbak:toasts")) return;
    show({ text: text(SENTENCES[status] ?? "failed"), level: "error" });
  });
  document.addEventListener("submit", unreadable, { capture: true });
  document.addEventListener("submit", once, { capture: true });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const button of document.querySelectorAll("[data-back]")) {
    button.hidden = history.length < 2;
    button.addEventListener("click", () => history.back());
  }
}

// Half a date, or 31 September, would be sent as none at all: the browser says what is wrong with it, and the form stays.
function unreadable(event) {
  const field = [...event.target.elements].find((each) => each.validity?.badInput);
  if (!field) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  field.reportValidity();
}

// A form is sent once, however often its button is clicked. One that htmx sends is free again with the answer; another
// one when the page is left, or after a while, since a download leaves the page where it is.
function once(event) {
  const form = event.target;
  if (form.method !== "post" && !form.hasAttribute("hx-post")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    event.stopImmediatePropagation();
  } else if (!form.hasAttribute("hx-post") && !form.hasAttribute("data-theme-form")) {
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, DOWNLOAD);
  }
}
