// Parts and headings that a page must have: Decap's list has them, its board has no main part, its form neither.
import { say } from "./words.js";

export function markParts() {
  const root = document.getElementById("nc-root");
  const heading = Object.assign(document.createElement("h1"), { className: "desk-bar__heading" });
  heading.textContent = say("bar.editor");
  document.getElementById("desk-bar").prepend(heading);
  const mark = () => {
    const place = window.location.hash;
    heading.hidden = !/\/(?:new|entries\/)/.test(place);
    if (heading.hidden && !place.startsWith("#/workflow")) root.removeAttribute("role");
    else root.setAttribute("role", "main");
  };
  window.addEventListener("hashchange", mark);
  mark();
}
