// Opens the splits of the search index beside the page, and answers its questions (query.module.js) one after the
// other.

const AT_ONCE = 5; // splits that are on their way while one is searched
const RANKING = { termSimilarity: 0, metaWeights: { title: 6, marks: 0, shown: 0 } };

/** @type {typeof import("./query.module.js").Query} */
let Query;
/** @type {Search.Library} */
let library;
/** @type {Search.Table} */
let table;
/** @type {Promise<any>} Pagefind's module */
let pagefind;
let folder = ""; // the URL of the index
let bytes = 0; // that have been loaded so far
/** @type {Map<string, Promise<any>>} Pagefind's instances by split */
const indexes = new Map();
/** @type {Map<string, string>} digests by split */
const digests = new Map();
/** @type {Set<string>} splits of which something is missing */
const broken = new Set();

// --- files

/** @type {Map<string, Promise<ArrayBuffer>>} what is loaded once, by URL */
const loaded = new Map();
const fetchRemote = self.fetch.bind(self);

// Pagefind takes a file that is missing for an empty one, asks for a file that says which file to ask for, and loads
// its program anew for each index. So what it fetches goes through here.
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
 * A file of a split that is not Pagefind's.
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
 * The first split starts Pagefind's program for all; two that start it at once would each have half of it.
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
  await index.filters(); // there are none; but they are given once the index is ready
  return index;
}

/**
 * All hits of a split for some spelled words; every file that a word may stand in is loaded first, so that the answer
 * is always the same.
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
let turn = 0; // every question is a new one; what comes late for an older one is dropped

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
    return answerOf(query, count, ownTurn);
  },

  /** @param {{ count: number, isAll: boolean }} details */
  async older({ count, isAll }) {
    const ownTurn = turn;
    const ownQuery = query;
    const askInTurn = async () => {
      do await ownQuery.askTexts();
      while (isAll && ownQuery.asked < ownQuery.splits.length && ownTurn === turn);
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
 * Nothing for a question that is no longer asked.
 * @param {typeof query} asked
 * @param {number} count
 * @param {number} ownTurn
 * @returns {Promise<Search.Answer | null>}
 */
async function answerOf(asked, count, ownTurn) {
  if (ownTurn !== turn) return null;
  const results = await asked.results(count);
  const correction = results.length || asked.isEmpty ? null : await asked.correction();
  return ownTurn === turn ? { results, correction, ...asked.state() } : null;
}

addEventListener("message", async ({ data: { id, command, ...details } }) => {
  try {
    postMessage({ id, answer: await COMMANDS[command](details) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
