// Changes to the text of a textarea as an editor makes them: each can be taken back with Ctrl+Z.

/** Puts a text in the place of what stands from start to end, and selects a part of it. */
export function replace(textarea, start, end, text, from = text.length, to = from) {
  textarea.focus();
  textarea.setSelectionRange(start, end);
  // The only way that keeps the browser's own history of undoing. Where it is gone, the text still comes.
  const isDone = text ? document.execCommand("insertText", false, text) : document.execCommand("delete");
  if (!isDone) {
    textarea.setRangeText(text, start, end, "end");
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  }
  textarea.setSelectionRange(start + from, start + to);
}

export function insert(textarea, text, from, to) {
  replace(textarea, textarea.selectionStart, textarea.selectionEnd, text, from, to);
}

/** Puts signs around what is selected, or takes them away if they stand there already. */
export function wrap(textarea, sign, sample) {
  const { value, selectionStart: start, selectionEnd: end } = textarea;
  const chosen = value.slice(start, end);
  const isWrapped = value.slice(start - sign.length, start) === sign && value.slice(end, end + sign.length) === sign;
  const isOtherSign = sign === "*" && value.slice(start - 2, start) === "**" && value.slice(start - 3, start) !== "***";
  if (isWrapped && !isOtherSign) {
    replace(textarea, start - sign.length, end + sign.length, chosen, 0, chosen.length);
  } else {
    const text = chosen || sample;
    replace(textarea, start, end, sign + text + sign, sign.length, sign.length + text.length);
  }
}

/** Puts a beginning before each line that is selected, or takes it away. `begin` gives it for the number of a line. */
export function beginLines(textarea, begin, pattern, sample) {
  const { value, selectionStart, selectionEnd } = textarea;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", selectionEnd);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const areBegun = lines.some(Boolean) && lines.every((line) => !line || pattern.test(line));
  const text = lines
    .map((line, index) => {
      if (areBegun) return line.replace(pattern, "");
      return line || lines.length === 1 ? begin(index + 1) + (line.replace(pattern, "") || sample) : line;
    })
    .join("\n");
  replace(textarea, start, end, text, lines.length === 1 ? text.length : 0, text.length);
}

/** A block with an empty line above and below. */
export function insertBlock(textarea, block, from = block.length, to = from) {
  const before = textarea.value.slice(0, textarea.selectionStart);
  const after = textarea.value.slice(textarea.selectionEnd);
  const above = !before || before.endsWith("\n\n") ? "" : "\n".repeat(before.endsWith("\n") ? 1 : 2);
  const below = after ? "\n".repeat(2 - /^\n{0,2}/.exec(after)[0].length) : "\n";
  insert(textarea, above + block + below, above.length + from, above.length + to);
}
