// Confirmations: those in the page when it arrives, and those that htmx answers bring along.

const SECONDS = 8;

export function show({ text, undo = "", level = "" }) {
  const toast = document.getElementById("toast").content.firstElementChild.cloneNode(true);
  toast.querySelector(".text").textContent = text;
  if (level) toast.classList.add(level);
  const form = toast.querySelector("form");
  if (undo) {
    form.action = undo;
    form.elements.next.value = location.pathname + location.search;
  } else {
    form.remove();
  }
  document.getElementById("toasts").append(toast);
  leaveLater(toast);
}

// A confirmation goes by itself; an error stays until it is closed. It waits while the reader is at it.
function leaveLater(toast) {
  if (toast.classList.contains("error")) return;
  let timer = 0;
  const wait = () => { timer = setTimeout(() => toast.remove(), SECONDS * 1000); };
  const stay = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("pointerleave", wait);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("focusout", wait);
  wait();
}

export function start() {
  document.querySelectorAll("#toasts > [data-toast]").forEach(leaveLater);
  document.body.addEventListener("kaartenbak:toasts", (event) => event.detail.toasts.forEach(show));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast] [data-close]")) event.target.closest("[data-toast]").remove();
  });
}
