// Asks the search index, beside the page: from the newest articles back, and the titles of all years at once.
// Pagefind finds and ranks words; what is added here is the order of the splits, phrases, accents, and honesty about what failed.
let text, pagefind, table, root, bytes = 0;
const indexes = new Map(), digests = new Map(), broken = new Set(), blocks = new Map();
const LONGEST = 24, ENOUGH = 10, MOST_BLOCKS = 6, NEAR = 5, AT_ONCE = 5;
const ALLOWANCE = 1_000_000; // bytes that a question may take before the reader asks for more
const EXACT = 8, WHOLE_TITLE = 7, TITLE_PHRASE = 6, PHRASE = 5, TITLE_WORDS = 4, CLOSE = 1; // an exact phrase of a text is before loose words of a title
const RANKING = { termSimilarity: 0, metaWeights: { title: 6, marks: 0, shown: 0 } };

// Pagefind takes a file that is missing for an empty one, asks for a file that says which file to ask for, and loads its program anew
// for each index. So what it fetches goes through here.
const remote = self.fetch.bind(self), early = new Map();
self.fetch = async (address) => {
  const [name, file] = String(address).slice(`${root}tim-kiem/`.length).split(/\/(.*)/);
  if (file.startsWith("pagefind-entry.json")) return new Response(JSON.stringify({ version: table.version, languages: { vi: { hash: "", wasm: null, page_count: 1 } } }));
  if (file.startsWith("wasm.")) return new Response(await program());
  try {
    return new Response(await (file.endsWith(".pf_meta") ? meta(name) : load(String(address))));
  } catch (error) {
    broken.add(name);
    throw error;
  }
};

function once(url) {
  if (!early.has(url)) early.set(url, load(url).catch((error) => (early.delete(url), Promise.reject(error))));
  return early.get(url);
}
const program = () => once(`${root}tim-kiem/pagefind/wasm.unknown.pagefind`);
const meta = (name) => once(`${root}tim-kiem/${name}/words.pf_meta?v=${digests.get(name)}`);

