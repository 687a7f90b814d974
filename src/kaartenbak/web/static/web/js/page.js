// What several files need: translated sentences, and running something for parts that arrive later.

export function text(name, facts = {}) {
  const sentence = document.getElementById("texts")?.dataset[name] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => facts[key] ?? whole);
}

// Calls `attach` for each element that matches, now and whenever htmx brings new ones; once for each element.
export function whenever(selector, attach) {
  const seen = new WeakSet();
  const look = (root) => {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      if (seen.has(element)) continue;
      seen.add(element);
      attach(element);
    }
  };
  look(document);
  document.addEventListener("htmx:load", (event) => look(event.target));
}

export function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]") !== null;
}

// Does what an element is there for: into a field one types, everything else is clicked.
export function lead(element) {
  if (!element.matches("input, textarea, select")) return element.click();
  element.focus();
  element.select?.();
}
