// What every htmx request has in common: the bar while it lasts, and a sentence when it fails.
import { text } from "./page.js";
import { show } from "./toasts.js";

const SENTENCES = { 403: "forbidden", 404: "gone", 410: "gone" };

export function start() {
  const bar = document.getElementById("loading-bar");
  let running = 0;
  const count = (change) => {
    running = Math.max(0, running + change);
    bar?.classList.toggle("busy", running > 0);
  };
  document.addEventListener("htmx:beforeRequest", () => count(1));
  document.addEventListener("htmx:afterRequest", () => count(-1));
  document.addEventListener("htmx:sendError", () => show({ text: text("offline"), level: "error" }));
  document.addEventListener("htmx:timeout", () => show({ text: text("offline"), level: "error" }));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    show({ text: text(SENTENCES[status] ?? "failed"), level: "error" });
  });
  for (const button of document.querySelectorAll("[data-back]")) {
    button.hidden = history.length < 2;
    button.addEventListener("click", () => history.back());
  }
}
