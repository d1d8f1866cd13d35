// How queries are spelled for the search index, and how its texts are read: the other half of hooks/bulletin/search/spelling.py.
export const WORD = /(?:[\p{L}\p{Nl}\p{No}]|\u0335)+|\p{Nd}+/gu;
const END = "q";
const MARK_OF = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };
const TONE_OF = Object.fromEntries(Object.entries(MARK_OF).map(([letter, mark]) => [mark, letter]));
const HAT = "\u0302",
  HORN = "\u031b",
  BREVE = "\u0306",
  MARKS = /\p{M}/gu;

export const words = (text) => stroked(text.normalize("NFC")).match(WORD) || [];

// Ð and Ɖ look like Đ, and some keyboards type them; a small ð inside a word is Icelandic.
const stroked = (text) =>
  text
    .replace(/[ÐƉ]/g, "Đ")
    .replace(/ɖ/g, "đ")
    .replace(/(^|\P{L})ð/gu, "$1đ");

// The bare letters: `Đẳng` → `dang`.
export const fold = (word) => word.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(MARKS, "");

// The sign for a word's accents: "" for none, null when it has others than Vietnamese ones.
function sign(word) {
  const apart = word.toLowerCase().normalize("NFD");
  const marks = apart.match(MARKS) || [],
    tones = marks.filter((mark) => TONE_OF[mark]),
    others = marks.filter((mark) => !TONE_OF[mark]);
  const isBarred = apart.includes("đ");
  if (!marks.length && !isBarred) return "";
  if (tones.length > 1 || others.some((mark) => mark !== HAT && mark !== HORN && mark !== BREVE)) return null;
  const quality = others.includes(HORN) || others.includes(BREVE) ? "w" : others.length ? "z" : "";
  return (isBarred ? "d" : "") + quality + (tones.length ? TONE_OF[tones[0]] : "n");
}

// A word as it is asked for: by the beginning that all its accents share, or with those that were typed.
export const loose = (word) => fold(word) + END;
export const exact = (word) => fold(word) + END + (sign(word) || "");
export const hasAccents = (word) => Boolean(sign(word));

// All ways in which a word may stand in the index, so that each file of it is loaded: with the accents that its letters can have.
export function spellings(word) {
  const bare = fold(word),
    found = [bare + END],
    vowels = bare.replace(/[^aeiouy]/g, "");
  const qualities = ["", ...(/[ou]|a/.test(vowels) ? ["w"] : []), ...(/[aeo]/.test(vowels) ? ["z"] : [])];
  const tones = !vowels ? "n" : /[^aeiouymngh]$|ch$/.test(bare) ? "njs" : "nfjrsx";
  for (const bar of bare.includes("d") ? ["", "d"] : [""])
    for (const quality of qualities)
      for (const tone of tones) if (bar + quality + tone !== "n") found.push(bare + END + bar + quality + tone);
  return /^\p{Nd}/u.test(bare) ? found.slice(0, 1) : found;
}

export const mark = (kind, slug) => END + kind[0] + slug.replaceAll("-", "") + END;

// Whether one letter too many, too few or wrong, or two in each other's place, is all that two words differ in.
export function isNear(one, other) {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const [rest, meant] = [one.slice(at), other.slice(at)];
  return (
    rest.slice(1) === meant ||
    rest === meant.slice(1) ||
    rest.slice(1) === meant.slice(1) ||
    (rest[0] === meant[1] && rest[1] === meant[0] && rest.slice(2) === meant.slice(2))
  );
}

// Whether two words are the same, whatever their case and the place of their tone.
export const isSame = (one, other) => exact(one) === exact(other);

export const read = (spelled) =>
  spelled
    .replace(SPELLED, (all, letters, found, place) => readWord(letters, found, place))
    .replaceAll("~ ", "")
    .replaceAll("|", " ");

const SPELLED = /((?:[\p{L}\p{Nl}\p{No}]|\u0335)+|\p{Nd}+)q(d?[zw]?[nsfrxj])?(?![\p{L}\p{N}])(`?)/giu;

function readWord(letters, found, place) {
  if (!found || !/^[a-z]+$/i.test(letters)) return letters.replaceAll("d\u0335", "đ").replaceAll("D\u0335", "Đ");
  const signs = found.toLowerCase(),
    parts = [...letters];
  const begin = letters.match(/^(?:qu|gi(?=[aeiouy])|[^aeiouy])*/i)[0].length,
    [vowels] = letters.slice(begin).match(/^[aeiouy]*/i);
  const quality = signs.includes("w") ? "w" : signs.includes("z") ? "z" : "",
    qualified = qualifiedVowels(vowels.toLowerCase(), quality);
  for (const at of qualified) parts[begin + at] += quality === "z" ? HAT : /a/i.test(parts[begin + at]) ? BREVE : HORN;
  const tone = MARK_OF[signs.at(-1)];
  if (tone && vowels)
    parts[
      begin +
        (qualified.length
          ? qualified.at(-1)
          : tonePlace(vowels.toLowerCase(), begin + vowels.length < letters.length, Boolean(place)))
    ] += tone;
  if (signs.includes("d")) parts[0] = { d: "đ", D: "Đ" }[parts[0]] || parts[0];
  return parts.join("").normalize("NFC");
}

// Which vowels of a syllable have a hat (`z`), or a horn or breve (`w`).
function qualifiedVowels(vowels, quality) {
  if (quality === "z")
    return /[aeo]/.test(vowels) ? [Math.max(...[..."aeo"].map((letter) => vowels.lastIndexOf(letter)))] : [];
  if (quality === "w") {
    for (const [group, places] of [
      ["uo", [0, 1]],
      ["oa", [1]],
      ["u", [0]],
      ["o", [0]],
      ["a", [0]],
    ]) {
      const at = vowels.indexOf(group);
      if (at >= 0) return places.map((place) => at + place);
    }
  }
  return [];
}

function tonePlace(vowels, isClosed, isOld) {
  return vowels.length === 1 || (vowels.length === 2 && !isClosed && (isOld || !["oa", "oe", "uy"].includes(vowels)))
    ? 0
    : 1;
}
