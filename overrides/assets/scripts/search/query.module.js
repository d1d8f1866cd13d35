// Answers a question with the search index: which split it asks for what, from the newest articles back, and how it
// ranks the answers. Pagefind finds and weighs words. This module adds the titles of all years, phrases and accents,
// and reports what failed.

/** @type {Search.Text} text.module.js */
let text;

const MOST_WORDS = 24;
const ENOUGH = 10; // results
const MOST_BLOCKS = 6; // blocks of titles that one question reads
const NEAR = 5; // other words between those of the question
const ALLOWANCE = 1_000_000; // bytes that a question may load before the reader asks for more
const EXCERPT = 40; // words
const BEFORE_HIT = 8; // words of the excerpt

// Ranks. An exact phrase in a text comes before scattered words in a title.
const EXACT = 8;
const WHOLE_TITLE = 7;
const TITLE_PHRASE = 6;
const PHRASE = 5;
const TITLE_WORDS = 4;
const CLOSE = 1;

export class Query {
  /**
   * @param {Search.Question} question
   * @param {Search.Library} library
   */
  constructor(question, library) {
    text = library.text;
    this.library = library;
    this.filter = question;
    this.words = wordsOf(question);
    this.isDated = question.sort === "date" || !this.words.length;
    this.isAccented = this.words.some(text.hasAccents);
    this.isPrefix = false; // whether the last word may be the beginning of a longer one
    /** @type {("category" | "author" | "year")[]} */
    const kinds = ["category", "author", "year"];
    this.marks = kinds.filter((kind) => question[kind]).map((kind) => text.mark(kind, question[kind]));
    this.splits = library.table.texts.filter(
      ([, , first, last]) => !question.year || (yearOf(first) <= question.year && question.year <= yearOf(last)),
    );
    this.searched = 0; // number of splits so far
    this.bytesBefore = library.bytes();
    /** @type {[first: string, last: string][]} months that could not be searched */
    this.failed = [];
    this.titlesFailed = false;
    this.answers = 0; // number of times that a split has answered
    /** @type {Search.Found[]} */
    this.hits = [];
    /** @type {Search.Found[]} */
    this.titles = [];
  }

  get isEmpty() {
    return !this.words.length && !this.marks.length;
  }

  // Whether no split has answered, so that "nothing found" would be wrong.
  get hasFailed() {
    return !this.answers && (this.failed.length > 0 || this.titlesFailed);
  }

  // Searches the titles of all years, and the texts of the newest split. If nothing has the last word, tries it as a
  // beginning.
  async begin() {
    for (const isPrefix of this.words.length ? [false, true] : [false]) {
      this.isPrefix = isPrefix;
      this.searched = 0;
      await Promise.all([this.askTitles(), this.askTexts()]);
      if (this.titles.length || this.hits.length) return;
    }
    this.isPrefix = false;
  }

  /**
   * Spells the words as the index does.
   * @param {(word: string) => string} spell
   */
  spelled(spell) {
    const last = this.words.length - 1;
    return this.words.map((word, index) => (this.isPrefix && index === last ? text.fold(word) : spell(word)));
  }

  // Searches the texts of the next split: first with the typed accents; if these are few, with any.
  async askTexts() {
    if (this.searched >= this.splits.length) return;
    const { ask, isBroken } = this.library;
    const [name, , first, last] = this.splits[this.searched];
    this.searched += 1;
    const options = this.isDated ? { sort: { date: "desc" } } : {};
    const found = new Map();
    if (this.isAccented) {
      const unaccented = this.words.filter((word) => !text.hasAccents(word));
      const words = [...this.spelled(text.exact), ...this.marks];
      for (const hit of await ask(name, words, unaccented.flatMap(text.spellings), options)) {
        found.set(hit.id, { hit, isExact: true });
      }
    }
    if (found.size < ENOUGH) {
      const words = [...this.spelled(text.loose), ...this.marks];
      for (const hit of await ask(name, words, this.words.flatMap(text.spellings), options)) {
        if (!found.has(hit.id)) found.set(hit.id, { hit, isExact: !this.isAccented });
      }
    }
    for (const [order, { hit, isExact }] of [...found.values()].entries()) {
      const rank = (isExact ? EXACT : 0) + this.rankOfPlaces(hit.words);
      this.hits.push({ hit, first, rank, score: hit.score, order });
    }
    if (isBroken(name)) this.failed.push([first, last]);
    else this.answers += 1;
  }

  /** @param {number[]} places */
  rankOfPlaces(places) {
    const gap = this.gap(places);
    if (gap === 0) return PHRASE;
    return gap <= NEAR ? CLOSE : 0;
  }

  /**
   * Counts the other words between those of the question, where they are closest.
   * @param {number[]} places
   */
  gap(places) {
    const others = this.words.length - 1;
    if (others < 1) return places.length ? 0 : Infinity;
    return Math.min(...places.slice(others).map((place, index) => place - places[index] - others));
  }

