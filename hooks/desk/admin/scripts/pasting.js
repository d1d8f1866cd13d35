// What comes from the clipboard, or is dropped: text with a form of its own becomes Markdown, pictures are uploaded.
import { insert, insertBlock } from "./markdown_editing.js";
import { say } from "./words.js";

const EXTENSIONS = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "avif",
};
const FORMED = /<(?:table|ul|ol|li|h[1-6]|a|b|strong|em|i)[\s>]|mso-|font-weight:\s*(?:[6-9]00|bold)/i;
const NAMELESS = /^(?:image|img|picture|untitled|unnamed|clipboard|pasted)?[-_ ()\d]*$/i;

/** Whether a text is more than letters in a line: then the desk makes Markdown of it. */
export function wantsConversion(html, text) {
  return /\n/.test(text.trim()) || FORMED.test(html);
}

export async function converted(html, text) {
  const response = await window.fetch("/admin/api/paste", {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ html, text }),
  });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()).markdown;
}

/** A file name of small letters, digits and dashes that nothing else has: `Ảnh Cầu 1.JPG` becomes `anh-cau-1.jpg`. */
export function cleanName(file, taken) {
  const stem = file.name.replace(/\.[^.]*$/, "");
  const plain = stem
    .normalize("NFD")
    .replace(/[đĐ]/g, "d")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  const isNameless = !plain || NAMELESS.test(stem);
  const base = isNameless ? "anh" : plain;
  const extension = EXTENSIONS[file.type];
  const names = [...(isNameless ? [] : [`${base}.${extension}`])];
  for (let number = isNameless ? 1 : 2; names.length < 1000; number += 1) names.push(`${base}-${number}.${extension}`);
  return names.find((name) => !taken.has(name));
}

export function picturesOf(transfer) {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
}

async function isSame(one, other) {
  if (one.size !== other.size) return false;
  const [bytes, others] = await Promise.all([one, other].map(async (file) => new Uint8Array(await file.arrayBuffer())));
  return bytes.every((byte, index) => byte === others[index]);
}

async function nameOfSame(file, uploaded) {
  for (const one of uploaded) if (one.file instanceof Blob && (await isSame(file, one.file))) return one.name;
  return null;
}

/** Uploads pictures beside the article and writes them into the text; gives the sentence about it. */
export async function addPictures(files, textarea, props) {
  const usable = files.filter((file) => file.type in EXTENSIONS);
  if (!usable.length) return say("body.wrong_type", { name: files[0]?.name ?? "" });
  const uploaded = [...(props.entry.get("mediaFiles") ?? [])].map((one) => ({
    name: one.get("name"),
    file: one.get("file"),
  }));
  const inText = textarea.value.match(/[\w.-]+\.(?:jpe?g|png|webp|gif|avif)/gi) ?? [];
  const taken = new Set([...uploaded.map(({ name }) => name), ...inText]);
  const names = [];
  for (const file of usable) {
    // Decap keeps one file of each content: a second name for the same picture would lead nowhere.
    let name = await nameOfSame(file, uploaded);
    if (!name) {
      name = cleanName(file, taken);
      taken.add(name);
      uploaded.push({ name, file });
      await props.onPersistMedia(new File([file], name, { type: file.type }));
    }
    names.push(name);
  }
  // The cursor waits in the first picture's description.
  insertBlock(textarea, names.map((name) => `![](${name})`).join("\n"), 2);
  return say("body.pictures", { names: names.join(", ") });
}

export async function pasteText(html, text, textarea) {
  try {
    insert(textarea, await converted(html, text));
    return "";
  } catch {
    insert(textarea, text);
    return say("body.paste_failed");
  }
}
