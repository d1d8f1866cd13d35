// Searches the index for the page, in a worker of its own. query.module.js knows how a question is answered.

const AT_ONCE = 5; // splits that are loaded side by side
const RANKING = { termSimilarity: 0, metaWeights: { title: 6, marks: 0, shown: 0 } };

/** @type {typeof import("./query.module.js").Query} */
let Query;
/** @type {Search.Library} */
let library;
/** @type {Search.Table} */
let table;
/** @type {Promise<any>} the module of Pagefind */
let pagefind;
let folder = ""; // the URL of the index
let bytes = 0; // loaded so far
/** @type {Map<string, Promise<any>>} Pagefind's instances by split */
const indexes = new Map();
/** @type {Map<string, string>} digests by split */
const digests = new Map();
/** @type {Set<string>} splits that could not be loaded as a whole */
const broken = new Set();

// --- files

/** @type {Map<string, Promise<ArrayBuffer>>} what is loaded once, by URL */
const loaded = new Map();
const fetchRemote = self.fetch.bind(self);

// Answers what Pagefind fetches. Left alone, Pagefind takes a missing file for an empty one, asks for a file that only
// names the next file, and loads its program again for each index.
self.fetch = async (address) => {
  const url = String(address);
  const [name, file] = url.slice(folder.length).split(/\/(.*)/);
  if (file.startsWith("pagefind-entry.json")) {
    const languages = { vi: { hash: "", wasm: /** @type {null} */ (null), page_count: 1 } };
    return new Response(JSON.stringify({ version: table.version, languages }));
  }
  if (file.startsWith("wasm.")) return new Response(await loadProgram());
  try {
    return new Response(await (file.endsWith(".pf_meta") ? loadWords(name) : load(url)));
  } catch (error) {
    broken.add(name);
    throw error;
  }
};

/** @param {string} url */
function loadOnce(url) {
  if (!loaded.has(url)) {
    const loading = load(url);
    loading.catch(() => loaded.delete(url)); // the next question tries again
    loaded.set(url, loading);
  }
  return loaded.get(url);
}

function loadProgram() {
  return loadOnce(`${folder}pagefind/wasm.unknown.pagefind`);
}

/** @param {string} name of a split */
function loadWords(name) {
  return loadOnce(`${folder}${name}/words.pf_meta?v=${digests.get(name)}`);
}

/**
 * Loads a file that the bulletin has added to a split.
 * @param {string} name
 * @param {string} file
 */
async function loadJson(name, file) {
  return JSON.parse(new TextDecoder().decode(await loadOnce(`${folder}${name}/${file}?v=${digests.get(name)}`)));
}

/** @param {string} url */
async function load(url) {
  const content = await (await fetchWhole(url)).arrayBuffer();
  bytes += content.byteLength;
  const [first, second] = new Uint8Array(content);
  const isPacked = first === 31 && second === 139;
  if (/\.pf_/.test(url) && !isPacked && !new TextDecoder().decode(content.slice(0, 12)).startsWith("pagefind")) {
    throw new Error(`not whole: ${url}`);
  }
  if (!isPacked || typeof DecompressionStream === "undefined") return content;
  return new Response(new Blob([content]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 */
async function fetchWhole(url, options) {
  const answer = await fetchRemote(url, options);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer;
}

// --- splits

/** @type {Promise<any>} */
let firstIndex;

/**
 * Waits for the first split, which starts Pagefind's program for all. Two that start it at once would get half of it
 * each.
 * @param {string} name
 */
function openIndex(name) {
  if (!indexes.has(name)) {
    loadWords(name).catch(() => {});
    const index = startIndex(name, firstIndex);
    firstIndex ??= index;
    indexes.set(name, index);
  }
  return indexes.get(name);
}

/**
 * @param {string} name
 * @param {Promise<any> | undefined} earlier
 */
async function startIndex(name, earlier) {
  await earlier?.catch(() => {});
  const { createInstance } = await pagefind;
  const index = createInstance({ basePath: `${folder}${name}/`, baseUrl: "/", ranking: RANKING });
  await index.filters(); // there are none, but the answer comes once the index is ready
  return index;
}

/**
 * Finds all hits of a split for some spelled words. It first loads every file that may hold one of the probes: so equal
 * questions get equal answers.
 * @type {Search.Library["ask"]}
 */
async function askSplit(name, words, probes, options) {
  broken.delete(name);
  try {
    const index = await openIndex(name);
    if (probes.length) await index.preload(probes.join(" "), options);
    return (await index.search(words.join(" "), options)).results;
  } catch (error) {
    indexes.delete(name);
    broken.add(name);
    return [];
  }
}

// --- questions

/** @type {import("./query.module.js").Query} */
let query;
let turn = 0; // counts the questions; late answers to earlier ones are dropped

/** @type {Record<string, (details: any) => Promise<any>>} */
const COMMANDS = {
  /** @param {{ scripts: { text: string, query: string }, site: string }} details */
  async open({ scripts, site }) {
    folder = `${site}tim-kiem/`;
    pagefind = import(`${folder}pagefind/pagefind.js`);
    loadProgram().catch(() => {});
    const [text, module, answer] = await Promise.all([
      import(scripts.text),
      import(scripts.query),
      fetchWhole(`${folder}muc-luc.json`, { cache: "no-cache" }),
      pagefind,
    ]);
    Query = module.Query;
    table = await answer.json();
    library = {
      text,
      table,
      ask: askSplit,
      json: loadJson,
      isBroken: (name) => broken.has(name),
      bytes: () => bytes,
    };
    for (const [name, digest] of [...table.texts, ...table.titles]) digests.set(name, digest);
    for (const [name] of [...table.texts.slice(0, 1), ...table.titles]) openIndex(name).catch(() => {});
    return { categories: table.categories, says: table.says };
  },

  /** @param {{ question: Search.Question, count: number }} details */
  async begin({ question, count }) {
    turn += 1;
    const ownTurn = turn;
    const ownQuery = new Query(question, library);
    query = ownQuery;
    if (!ownQuery.isEmpty) await ownQuery.begin();
    if (ownQuery.hasFailed) throw new Error("no part of the index answers");
    return answerOf(query, count, ownTurn);
  },

  /** @param {{ count: number, isAll: boolean }} details */
  async older({ count, isAll }) {
    const ownTurn = turn;
    const ownQuery = query;
    const askInTurn = async () => {
      do await ownQuery.askTexts();
      while (isAll && ownQuery.searched < ownQuery.splits.length && ownTurn === turn);
    };
    await Promise.all(Array.from({ length: isAll ? AT_ONCE : 1 }, askInTurn));
    return answerOf(ownQuery, count, ownTurn);
  },

  /** @param {{ count: number }} details */
  async results({ count }) {
    return answerOf(query, count, turn);
  },
};

/**
 * Returns null if the reader has asked another question meanwhile.
 * @param {typeof query} ownQuery
 * @param {number} count
 * @param {number} ownTurn
 * @returns {Promise<Search.Answer | null>}
 */
async function answerOf(ownQuery, count, ownTurn) {
  if (ownTurn !== turn) return null;
  const results = await ownQuery.results(count);
  const correction = results.length || ownQuery.isEmpty ? null : await ownQuery.correction();
  return ownTurn === turn ? { results, correction, ...ownQuery.state() } : null;
}

addEventListener("message", async ({ data: { id, command, ...details } }) => {
  try {
    postMessage({ id, answer: await COMMANDS[command](details) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
