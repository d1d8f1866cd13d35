// Where the field of a key is on the page. Decap gives the label of `alt` the id `alt-field-12` to stand for.
import { plainKey } from "./words.js";

function labelWithin(root, name) {
  return root.querySelector(`label[for^="${CSS.escape(name)}-field-"]`);
}

/** The box of the field of a key, such as `image.alt`; that of its group if it is not there; null for none. */
export function boxOf(key) {
  let box = null;
  let root = document;
  for (const name of plainKey(key).split(".")) {
    const label = labelWithin(root, name);
    if (!label) break;
    box = label.parentElement.parentElement;
    root = box;
  }
  return box;
}

/** What takes the focus in a box. */
export function controlOf(box) {
  const label = box.querySelector("label[for]");
  const named = document.getElementById(label?.htmlFor ?? "");
  if (named?.matches("input, textarea, button, select, [tabindex]")) return named;
  return box.querySelector("input, textarea, select, button, [tabindex]");
}

/** Opens the section of a field and goes to it. `line` counts within the text of the article, from 1. */
export function goTo(key, line) {
  document.dispatchEvent(new CustomEvent("desk:reveal", { detail: key }));
  requestAnimationFrame(() => {
    const control = controlOf(boxOf(key) ?? document.body);
    if (!control) return;
    if (line && control instanceof HTMLTextAreaElement) selectLine(control, line);
    control.focus();
    control.scrollIntoView({ block: "center" });
  });
}

function selectLine(textarea, line) {
  const lines = textarea.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  textarea.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
}
