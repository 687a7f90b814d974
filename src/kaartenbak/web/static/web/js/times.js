// The server speaks of times in its own zone; the reader sees them in his, and what he types is taken in it. Days and
// moments are written as the server writes them. A form[data-zone] has moments (datetime-local) that are sent with their zone.
import { text, whenever } from "./page.js";

export function start() {
  const months = text("months").split(" ");
  const two = (number) => String(number).padStart(2, "0");
  const day = (moment) => `${moment.getDate()} ${months[moment.getMonth()]} ${moment.getFullYear()}`;
  const time = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;
  whenever("time[datetime*=T]", (element) => {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(moment.valueOf()) || months.length < 12) return;
    element.textContent = "day" in element.dataset ? day(moment) : `${day(moment)}, ${time(moment)}`;
  });
  document.addEventListener("formdata", (event) => {
    if (!event.target.hasAttribute("data-zone")) return;
    for (const { name, value } of event.target.querySelectorAll("input[type=datetime-local]")) {
      if (value) event.formData.set(name, new Date(value).toISOString());
    }
  });
}