async function load(url) {
  const answer = await remote(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  const content = await answer.arrayBuffer();
  bytes += content.byteLength;
  const [first, second] = new Uint8Array(content), isPacked = first === 31 && second === 139;
  if (/\.pf_/.test(url) && !isPacked && !new TextDecoder().decode(content.slice(0, 12)).startsWith("pagefind")) throw new Error(`not whole: ${url}`);
  if (!isPacked || typeof DecompressionStream === "undefined") return content;
  return new Response(new Blob([content]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

// The first one starts Pagefind's program for all; two that start it at once would each have half of it.
let first;
function open(name) {
  if (!indexes.has(name)) {
    meta(name).catch(() => {});
    const before = first;
    const made = (async () => {
      await before?.catch(() => {});
      const index = (await pagefind).createInstance({ basePath: `${root}tim-kiem/${name}/`, baseUrl: "/", ranking: RANKING });
      await index.filters(); // there are none; but they are given once the index is ready
      return index;
    })();
    first ??= made;
    indexes.set(name, made);
  }
  return indexes.get(name);
}

// All hits of a split for some spelled words; every file that a word may stand in is loaded first, so that the answer is always the same.
async function ask(name, spelled, probes, options) {
  broken.delete(name);
  try {
    const index = await open(name);
    if (probes.length) await index.preload(probes.join(" "), options);
    return (await index.search(spelled.join(" "), options)).results;
  } catch (error) {
    indexes.delete(name);
    broken.add(name);
    return [];
  }
}

class Query {
  constructor(question) {
    this.words = text.words(question.query).slice(0, LONGEST);
    if (question.isTyped && this.words.length > 1 && this.words.at(-1).length < 2 && !/\s$/.test(question.query)) this.words.pop(); // not yet a word
    this.isDated = question.sort === "date" || !this.words.length;
    this.isAccented = this.words.some(text.hasAccents);
    this.marks = ["category", "author", "year"].filter((kind) => question[kind]).map((kind) => text.mark(kind, question[kind]));
    this.filter = question;
    this.splits = table.texts.filter(([, , first, last]) => !question.year || (first.slice(0, 4) <= question.year && question.year <= last.slice(0, 4)));
    this.asked = 0;
    this.begun = bytes;
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
    const [name, , first, last] = this.splits[this.asked++], options = this.isDated ? { sort: { date: "desc" } } : {};
    const spell = (how) => [...this.words.map((word, at) => (this.isPrefix && at === this.words.length - 1 ? text.fold(word) : how(word))), ...this.marks];
    const probes = (words) => words.flatMap(text.spellings);
    const unaccented = this.words.filter((word) => !text.hasAccents(word));
    const found = new Map();
    if (this.isAccented) {
      for (const hit of await ask(name, spell(text.exact), probes(unaccented), options)) found.set(hit.id, { hit, isExact: true });
    }
    if (found.size < ENOUGH) {
      for (const hit of await ask(name, spell(text.loose), probes(this.words), options)) if (!found.has(hit.id)) found.set(hit.id, { hit, isExact: !this.isAccented });
    }
    let order = 0;
    for (const { hit, isExact } of found.values()) {
      const span = this.span(hit.words);
      this.hits.push({ hit, first, rank: (isExact ? EXACT : 0) + (span === 0 ? PHRASE : span <= NEAR ? CLOSE : 0), score: hit.score, order: order++ });
    }
    if (broken.has(name)) this.failed.push([first, last]);
  }

  // How many other words stand between those asked for, where they stand closest.
  span(places) {
    const count = this.words.length;
    if (count < 2) return places.length ? 0 : Infinity;
    let least = Infinity;
    for (let at = count - 1; at < places.length; at++) least = Math.min(least, places[at] - places[at - count + 1] - count + 1);
    return least;
  }

  async askTitles() {
    if (!this.words.length || this.isDated) return;
    const spelled = this.words.map((word, at) => (this.isPrefix && at === this.words.length - 1 ? text.fold(word) : text.loose(word)));
    const found = await Promise.all(
      table.titles.map(async ([name]) => {
        const hits = await ask(name, spelled, this.words.flatMap(text.spellings), {});
        if (broken.has(name)) this.titlesFailed = true;
        return hits.map((hit) => ({ name, id: hit.id, span: this.span(hit.words) }));
      }),
    );
    const near = found.flat().filter(({ span }) => span <= 2 * NEAR).sort((one, other) => one.span - other.span);
    await Promise.all(near.slice(0, MOST_BLOCKS).map(({ name, id }) => this.readBlock(name, id)));
  }

  async readBlock(name, id) {
    const url = `${root}tim-kiem/${name}/block/${id}.json`;
    try {
      if (!blocks.has(url)) blocks.set(url, JSON.parse(new TextDecoder().decode(await load(url))));
    } catch (error) {
      this.titlesFailed = true;
      return;
    }
    for (const [title, lead, day, category, authors, shown, other] of blocks.get(url)) {
      const rank = this.titleRank(title);
      const { category: wanted, author, year } = this.filter;
      if (!rank || (wanted && category !== wanted) || (author && !authors.includes(author)) || (year && !day.endsWith(year))) continue;
      const address = other || `${day.slice(6)}/${day.slice(3, 5)}/${text.words(title).map(text.fold).join("-")}/`;
      const picture = shown && [shown[0].replace(/^\//, address), shown[1], shown[2]];
      this.titles.push({ result: { address, title, text: lead, day, category, picture }, rank, score: 0, order: 0 });
    }
  }

  // How well a title answers: all words in it, one after the other, nothing else, with the accents that were typed.
  titleRank(title) {
    const found = text.words(title), folded = found.map(text.fold), asked = this.words.map(text.fold), last = asked.length - 1;
    const meets = (at, word) => (this.isPrefix && word === last ? folded[at].startsWith(asked[word]) : folded[at] === asked[word]);
    if (!asked.every((one, word) => folded.some((other, at) => meets(at, word)))) return 0;
    let phrase = -1;
    for (let at = 0; at + last < folded.length && phrase < 0; at++) if (asked.every((one, word) => meets(at + word, word))) phrase = at;
    const isExact = !this.isAccented || this.words.every((word) => !text.hasAccents(word) || found.some((other) => text.isSame(other, word)));
    return (isExact ? EXACT : 0) + (phrase < 0 ? TITLE_WORDS : found.length === asked.length ? WHOLE_TITLE : TITLE_PHRASE);
  }

  // What may have been meant, where a word is in no title but one like it is.
  async correction() {
    const lists = await Promise.all(table.titles.map(([name]) => once(`${root}tim-kiem/${name}/vocabulary.json?v=${digests.get(name)}`).then((content) => JSON.parse(new TextDecoder().decode(content)), () => [])));
    const known = new Map(lists.flat().map((word) => [text.fold(word), word]).reverse());
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
    const newest = (one, other) => (one.first < other.first ? 1 : one.first > other.first ? -1 : one.order - other.order);
    const best = (one, other) => other.rank - one.rank || other.score - one.score;
    const all = this.isDated ? [...this.hits].sort(newest) : [...this.titles, ...this.hits].sort(best);
    const found = [], seen = new Set();
    for (let at = 0; at < all.length && found.length < count; ) {
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
      const [day, category, picture] = JSON.parse(new TextDecoder().decode(Uint8Array.from(meta.shown.match(/../g), (pair) => parseInt(pair, 16))));
      one.result = { address, title: text.read(meta.title), text: excerpt(content, one.hit.words, this.words.length), day, category, picture };
      return one.result;
    } catch (error) {
      this.failed.push([one.first, one.first]);
      return null;
    }
  }

  // What has been done so far. A title that the texts have too is one result.
  state() {
    const searched = this.splits.slice(0, this.asked), since = searched.length ? searched.at(-1)[2] : "";
    const month = (day) => `${day.slice(6)}/${day.slice(3, 5)}`;
    const older = this.titles.filter(({ result }) => month(result.day) < since).length;
    const next = this.splits[this.asked], count = this.hits.length + older || this.titles.length;
    const isFound = count >= ENOUGH && [...this.titles, ...this.hits].some(({ rank }) => rank % EXACT >= TITLE_WORDS);
    return {
      count,
      // Whether it is worth while to look further back by itself, for a reader who waits.
      goesOn: Boolean(next) && !isFound && bytes - this.begun < ALLOWANCE,
      since,
      next: next && { first: next[2], last: next[3] },
      oldest: this.splits.length ? this.splits.at(-1)[2] : "",
      failed: [...new Set(this.failed.map(([first, last]) => `${first}–${last}`))].map((range) => range.split("–")),
      titlesFailed: Boolean(this.titlesFailed),
      isEmpty: this.isEmpty,
      bytes,
    };
  }
}

// The part of a text where the words asked for stand closest, read back into Vietnamese.
function excerpt(content, places, count) {
  const parts = content.split(" "), passage = (from, to) => text.read(parts.slice(from, to).join(" ")).trim();
  let at = 0, least = Infinity;
  for (let end = count - 1; count && end < places.length; end++) {
    const width = places[end] - places[end - count + 1];
    if (width < least) [least, at] = [width, places[end - count + 1]];
  }
  if (least === Infinity) at = places[0] || 0;
  const begin = Math.max(0, Math.min(at - 8, parts.length - 40)), end = Math.min(parts.length, begin + 40);
  return `${begin ? "… " : ""}${passage(begin, end)}${end < parts.length ? " …" : ""}`;
}

let query, turn = 0;
const DEEDS = {
  async open({ scripts, site }) {
    root = site;
    pagefind = import(`${root}tim-kiem/pagefind/pagefind.js`);
    program().catch(() => {});
    [text, table] = await Promise.all([import(scripts), remote(`${root}tim-kiem/muc-luc.json`, { cache: "no-cache" }).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status))), pagefind]);
    for (const [name, digest] of [...table.texts, ...table.titles]) digests.set(name, digest);
    for (const [name] of [...table.texts.slice(0, 1), ...table.titles]) open(name).catch(() => {});
    return { categories: table.categories, says: table.says };
  },
  async begin({ question, count }) {
    const mine = ++turn, asked = (query = new Query(question));
    if (!asked.isEmpty) await asked.begin();
    return answer(query, count, mine);
  },
  async older({ count, isAll }) {
    const mine = turn, asked = query;
    const inTurn = async () => {
      do await asked.askTexts();
      while (isAll && asked.asked < asked.splits.length && mine === turn);
    };
    await Promise.all(Array.from({ length: isAll ? AT_ONCE : 1 }, inTurn)); // the next ones are on their way while one is searched
    return answer(asked, count, mine);
  },
  async results({ count }) {
    return answer(query, count, turn);
  },
};

async function answer(asked, count, mine) {
  if (mine !== turn) return null;
  const results = await asked.results(count);
  const correction = results.length || asked.isEmpty ? null : await asked.correction();
  return mine === turn ? { results, correction, ...asked.state() } : null;
}

addEventListener("message", async ({ data: { id, deed, ...details } }) => {
  try {
    postMessage({ id, answer: await DEEDS[deed](details) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
