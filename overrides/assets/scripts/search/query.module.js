// A question to the search index: what is asked of which split, from the newest articles back, and in which order the answers stand.
// Pagefind finds words and weighs them; what is added here are titles of all years, phrases, accents, and honesty about what failed.
let text; // the module of search-text.js

const LONGEST = 24,
  ENOUGH = 10,
  MOST_BLOCKS = 6,
  NEAR = 5;
const ALLOWANCE = 1_000_000; // bytes that a question may take before the reader asks for more
const EXACT = 8,
  WHOLE_TITLE = 7,
  TITLE_PHRASE = 6,
  PHRASE = 5,
  TITLE_WORDS = 4,
  CLOSE = 1; // an exact phrase of a text is before loose words of a title

export class Query {
  constructor(question, library) {
    const { table, bytes } = library;
    this.library = library;
    text = library.text;
    this.words = text.words(question.query).slice(0, LONGEST);
    if (question.isTyped && this.words.length > 1 && this.words.at(-1).length < 2 && !/\s$/.test(question.query))
      this.words.pop(); // not yet a word
    this.isDated = question.sort === "date" || !this.words.length;
    this.isAccented = this.words.some(text.hasAccents);
    this.marks = ["category", "author", "year"]
      .filter((kind) => question[kind])
      .map((kind) => text.mark(kind, question[kind]));
    this.filter = question;
    this.splits = table.texts.filter(
      ([, , first, last]) =>
        !question.year || (first.slice(0, 4) <= question.year && question.year <= last.slice(0, 4)),
    );
    this.asked = 0;
    this.begun = bytes();
    this.failed = [];
    this.hits = [];
    this.titles = [];
  }

  get isEmpty() {
    return !this.words.length && !this.marks.length;
  }

  // The titles of all years, and the texts of the newest split. When nothing has the last word, it may not be finished.
  async begin() {
    for (const isPrefix of this.words.length ? [false, true] : [false]) {
      [this.isPrefix, this.asked] = [isPrefix, 0];
      await Promise.all([this.askTitles(), this.askTexts()]);
      if (this.titles.length || this.hits.length) return;
    }
    this.isPrefix = false;
  }

  async askTexts() {
    if (this.asked >= this.splits.length) return;
    const { ask, isBroken } = this.library,
      [name, , first, last] = this.splits[this.asked++],
      options = this.isDated ? { sort: { date: "desc" } } : {};
    const spell = (how) => [
      ...this.words.map((word, at) => (this.isPrefix && at === this.words.length - 1 ? text.fold(word) : how(word))),
      ...this.marks,
    ];
    const probes = (words) => words.flatMap(text.spellings);
    const unaccented = this.words.filter((word) => !text.hasAccents(word));
    const found = new Map();
    if (this.isAccented) {
      for (const hit of await ask(name, spell(text.exact), probes(unaccented), options))
        found.set(hit.id, { hit, isExact: true });
    }
    if (found.size < ENOUGH) {
      for (const hit of await ask(name, spell(text.loose), probes(this.words), options))
        if (!found.has(hit.id)) found.set(hit.id, { hit, isExact: !this.isAccented });
    }
    let order = 0;
    for (const { hit, isExact } of found.values()) {
      const span = this.span(hit.words);
      this.hits.push({
        hit,
        first,
        rank: (isExact ? EXACT : 0) + (span === 0 ? PHRASE : span <= NEAR ? CLOSE : 0),
        score: hit.score,
        order: order++,
      });
    }
    if (isBroken(name)) this.failed.push([first, last]);
  }

  // How many other words stand between those asked for, where they stand closest.
  span(places) {
    const count = this.words.length;
    if (count < 2) return places.length ? 0 : Infinity;
    let least = Infinity;
    for (let at = count - 1; at < places.length; at++)
      least = Math.min(least, places[at] - places[at - count + 1] - count + 1);
    return least;
  }

  async askTitles() {
    if (!this.words.length || this.isDated) return;
    const { ask, isBroken, table } = this.library;
    const spelled = this.words.map((word, at) =>
      this.isPrefix && at === this.words.length - 1 ? text.fold(word) : text.loose(word),
    );
    const found = await Promise.all(
      table.titles.map(async ([name]) => {
        const hits = await ask(name, spelled, this.words.flatMap(text.spellings), {});
        if (isBroken(name)) this.titlesFailed = true;
        return hits.map((hit) => ({ name, id: hit.id, span: this.span(hit.words) }));
      }),
    );
    const near = found
      .flat()
      .filter(({ span }) => span <= 2 * NEAR)
      .sort((one, other) => one.span - other.span);
    await Promise.all(near.slice(0, MOST_BLOCKS).map(({ name, id }) => this.readBlock(name, id)));
  }