  async askTitles() {
    if (!this.words.length || this.isDated) return;
    const { ask, isBroken, table } = this.library;
    const words = this.spelled(text.loose); // the index of titles has no accents
    const found = await Promise.all(
      table.titles.map(async ([name]) => {
        const hits = await ask(name, words, words, {});
        if (isBroken(name)) this.titlesFailed = true;
        else this.answers += 1;
        return hits.map((hit) => ({ name, id: hit.id, gap: this.gap(hit.words) }));
      }),
    );
    const blocks = found.flat().filter(({ gap }) => gap <= 2 * NEAR);
    blocks.sort((block, other) => block.gap - other.gap);
    const reading = blocks.slice(0, MOST_BLOCKS).map(({ name, id }) => this.readBlock(name, id));
    for (const row of (await Promise.all(reading)).flat()) {
      const rank = this.passes(row) && this.rankOfTitle(row[0]);
      const first = monthOf(row[2]);
      if (rank) this.titles.push({ result: resultOf(row), first, rank, score: 0, order: this.titles.length });
    }
  }

  /**
   * Reads a block of titles.
   * @param {string} name of the split
   * @param {string} id
   * @returns {Promise<Search.Row[]>}
   */
  async readBlock(name, id) {
    try {
      return await this.library.json(name, `block/${id}.json`);
    } catch (error) {
      this.titlesFailed = true;
      return [];
    }
  }

  /** @param {Search.Row} row */
  passes([, , day, category, authors]) {
    const { filter } = this;
    return (
      (!filter.category || category === filter.category) &&
      (!filter.author || authors.includes(filter.author)) &&
      (!filter.year || day.endsWith(filter.year))
    );
  }

  /**
   * Ranks a title: whether it has all words, one after another, nothing else, and with the typed accents.
   * @param {string} title
   */
  rankOfTitle(title) {
    const words = text.words(title);
    const folded = words.map(text.fold);
    const wanted = this.words.map(text.fold);
    const last = wanted.length - 1;
    /**
     * @param {string} word
     * @param {number} index that of a word of the question
     */
    const meets = (word, index) =>
      this.isPrefix && index === last ? word.startsWith(wanted[index]) : word === wanted[index];
    if (!wanted.every((_, index) => folded.some((word) => meets(word, index)))) return 0;

    const isPhrase = folded.some(
      (_, begin) => begin + last < folded.length && wanted.every((_, index) => meets(folded[begin + index], index)),
    );
    const isExact =
      !this.isAccented ||
      this.words.every((word) => !text.hasAccents(word) || words.some((other) => text.isSame(other, word)));
    const whole = words.length === wanted.length ? WHOLE_TITLE : TITLE_PHRASE;
    return (isExact ? EXACT : 0) + (isPhrase ? whole : TITLE_WORDS);
  }

  // Proposes similar words for those that no title has.
  async correction() {
    const { table, json } = this.library;
    const lists = await Promise.all(
      table.titles.map(([name]) => json(name, "vocabulary.json").catch(() => /** @type {string[]} */ ([]))),
    );
    const known = new Map();
    for (const word of lists.flat().reverse()) known.set(text.fold(word), word);
    const candidates = [...known].filter(([bare]) => bare.length > 1).reverse();
    const corrected = this.words.map((word) => {
      const bare = text.fold(word);
      if (known.has(bare) || bare.length < 3) return word;
      const near = candidates.find(([other]) => text.isNear(bare, other));
      return near ? near[1] : word;
    });
    return corrected.some((word, index) => word !== this.words[index]) ? corrected.join(" ") : null;
  }

  /**
   * Loads what a list shows of the best results. Withdrawn articles come last, and only where there is room.
   * @param {number} count
   */
  async results(count) {
    const order = this.isDated ? newestFirst : bestFirst;
    let candidates = (this.isDated ? [...this.hits] : [...this.titles, ...this.hits]).sort(order);
    /** @type {Search.Result[]} */
    const results = [];
    /** @type {Search.Result[]} */
    const withdrawn = [];
    const seen = new Set();
    while (candidates.length && results.length < count) {
      const group = candidates.slice(0, count - results.length);
      candidates = candidates.slice(group.length);
      const read = await Promise.all(group.map((found) => found.result || this.read(found)));
      const overrated = group.filter((found) => this.isOverrated(found));
      for (const found of overrated) found.rank += CLOSE - PHRASE;
      if (overrated.length) candidates = [...candidates, ...overrated].sort(order);
      for (const [index, result] of read.entries()) {
        if (!result || overrated.includes(group[index]) || seen.has(result.address)) continue;
        seen.add(result.address);
        (result.marks.includes("withdrawn") ? withdrawn : results).push(result);
      }
    }
    return [...results, ...withdrawn].slice(0, count);
  }

