// Forms that come back for the next one (form[data-again]): whoever was in it goes on in the field that is wrong, else in
// the first that is blank.

export function start() {
  document.addEventListener("htmx:afterSettle", (event) => {
    const form = event.detail.elt;
    if (!form?.matches?.("form[data-again]") || document.activeElement !== document.body) return;
    const fields = [...form.querySelectorAll("input:not([type=hidden])")];
    const wrong = fields.find((field) => field.getAttribute("aria-invalid") === "true");
    (wrong ?? fields.find((field) => !field.value) ?? fields[0])?.focus({ preventScroll: true });
  });
}
