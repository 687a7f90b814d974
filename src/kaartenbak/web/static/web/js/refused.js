// A page that answers a refused form would be shown anew only by sending the form again, so coming back to it ended at a
// question of the browser. Here the form itself stands in its place; drafts.js puts back what was typed.
const REFUSED = [409, 422];

export function start() {
  const [visit] = performance.getEntriesByType("navigation");
  if (REFUSED.includes(visit?.responseStatus)) history.replaceState(history.state, "", location.href);
}
