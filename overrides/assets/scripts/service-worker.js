// Stores the front page, the articles that a reader reads and those that a reader saves, for times without a network.
// `/sw.js` imports this program, after constants with the root of the site (ROOT), what to tell a reader (NOTES), and
// the addresses of removed articles, of which no copy may stay (REMOVED).
//
// The worker answers these requests:
//
// - Pages come from the network. Only if it cannot be reached, a stored copy is shown, with a note; without a copy, the
//   page `/ngoai-tuyen/`. A slow answer or an error of the server is shown as it is.
// - Styles and scripts with a version in their address come from the cache, as they never change. Without a version,
//   they are like pages.
// - Fonts, `/khan-cap.js` and the pictures of stored pages are like pages.
//
// All other requests pass by the worker: the search index, feeds, audio, attachments, parts of files.

const CACHE_PREFIX = `bulletin ${ROOT} `;
const PAGES = `${CACHE_PREFIX}pages 1`; // a new way of storing needs a new number
const FILES = `${CACHE_PREFIX}files 1`;
const OFFLINE_PAGE = `${ROOT}ngoai-tuyen/`;
const ALERT_SCRIPT = `${ROOT}khan-cap.js`;
const PRINT_VIEW = "ban-in/";
const MOST_ARTICLES = 50;
const MOST_BYTES = 30e6;
const KEPT = "x-kept"; // header: when a page was stored
const SAVED = "x-saved"; // header: the reader has saved the page

const ARTICLE = /^\d{4}\/\d{2}\/(?!(?:0[1-9]|[12]\d|3[01])\/)[^/]+\/$/; // `2026/11/21/` is a day
/** @param {string} path */
const isArticle = (path) => path.startsWith(ROOT) && ARTICLE.test(path.slice(ROOT.length));
/** @param {string} path */
const isPrintView = (path) => path.endsWith(`/${PRINT_VIEW}`) && isArticle(path.slice(0, -PRINT_VIEW.length));
/** @param {string} path */
const isPageToKeep = (path) => path === ROOT || isArticle(path) || isPrintView(path);
/** @param {URL} url */
const addressOf = (url) => url.pathname + url.search;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("message", (event) =>
  event.waitUntil("save" in event.data ? save(event.data, event.ports[0]) : keepOpenPage(event.data)),
);
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || request.headers.has("range") || !isOurs(url)) return;
  if (request.mode === "navigate") event.respondWith(answerPage(event, url.pathname));
  else if (/^(?:style|script|font|image)$/.test(request.destination)) event.respondWith(answerFile(event, url));
});

/** @param {URL} url */
function isOurs(url) {
  return url.origin === location.origin && url.pathname.startsWith(ROOT);
}

async function install() {
  for (const path of [ROOT, OFFLINE_PAGE]) await keepPageWithFiles(path);
  await skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE_PREFIX) && name !== PAGES && name !== FILES) await caches.delete(name);
  }
  const pages = await caches.open(PAGES);
  for (const address of REMOVED) {
    for (const path of [ROOT + address, ROOT + address + PRINT_VIEW]) await pages.delete(path);
  }
  if (REMOVED.length) tidy();
  // Earlier workers asked for preloads. If one fails, Firefox shows its own error, whatever the worker answers.
  if (registration.navigationPreload) await registration.navigationPreload.disable();
  await clients.claim();
}

/**
 * Stores the page that a reader has open when the worker starts, with its files.
 * @param {{ path: string, files: string[] }} page
 */
async function keepOpenPage({ path, files }) {
  if (!isPageToKeep(path)) return;
  await settlePage(path, await fetch(path));
  await keepFiles(files);
}

/**
 * Saves an article and its print view, or removes the mark again. A saved article stays, however many are read later.
 * The answer says whether it is saved.
 * @param {{ save: string, on: boolean }} wish
 * @param {MessagePort} port
 */
async function save({ save: path, on }, port) {
  const pages = await caches.open(PAGES);
  try {
    if (!isArticle(path)) return;
    for (const page of [path, path + PRINT_VIEW]) {
      if (on && !(await pages.match(page))) await keepPageWithFiles(page);
      const copy = await pages.match(page);
      if (copy) await mark(pages, page, copy, on);
    }
  } catch (error) {
    // There is no network, or no room. The answer says so.
  } finally {
    const copy = await pages.match(path);
    port.postMessage(Boolean(copy && copy.headers.has(SAVED)));
  }
}

/**
 * @param {Cache} pages
 * @param {string} path
 * @param {Response} copy
 * @param {boolean} isSaved
 */
async function mark(pages, path, copy, isSaved) {
  const headers = new Headers(copy.headers);
  if (isSaved) headers.set(SAVED, "1");
  else headers.delete(SAVED);
  await put(pages, path, new Response(await copy.text(), { headers }));
}

/**
 * @param {FetchEvent} event
 * @param {string} path
 */
async function answerPage(event, path) {
  try {
    const response = await fetch(event.request);
    if (isPageToKeep(path)) event.waitUntil(settlePage(path, response.clone()));
    return response;
  } catch (error) {
    const pages = await caches.open(PAGES);
    const copy = isPageToKeep(path) && (await pages.match(path));
    if (copy) return withNote(copy, 200, NOTES.copy.replace("{time}", inWords(copy.headers.get(KEPT))));
    const offlinePage = await pages.match(OFFLINE_PAGE);
    if (!offlinePage) throw error;
    return path === OFFLINE_PAGE ? withNote(offlinePage, 200, NOTES.alone) : withNote(offlinePage, 503, NOTES.missing);
  }
}

/**
 * @param {FetchEvent} event
 * @param {URL} url
 */
