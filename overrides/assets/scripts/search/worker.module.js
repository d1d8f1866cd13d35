// Opens the splits of the search index beside the page, and answers its questions (search-query.js) one after the other.
let Query,
  library,
  pagefind,
  table,
  root,
  bytes = 0;
const indexes = new Map(),
  digests = new Map(),
  broken = new Set();
const AT_ONCE = 5;
const RANKING = { termSimilarity: 0, metaWeights: { title: 6, marks: 0, shown: 0 } };

// Pagefind takes a file that is missing for an empty one, asks for a file that says which file to ask for, and loads its program anew
// for each index. So what it fetches goes through here.
const remote = self.fetch.bind(self),
  early = new Map();
self.fetch = async (address) => {
  const [name, file] = String(address)
    .slice(`${root}tim-kiem/`.length)
    .split(/\/(.*)/);
  if (file.startsWith("pagefind-entry.json"))
    return new Response(
      JSON.stringify({ version: table.version, languages: { vi: { hash: "", wasm: null, page_count: 1 } } }),
    );
  if (file.startsWith("wasm.")) return new Response(await program());
  try {
    return new Response(await (file.endsWith(".pf_meta") ? meta(name) : load(String(address))));
  } catch (error) {
    broken.add(name);
    throw error;
  }
};

function once(url) {
  if (!early.has(url))
    early.set(
      url,
      load(url).catch((error) => (early.delete(url), Promise.reject(error))),
    );
  return early.get(url);
}
const program = () => once(`${root}tim-kiem/pagefind/wasm.unknown.pagefind`);
const meta = (name) => once(`${root}tim-kiem/${name}/words.pf_meta?v=${digests.get(name)}`);

async function load(url) {
  const answer = await remote(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  const content = await answer.arrayBuffer();
  bytes += content.byteLength;
  const [first, second] = new Uint8Array(content),
    isPacked = first === 31 && second === 139;
  if (/\.pf_/.test(url) && !isPacked && !new TextDecoder().decode(content.slice(0, 12)).startsWith("pagefind"))
    throw new Error(`not whole: ${url}`);
  if (!isPacked || typeof DecompressionStream === "undefined") return content;
  return new Response(new Blob([content]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function newest(url) {
  const answer = await remote(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

// A file of a split that is not Pagefind's.
const json = async (name, file) =>
  JSON.parse(new TextDecoder().decode(await once(`${root}tim-kiem/${name}/${file}?v=${digests.get(name)}`)));

// The first one starts Pagefind's program for all; two that start it at once would each have half of it.
let first;
function open(name) {
  if (!indexes.has(name)) {
    meta(name).catch(() => {});
    const before = first;
    const made = (async () => {
      await before?.catch(() => {});
      const index = (await pagefind).createInstance({
        basePath: `${root}tim-kiem/${name}/`,
        baseUrl: "/",
        ranking: RANKING,
      });
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

let query,
  turn = 0;
const DEEDS = {
  async open({ scripts, site }) {
    root = site;
    pagefind = import(`${root}tim-kiem/pagefind/pagefind.js`);
    program().catch(() => {});
    let text;
    [text, { Query }, table] = await Promise.all([
      import(scripts.text),
      import(scripts.query),
      newest(`${root}tim-kiem/muc-luc.json`),
      pagefind,
    ]);
    library = { text, table, ask, json, isBroken: (name) => broken.has(name), bytes: () => bytes };
    for (const [name, digest] of [...table.texts, ...table.titles]) digests.set(name, digest);
    for (const [name] of [...table.texts.slice(0, 1), ...table.titles]) open(name).catch(() => {});
    return { categories: table.categories, says: table.says };
  },
  async begin({ question, count }) {
    const mine = ++turn,
      asked = (query = new Query(question, library));
    if (!asked.isEmpty) await asked.begin();
    return answer(query, count, mine);
  },
  async older({ count, isAll }) {
    const mine = turn,
      asked = query;
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
