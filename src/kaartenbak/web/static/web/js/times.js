// The server speaks of times in its own zone; the reader sees them in his, and what he types is taken in it.
// A form[data-zone] has moments (datetime-local) that are sent with their zone.
import { whenever } from "./page.js";

const DAY = { day: "numeric", month: "short", year: "numeric" };
const MOMENT = { ...DAY, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

export function start() {
  const { lang } = document.documentElement;
  const [moments, days] = [MOMENT, DAY].map((parts) => new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang || undefined, parts));
  whenever("time[datetime*=T]", (element) => {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.valueOf())) return;
    element.textContent = ("day" in element.dataset ? days : moments).format(moment);
  });
  document.addEventListener("formdata", (event) => {
    if (!event.target.hasAttribute("data-zone")) return;
    for (const { name, value } of event.target.querySelectorAll("input[type=datetime-local]")) {
      if (value) event.formData.set(name, new Date(value).toISOString());
    }
  });
}
