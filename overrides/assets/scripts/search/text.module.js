// Spells queries for the search index, and reads its texts back. hooks/bulletin/search/spelling.py spells the texts,
// and explains the spelling.

export const WORD = /(?:[\p{L}\p{Nl}\p{No}]|\u0335)+|\p{Nd}+/gu;

const MARKS = /\p{M}/gu;
const HAT = "\u0302";
const HORN = "\u031b";
const BREVE = "\u0306";
/** @type {Record<string, string>} */
const TONE_MARKS = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323" };
/** @type {Record<string, string>} */
const TONES = Object.fromEntries(Object.entries(TONE_MARKS).map(([tone, mark]) => [mark, tone]));

const END = "q"; // between the bare letters of a word and the sign for its accents
const SPELLED = /((?:[\p{L}\p{Nl}\p{No}]|\u0335)+|\p{Nd}+)q(d?[zw]?[nsfrxj])?(?![\p{L}\p{N}])(`?)/giu;

// --- queries

/**
 * @param {string} text
 * @returns {string[]}
 */
export const words = (text) => withBarredD(text.normalize("NFC")).match(WORD) || [];

/**
 * Replaces Ð and Ɖ, which look like Đ and which some keyboards type. A small ð inside a word is Icelandic.
 * @param {string} text
 */
function withBarredD(text) {
  return text
    .replace(/[ÐƉ]/g, "Đ")
    .replace(/ɖ/g, "đ")
    .replace(/(^|\P{L})ð/gu, "$1đ");
}

/**
 * Returns the bare letters: `Đẳng` → `dang`.
 * @param {string} word
 */
export const fold = (word) => word.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(MARKS, "");

/**
 * Returns the sign for the accents of a word: "" for none, null if there are others than Vietnamese ones.
 * @param {string} word
 */
function sign(word) {
  const apart = word.toLowerCase().normalize("NFD");
  const marks = apart.match(MARKS) || [];
  const tones = marks.filter((mark) => TONES[mark]);
  const others = marks.filter((mark) => !TONES[mark]);
  const isBarred = apart.includes("đ");
  if (!marks.length && !isBarred) return "";
  if (tones.length > 1 || others.some((mark) => ![HAT, HORN, BREVE].includes(mark))) return null;
  const quality = others.includes(HAT) ? "z" : "";
  const isHorned = others.includes(HORN) || others.includes(BREVE);
  return (isBarred ? "d" : "") + (isHorned ? "w" : quality) + (tones.length ? TONES[tones[0]] : "n");
}

/**
 * Spells a word with any accents: by the beginning that all its spellings share.
 * @param {string} word
 */
export const loose = (word) => fold(word) + END;

/**
 * Spells a word with the accents that the reader typed.
 * @param {string} word
 */
export const exact = (word) => fold(word) + END + (sign(word) || "");

/** @param {string} word */
export const hasAccents = (word) => Boolean(sign(word));

/**
 * Lists all ways in which the index may spell a word, with every accent that its letters can have.
 * @param {string} word
 */
export function spellings(word) {
  const bare = fold(word);
  if (/^\p{Nd}/u.test(bare)) return [bare + END];
  const vowels = bare.replace(/[^aeiouy]/g, "");
  const bars = bare.includes("d") ? ["", "d"] : [""];
  const qualities = ["", ...(/[oua]/.test(vowels) ? ["w"] : []), ...(/[aeo]/.test(vowels) ? ["z"] : [])];
  const signs = bars.flatMap((bar) =>
    qualities.flatMap((quality) => tonesOf(bare).map((tone) => bar + quality + tone)),
  );
  return [bare + END, ...signs.filter((sign) => sign !== "n").map((sign) => bare + END + sign)];
}

/**
 * Lists the tones that a syllable of these letters can have. If it ends in a stop, there are two besides none.
 * @param {string} bare
 */
function tonesOf(bare) {
  if (!/[aeiouy]/.test(bare)) return ["n"];
  return [...(/[^aeiouymngh]$|ch$/.test(bare) ? "njs" : "nfjrsx")];
}

/**
 * Spells the word that stands for a category, an author or a year.
 * @param {string} kind
 * @param {string} slug
 */
export const mark = (kind, slug) => END + kind[0] + slug.replaceAll("-", "") + END;

/**
 * Compares two words regardless of their case and of the place of their tone.
 * @param {string} word
 * @param {string} other
 */
export const isSame = (word, other) => exact(word) === exact(other);

/**
 * Tells whether two words differ by one letter that is added, missing or wrong, or by two that have changed places.
 * @param {string} word
 * @param {string} other
 */
export function isNear(word, other) {
  if (word === other || Math.abs(word.length - other.length) > 1) return false;
  let at = 0;
  while (at < word.length && word[at] === other[at]) at++;
  const rest = word.slice(at);
  const otherRest = other.slice(at);
  const isSwapped = rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2);
  return (
    rest.slice(1) === otherRest || rest === otherRest.slice(1) || rest.slice(1) === otherRest.slice(1) || isSwapped
  );
}

// --- texts of the index

/**
 * Restores a text from its spelling.
 * @param {string} spelled
 */
export function read(spelled) {
  return spelled
    .replace(SPELLED, (all, letters, found, place) => readWord(letters, found, place))
    .replaceAll("~ ", "")
    .replaceAll("|", " ");
}

/**
 * @param {string} letters
 * @param {string | undefined} found the sign for the accents
 * @param {string} place not empty if the tone has its place in the old spelling
 */
function readWord(letters, found, place) {
  if (!found || !/^[a-z]+$/i.test(letters)) return letters.replaceAll("d\u0335", "đ").replaceAll("D\u0335", "Đ");
  const signs = found.toLowerCase();
  const parts = [...letters];
  const begin = letters.match(/^(?:qu|gi(?=[aeiouy])|[^aeiouy])*/i)[0].length;
  const vowels = letters
    .slice(begin)
    .match(/^[aeiouy]*/i)[0]
    .toLowerCase();

  const qualified = qualifiedVowels(vowels, signs);
  for (const at of qualified) parts[begin + at] += qualityMark(vowels[at], signs);
  const tone = TONE_MARKS[signs.at(-1)];
  if (tone && vowels) {
    const isClosed = begin + vowels.length < letters.length;
    parts[begin + (qualified.at(-1) ?? tonePlace(vowels, isClosed, Boolean(place)))] += tone;
  }
  if (signs.includes("d")) parts[0] = { d: "đ", D: "Đ" }[parts[0]] || parts[0];
  return parts.join("").normalize("NFC");
}

/**
 * Finds the vowels of a syllable that have a hat (`z`), or a horn or breve (`w`).
 * @param {string} vowels
 * @param {string} signs
 */
function qualifiedVowels(vowels, signs) {
  if (signs.includes("z")) {
    const last = Math.max(...[..."aeo"].map((letter) => vowels.lastIndexOf(letter)));
    return last < 0 ? [] : [last];
  }
  if (signs.includes("w")) {
    for (const group of ["uo", "oa", "u", "o", "a"]) {
      const at = vowels.indexOf(group);
      if (at < 0) continue;
      if (group === "uo") return [at, at + 1];
      return [group === "oa" ? at + 1 : at];
    }
  }
  return [];
}

/**
 * @param {string} vowel
 * @param {string} signs
 */
function qualityMark(vowel, signs) {
  if (signs.includes("z")) return HAT;
  return vowel === "a" ? BREVE : HORN;
}

/**
 * Finds the vowel with the tone, if none has another mark.
 * @param {string} vowels
 * @param {boolean} isClosed whether a consonant follows
 * @param {boolean} isOld whether the spelling is the old one
 */
function tonePlace(vowels, isClosed, isOld) {
  const isPair = vowels.length === 2 && !isClosed;
  const isOnFirst = vowels.length === 1 || (isPair && (isOld || !["oa", "oe", "uy"].includes(vowels)));
  return isOnFirst ? 0 : 1;
}
