// The buttons above the text, and their keys.
import { beginLines, insertBlock, replace, wrap } from "./markdown_editing.js";
import { say } from "./words.js";

function link(textarea) {
  const { value, selectionStart: start, selectionEnd: end } = textarea;
  const text = value.slice(start, end) || say("body.samples.link");
  replace(textarea, start, end, `[${text}](https://)`, text.length + 11, text.length + 11);
}

function note(textarea) {
  const used = [...textarea.value.matchAll(/\[\^(\d+)\]/g)].map((match) => Number(match[1]));
  const number = Math.max(0, ...used) + 1;
  const at = textarea.selectionEnd;
  replace(textarea, at, at, `[^${number}]`);
  const end = textarea.value.length;
  const begin = `${textarea.value.endsWith("\n") ? "\n" : "\n\n"}[^${number}]: `;
  const text = say("body.samples.note");
  replace(textarea, end, end, `${begin}${text}\n`, begin.length, begin.length + text.length);
}

export const BUTTONS = [
  { name: "bold", key: "b", act: (textarea) => wrap(textarea, "**", say("body.samples.bold")) },
  { name: "italic", key: "i", act: (textarea) => wrap(textarea, "*", say("body.samples.italic")) },
  { name: "heading", act: (textarea) => beginLines(textarea, () => "## ", /^#{1,6} /, say("body.samples.heading")) },
  { name: "list", act: (textarea) => beginLines(textarea, () => "- ", /^[-*+] /, say("body.samples.list")) },
  {
    name: "numbers",
    act: (textarea) => beginLines(textarea, (number) => `${number}. `, /^\d+\. /, say("body.samples.list")),
  },
  { name: "link", key: "k", act: link },
  { name: "quote", act: (textarea) => beginLines(textarea, () => "> ", /^> /, say("body.samples.quote")) },
  { name: "table", act: (textarea) => insertBlock(textarea, say("body.samples.table")) },
  { name: "note", act: note },
];

/** Does what a key with Ctrl stands for. Whether it stands for anything. */
export function actOnKey(event, textarea) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return false;
  const button = BUTTONS.find(({ key }) => key === event.key.toLowerCase());
  if (!button) return false;
  event.preventDefault();
  button.act(textarea);
  return true;
}
