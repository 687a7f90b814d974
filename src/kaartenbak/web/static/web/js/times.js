// The server speaks of times in its own zone; the reader sees them in his, and what he types is taken in it.
// A form[data-zone] has moments (datetime-local) that are sent with their zone.
import { whenever } from "./page.js";

const FORMAT = { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export function start() {
  const { lang } = document.documentElement;
  const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang || undefined, FORMAT);
  whenever("time[datetime*=T]", (element) => {
    const moment = new Date(element.dateTime);
    if (!Number.isNaN(moment.valueOf())) element.textContent = format.format(moment);
  });
  document.addEventListener("formdata", (event) => {
    if (!event.target.hasAttribute("data-zone")) return;
    for (const { name, value } of event.target.querySelectorAll("input[type=datetime-local]")) {
      if (value) event.formData.set(name, new Date(value).toISOString());
    }
  });
}