  async readBlock(name, id) {
    let rows;
    try {
      rows = await this.library.json(name, `block/${id}.json`);
    } catch (error) {
      this.titlesFailed = true;
      return;
    }
    for (const [title, lead, day, category, authors, shown, other] of rows) {
      const rank = this.titleRank(title);
      const { category: wanted, author, year } = this.filter;
      if (
        !rank ||
        (wanted && category !== wanted) ||
        (author && !authors.includes(author)) ||
        (year && !day.endsWith(year))
      )
        continue;
      const address = other || `${day.slice(6)}/${day.slice(3, 5)}/${text.words(title).map(text.fold).join("-")}/`;
      const picture = shown && [shown[0].replace(/^\//, address), shown[1], shown[2]];
      this.titles.push({ result: { address, title, text: lead, day, category, picture }, rank, score: 0, order: 0 });
    }
  }

  // How well a title answers: all words in it, one after the other, nothing else, with the accents that were typed.
  titleRank(title) {
    const found = text.words(title),
      folded = found.map(text.fold),
      asked = this.words.map(text.fold),
      last = asked.length - 1;
    const meets = (at, word) =>
      this.isPrefix && word === last ? folded[at].startsWith(asked[word]) : folded[at] === asked[word];
    if (!asked.every((one, word) => folded.some((other, at) => meets(at, word)))) return 0;
    let phrase = -1;
    for (let at = 0; at + last < folded.length && phrase < 0; at++)
      if (asked.every((one, word) => meets(at + word, word))) phrase = at;
    const isExact =
      !this.isAccented ||
      this.words.every((word) => !text.hasAccents(word) || found.some((other) => text.isSame(other, word)));
    return (
      (isExact ? EXACT : 0) + (phrase < 0 ? TITLE_WORDS : found.length === asked.length ? WHOLE_TITLE : TITLE_PHRASE)
    );
  }

  // What may have been meant, where a word is in no title but one like it is.
  async correction() {
    const { table, json } = this.library;
    const lists = await Promise.all(table.titles.map(([name]) => json(name, "vocabulary.json").catch(() => [])));
    const known = new Map(
      lists
        .flat()
        .map((word) => [text.fold(word), word])
        .reverse(),
    );
    let isOther = false;
    const meant = this.words.map((word) => {
      const bare = text.fold(word);
      if (known.has(bare) || bare.length < 3) return word;
      const [, like] = [...known].reverse().find(([other]) => other.length > 1 && text.isNear(bare, other)) || [];
      isOther ||= Boolean(like);
      return like || word;
    });
    return isOther ? meant.join(" ") : null;
  }

  // The best results, with what a list shows of them.
  async results(count) {
    const newest = (one, other) =>
      one.first < other.first ? 1 : one.first > other.first ? -1 : one.order - other.order;
    const best = (one, other) => other.rank - one.rank || other.score - one.score;
    const all = this.isDated ? [...this.hits].sort(newest) : [...this.titles, ...this.hits].sort(best);
    const found = [],
      seen = new Set();
    for (let at = 0; at < all.length && found.length < count;) {
      const group = all.slice(at, at + count - found.length);
      at += group.length;
      const results = await Promise.all(group.map((one) => one.result || this.read(one)));
      for (const result of results) {
        if (!result || seen.has(result.address)) continue;
        seen.add(result.address);
        found.push(result);
      }
    }
    return found;
  }

  async read(one) {
    try {
      const { raw_url: address, content, meta } = await one.hit.data();
      const [day, category, picture] = JSON.parse(
        new TextDecoder().decode(Uint8Array.from(meta.shown.match(/../g), (pair) => parseInt(pair, 16))),
      );
      one.result = {
        address,
        title: text.read(meta.title),
        text: excerpt(content, one.hit.words, this.words.length),
        day,
        category,
        picture,
      };
      return one.result;
    } catch (error) {
      this.failed.push([one.first, one.first]);
      return null;
    }
  }

  // What has been done so far. A title that the texts have too is one result.
  state() {
    const searched = this.splits.slice(0, this.asked),
      since = searched.length ? searched.at(-1)[2] : "";
    const month = (day) => `${day.slice(6)}/${day.slice(3, 5)}`;
    const older = this.titles.filter(({ result }) => month(result.day) < since).length;
    const next = this.splits[this.asked],
      count = this.hits.length + older || this.titles.length;
    const isFound = count >= ENOUGH && [...this.titles, ...this.hits].some(({ rank }) => rank % EXACT >= TITLE_WORDS);
    return {
      count,
      // Whether it is worth while to look further back by itself, for a reader who waits.
      goesOn: Boolean(next) && !isFound && this.library.bytes() - this.begun < ALLOWANCE,
      since,
      next: next && { first: next[2], last: next[3] },
      oldest: this.splits.length ? this.splits.at(-1)[2] : "",
      failed: [...new Set(this.failed.map(([first, last]) => `${first}–${last}`))].map((range) => range.split("–")),
      titlesFailed: Boolean(this.titlesFailed),
      isEmpty: this.isEmpty,
    };
  }
}

// The part of a text where the words asked for stand closest, read back into Vietnamese.
function excerpt(content, places, count) {
  const parts = content.split(" "),
    passage = (from, to) => text.read(parts.slice(from, to).join(" ")).trim();
  let at = 0,
    least = Infinity;
  for (let end = count - 1; count && end < places.length; end++) {
    const width = places[end] - places[end - count + 1];
    if (width < least) [least, at] = [width, places[end - count + 1]];
  }
  if (least === Infinity) at = places[0] || 0;
  const begin = Math.max(0, Math.min(at - 8, parts.length - 40)),
    end = Math.min(parts.length, begin + 40);
  return `${begin ? "… " : ""}${passage(begin, end)}${end < parts.length ? " …" : ""}`;
}
