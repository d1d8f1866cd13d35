// The panel above the form: why the desk did not do what was asked, or what should be looked at again. Each problem
// leads to its field, and the field says it too.
import { boxOf, controlOf, goTo } from "./fields.js";
import { labelOf, say } from "./words.js";

let marks = [];

function element(name, attributes = {}, ...children) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children.filter(Boolean));
  return made;
}

function clear() {
  for (const { control, before, text } of marks) {
    text.remove();
    control.removeAttribute("aria-invalid");
    if (before) control.setAttribute("aria-describedby", before);
    else control.removeAttribute("aria-describedby");
  }
  marks = [];
  document.getElementById("desk-notices").replaceChildren();
}

// What is in the text may have a key all the same: `alt` is that of any picture.
function keyOf(problem) {
  return problem.body_line ? "body" : problem.key || "body";
}

function mark(problem, number) {
  const box = boxOf(keyOf(problem));
  const control = box && controlOf(box);
  if (!control) return;
  const isError = problem.severity === "error";
  const text = element("p", { id: `desk-problem-${number}`, className: `desk-mark desk-mark--${problem.severity}` });
  const kind = say(isError ? "problems.error" : "problems.warning");
  text.textContent = `${kind}: ${problem.message} ${problem.remedy ?? ""}`;
  const before = control.getAttribute("aria-describedby");
  box.append(text);
  if (isError) control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", [before, text.id].filter(Boolean).join(" "));
  marks.push({ control, before, text });
}

function severity(problem) {
  const kind = problem.severity === "error" ? "error" : "warning";
  const className = `desk-panel__severity desk-panel__severity--${kind}`;
  return element("span", { className }, say(`problems.${kind}`));
}

function item(problem) {
  const key = keyOf(problem);
  const line = problem.body_line ?? problem.line;
  const place = [labelOf(key) || (key === "body" ? say("body.label") : key), line && say("problems.line", { line })];
  return element(
    "li",
    {},
    element("p", { className: "desk-panel__place" }, severity(problem), place.filter(Boolean).join(", ")),
    element("p", {}, problem.message),
    problem.remedy && element("p", { className: "desk-panel__remedy" }, problem.remedy),
    boxOf(key) &&
      element("button", { type: "button", onclick: () => goTo(key, problem.body_line) }, say("problems.go")),
  );
}

function show(kind, heading, problems, more) {
  const close = element("button", { type: "button", className: "desk-panel__close" }, say("problems.close"));
  close.onclick = clear;
  const panel = element(
    "section",
    { className: `desk-panel desk-panel--${kind}`, tabIndex: -1 },
    element("h2", {}, heading),
    ...more,
    problems.length ? element("ul", {}, ...problems.map(item)) : null,
    close,
  );
  panel.setAttribute("role", kind === "error" ? "alert" : "status");
  panel.setAttribute("aria-label", heading);
  problems.forEach(mark);
  document.getElementById("desk-notices").replaceChildren(panel);
}

export function watchProblems() {
  document.addEventListener("desk:asked", clear);
  window.addEventListener("hashchange", () => {
    // A new article gets its address when it is saved: the panel about that saving stays.
    if (!window.location.hash.includes("/entries/")) clear();
  });
  document.addEventListener("desk:refused", ({ detail }) => {
    const { problems, error, status, compare } = detail;
    const errors = problems.filter(({ severity }) => severity === "error").length;
    const heading = errors ? say("problems.errors", { count: errors }) : say("problems.refused");
    const sentence = status ? error : say("problems.unreachable");
    const more = [!errors && element("p", {}, sentence)];
    if (compare) {
      more.push(element("p", {}, element("a", { href: compare, target: "_blank" }, say("problems.compare"))));
    }
    show("error", heading, problems, more);
  });
  document.addEventListener("desk:done", ({ detail }) => {
    const { warnings, notices } = detail;
    if (!warnings.length && !notices.length) return;
    const heading = warnings.length ? say("problems.warnings", { count: warnings.length }) : say("problems.done");
    const more = notices.map((notice) => element("p", {}, notice));
    // The form is drawn anew after a saving; its fields are marked when they are there.
    window.setTimeout(() => show("warning", heading, warnings, more), 400);
  });
}
