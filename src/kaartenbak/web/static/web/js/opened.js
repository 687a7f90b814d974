// A page with data-opened tells the address it names that its reader opened it, once it is there and nothing waits for it.
// Whether that is heard is not his concern.
import { whenever } from "./page.js";

export function start() {
  whenever("[data-opened]", (element) => {
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    const tell = () => fetch(element.dataset.opened, { method: "POST", headers, keepalive: true }).catch(() => {});
    setTimeout(tell, 0);
  });
}
