// The words of the page, from /admin/words.json. Facts stand in braces: {count}.
let all = {};

export async function fetchJson(address) {
  const response = await window.fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

export async function loadWords() {
  all = await fetchJson("/admin/words.json");
  return all;
}

export function block(key) {
  return key.split(".").reduce((entry, step) => entry?.[step], all.words);
}

export function say(key, facts = {}) {
  return String(block(key) ?? "").replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? ""));
}

/** Where readers see the bulletin, with a slash at the end. */
export function site() {
  return all.site;
}

/** The Vietnamese name of a key of the front matter, such as `image.alt` or `corrections.0.time`. */
export function labelOf(key) {
  return all.labels?.[plainKey(key)] ?? "";
}

/** The same key without the numbers of list items. */
export function plainKey(key) {
  return key
    .replace(/\[\d+\]/g, "")
    .split(".")
    .filter((part) => !/^\d+$/.test(part))
    .join(".");
}
