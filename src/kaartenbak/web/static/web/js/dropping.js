// A page with a file input[data-drop] takes a file that is dropped anywhere on it, as if it had been chosen there; elsewhere the
// browser would leave the page to show the file.
export function start() {
  const target = (event) => event.dataTransfer?.types.includes("Files") && document.querySelector("input[data-drop]");
  document.addEventListener("dragover", (event) => {
    if (target(event)) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const input = target(event);
    if (!input || !event.dataTransfer.files.length) return;
    event.preventDefault();
    input.files = event.dataTransfer.files;
    input.focus();
  });
}
