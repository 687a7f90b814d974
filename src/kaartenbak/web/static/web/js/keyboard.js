// What a key means, by the table of `web/keys.py` that every page carries.
import { isTyping } from "./page.js";

const TABLE = JSON.parse(document.getElementById("keys")?.textContent ?? "{}");

// The name of what a key does in an area of the page; nothing when it does nothing there, or is typed in a field.
export function meaning(event, area) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return undefined;
  const ctrl = event.ctrlKey || event.metaKey;
  if (area !== "field" && !ctrl && isTyping(event.target)) return undefined;
  const keys = TABLE[area] ?? {};
  const name = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (ctrl) return event.shiftKey ? undefined : keys[`Ctrl+${name}`];
  // A sign such as ? needs Shift on some keyboards and not on others.
  const plain = name.length > 1 || name !== event.key.toUpperCase();
  return event.shiftKey && plain ? keys[`Shift+${name}`] : keys[name];
}
