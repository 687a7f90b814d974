// Two pages that answer a form would be shown anew only by sending the form again, so loading one again or coming back to it
// ended at a question of the browser. A refused one: here the form itself stands in its place; drafts.js puts back what was
// typed. One that tells a secret once ([data-once]): the page that the form stands on takes its place, without the secret.
const REFUSED = [409, 422];

export function start() {
  const [visit] = performance.getEntriesByType("navigation");
  const once = document.querySelector("[data-once]");
  if (once) history.replaceState(history.state, "", once.dataset.once);
  else if (REFUSED.includes(visit?.responseStatus)) history.replaceState(history.state, "", location.href);
}