async function answerFile(event, url) {
  const files = await caches.open(FILES);
  const copy = await files.match(addressOf(url));
  if (copy && url.searchParams.has("v")) return copy;
  try {
    const response = await fetch(event.request);
    if (response.ok && response.type === "basic" && (await isFileToKeep(event, url))) {
      event.waitUntil(put(files, addressOf(url), response.clone()));
    }
    return response;
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}

/**
 * Pictures are stored with the pages that are.
 * @param {FetchEvent} event
 * @param {URL} url
 */
async function isFileToKeep(event, url) {
  if (event.request.destination !== "image") {
    return url.pathname === ALERT_SCRIPT || url.pathname.startsWith(`${ROOT}assets/`);
  }
  const client = await clients.get(event.clientId);
  return Boolean(client) && isPageToKeep(new URL(client.url).pathname);
}

/**
 * Stores a page as the network has answered it, or removes one that the site has withdrawn.
 * @param {string} path
 * @param {Response} response
 */
async function settlePage(path, response) {
  const isHtml = /^text\/html\b/.test(response.headers.get("content-type"));
  if (response.ok && response.type === "basic" && !response.redirected && isHtml) {
    await keepPage(path, response);
    tidy();
  } else if (response.status === 404 || response.status === 410) {
    await (await caches.open(PAGES)).delete(path);
  }
}

/**
 * @param {string} path
 * @param {Response} response
 */
async function keepPage(path, response) {
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  const pages = await caches.open(PAGES);
  const earlier = await pages.match(path);
  const html = await response.text();
  const headers = new Headers(response.headers);
  if (earlier && earlier.headers.has(SAVED)) headers.set(SAVED, earlier.headers.get(SAVED));
  for (const name of ["content-encoding", "content-length"]) headers.delete(name); // of the bytes on the wire
  headers.set(KEPT, new Date().toISOString());
  await put(pages, path, new Response(html, { headers }));
  return html;
}

/**
 * Stores a page that nobody has open, with the files that it needs.
 * @param {string} path
 */
async function keepPageWithFiles(path) {
  const html = await keepPage(path, await fetch(path, { cache: "no-cache" }));
  const links = html.matchAll(
    /<(?:link rel="(?:stylesheet|preload)"|script|template)[^>]*? (?:href|src|data-script)="([^"]+)"/g,
  );
  await keepFiles(Array.from(links, (link) => link[1]));
}

function none() {
  return /** @type {undefined} */ (undefined);
}

/** @param {string[]} addresses */
async function keepFiles(addresses) {
  const files = await caches.open(FILES);
  for (const url of addresses.map((address) => new URL(address, location.href))) {
    const isFile = /\.(?:css|js|woff2|avif|webp|jpe?g|png|gif|svg)$/.test(url.pathname);
    if (!isFile || !isOurs(url) || (await files.match(addressOf(url)))) continue;
    // A missing picture is no reason to store nothing.
    const response = await fetch(url, { cache: "force-cache" }).catch(none);
    if (response && response.ok) await put(files, addressOf(url), response);
  }
}

/**
 * Ignores failures: a full disk must not break the page that is being read.
 * @param {Cache} cache
 * @param {string} address
 * @param {Response} response
 */
function put(cache, address, response) {
  return cache.put(address, response).catch(none);
}

let tidied = Promise.resolve();

function tidy() {
  tidied = tidied.then(makeRoom, makeRoom);
}

// Removes the oldest articles if there are too many, or if their files are too large. Then removes all files that no
// stored page names.
async function makeRoom() {
  const pages = await caches.open(PAGES);
  const files = await caches.open(FILES);
  const sizes = await sizesOf(files);
  const named = new Set();
  const articles = new Set(); // a print view belongs to its article
  let bytes = 0;
  for (const { path, stays, html } of await lastToGoFirst(pages)) {
    const ownFiles = new Set(html.split(/["'\s,]/).filter((word) => sizes.has(word) && !named.has(word)));
    for (const address of ownFiles) bytes += sizes.get(address);
    if (!stays) articles.add(isPrintView(path) ? path.slice(0, -PRINT_VIEW.length) : path);
    if (!stays && (articles.size > MOST_ARTICLES || bytes > MOST_BYTES)) await pages.delete(path);
    else for (const address of ownFiles) named.add(address);
  }
  for (const address of sizes.keys()) {
    if (!named.has(address) && !address.startsWith(`${ROOT}assets/fonts/`)) await files.delete(address);
  }
}

/** @param {Cache} files */
async function sizesOf(files) {
  const sizes = new Map();
  for (const request of await files.keys()) {
    const file = await files.match(request);
    sizes.set(addressOf(new URL(request.url)), (await file.blob()).size);
  }
  return sizes;
}

/**
 * Lists the stored pages: first those that stay in any case, then the articles, the latest read first.
 * @param {Cache} pages
 */
async function lastToGoFirst(pages) {
  const kept = [];
  for (const request of await pages.keys()) {
    const response = await pages.match(request);
    const path = new URL(request.url).pathname;
    const stays = !(isArticle(path) || isPrintView(path)) || response.headers.has(SAVED);
    kept.push({ path, stays, rank: stays ? "last to go" : response.headers.get(KEPT), html: await response.text() });
  }
  return kept.sort((page, other) => (page.rank < other.rank ? 1 : -1));
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} text
 */
async function withNote(response, status, text) {
  const note = `<p class="kept" role="status">${text} <a href="">${NOTES.retry}</a></p>`;
  const html = (await response.text()).replace(/<main\b/, (main) => note + main);
  return new Response(html, { status, headers: response.headers });
}

/** @param {string} time */
function inWords(time) {
  return new Intl.DateTimeFormat("vi", { dateStyle: "short", timeStyle: "short" }).format(new Date(time));
}