  /** @param {Search.Found} found */
  async read(found) {
    try {
      const { raw_url: address, content, meta } = await found.hit.data();
      const [day, category, picture, marks = []] = JSON.parse(fromHexadecimal(meta.shown));
      const words = content.split(" ");
      const passage = excerpt(words, found.hit.words, this.words.length);
      found.hasPhrase = this.hasPhrase(words, found.hit.words);
      found.result = { address, title: text.read(meta.title), text: passage, day, category, picture, marks };
      return found.result;
    } catch (error) {
      this.failed.push([found.first, found.first]);
      return null;
    }
  }

  /**
   * Tells whether a text was ranked as if it had the question as a phrase, but has its words in another order, or one
   * of them twice. Only the text itself shows that.
   * @param {Search.Found} found
   */
  isOverrated(found) {
    return !this.isDated && found.rank % EXACT === PHRASE && found.hasPhrase === false;
  }

  /**
   * Tells whether the words of the question stand in a text one after the other.
   * @param {string[]} words of the text
   * @param {number[]} places of words of the question
   */
  hasPhrase(words, places) {
    const wanted = this.spelled(text.loose);
    return places.some((place) => wanted.every((word, at) => text.fold(words[place + at] || "").startsWith(word)));
  }

  // Reports what has been found so far. A title and a text of the same article are one result.
  state() {
    const since = this.searched ? this.splits[this.searched - 1][2] : "";
    const next = this.splits[this.searched];
    const olderTitles = this.titles.filter(({ result }) => monthOf(result.day) < since).length;
    const count = this.hits.length + olderTitles || this.titles.length;
    const hasGood = [...this.titles, ...this.hits].some(({ rank }) => rank % EXACT >= TITLE_WORDS);
    const isWithinAllowance = this.library.bytes() - this.bytesBefore < ALLOWANCE;
    return {
      count,
      // Whether to search further back at once, for a reader who waits.
      goesOn: Boolean(next) && !(count >= ENOUGH && hasGood) && isWithinAllowance,
      since,
      next: next && { first: next[2], last: next[3] },
      oldest: this.splits.length ? this.splits.at(-1)[2] : "",
      failed: [...new Map(this.failed.map((months) => [months.join(), months])).values()],
      titlesFailed: this.titlesFailed,
      isEmpty: this.isEmpty,
    };
  }
}

/** @param {Search.Question} question */
function wordsOf({ query, isTyped }) {
  const words = text.words(query).slice(0, MOST_WORDS);
  const isUnfinished = isTyped && words.length > 1 && words.at(-1).length < 2 && !/\s$/.test(query);
  return isUnfinished ? words.slice(0, -1) : words;
}

/** @param {string} month `2026/11` */
function yearOf(month) {
  return month.slice(0, 4);
}

/** @param {string} day `21/11/2026` */
function monthOf(day) {
  return `${day.slice(6)}/${day.slice(3, 5)}`;
}

/**
 * @param {Search.Found} found
 * @param {Search.Found} other
 */
function newestFirst(found, other) {
  if (found.first !== other.first) return found.first < other.first ? 1 : -1;
  return found.order - other.order;
}

/**
 * Orders equally good ones by their age, never by which file came first: equal questions get equal answers.
 * @param {Search.Found} found
 * @param {Search.Found} other
 */
function bestFirst(found, other) {
  return other.rank - found.rank || other.score - found.score || newestFirst(found, other);
}

/**
 * @param {Search.Row} row
 * @returns {Search.Result}
 */
function resultOf([title, lead, day, category, , file, otherAddress, marks = []]) {
  const slug = text.words(title).map(text.fold).join("-");
  const address = otherAddress || `${monthOf(day)}/${slug}/`;
  /** @type {Search.Picture} */
  const picture = file && [file[0].replace(/^\//, address), file[1], file[2]];
  return { address, title, text: lead, day, category, picture, marks };
}

/** @param {string} digits */
function fromHexadecimal(digits) {
  return new TextDecoder().decode(Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16)));
}

/**
 * Returns the part of a text where the words of the question are closest, in Vietnamese spelling.
 * @param {string[]} words of the text
 * @param {number[]} places of words of the question
 * @param {number} count of words of the question
 */
function excerpt(words, places, count) {
  const first = closest(places, count);
  const begin = Math.max(0, Math.min(first - BEFORE_HIT, words.length - EXCERPT));
  const end = Math.min(words.length, begin + EXCERPT);
  const passage = text.read(words.slice(begin, end).join(" ")).trim();
  return `${begin ? "… " : ""}${passage}${end < words.length ? " …" : ""}`;
}

/**
 * Finds the place where that many words are closest.
 * @param {number[]} places
 * @param {number} count
 */
function closest(places, count) {
  let first = places[0] || 0;
  let least = Infinity;
  for (let last = count - 1; count && last < places.length; last++) {
    const width = places[last] - places[last - count + 1];
    if (width < least) {
      least = width;
      first = places[last - count + 1];
    }
  }
  return first;
}
