// The service worker keeps the front page, the articles that were read and those that their reader saved, for when
// there is no network. `/sw.js` imports it, and says where the site is (ROOT) and what a reader is told (NOTES).
//
// What it answers by itself:
//
// - A page: always from the network. Only when that fails, not when it is slow or says no, the copy that was kept, with
//   a note that it is one; if there is none, the page `/ngoai-tuyen/`.
// - Styles and scripts with a version in their address: kept ones, since those never change; without one: as with
//   pages.
// - Fonts, pictures of kept pages, `/khan-cap.js`: as with pages.
//
// Everything else goes its way as if there were no worker: the search index, feeds, audio, attachments, parts of files.

const CACHE_PREFIX = `bulletin ${ROOT} `;
const PAGES = `${CACHE_PREFIX}pages 1`; // another number for another way of keeping
const FILES = `${CACHE_PREFIX}files 1`;
const OFFLINE_PAGE = `${ROOT}ngoai-tuyen/`;
const ALERT_SCRIPT = `${ROOT}khan-cap.js`;
const PRINT_VIEW = "ban-in/";
const MOST_ARTICLES = 50;
const MOST_BYTES = 30e6;
const KEPT = "x-kept"; // header: when a page was kept
const SAVED = "x-saved"; // header: its reader wants the page to stay

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
  // Firefox shows its own error for a page whose preload failed, whatever the worker answers. Earlier workers asked for
  // it.
  if (registration.navigationPreload) await registration.navigationPreload.disable();
  await clients.claim();
}

/**
 * The page that a reader is on when the worker comes, with the files that the browser has of it.
 * @param {{ path: string, files: string[] }} page
 */
async function keepOpenPage({ path, files }) {
  if (!isPageToKeep(path)) return;
  await settlePage(path, await fetch(path));
  await keepFiles(files);
}

/**
 * «Lưu bài» and «Bỏ lưu». A saved article stays, its print view too, however many are read after it. The answer says
 * whether it is saved.
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
    // No network, or no room: the answer says what is saved.
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
 * Pictures are kept with a page that is.
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
 * What the network answered for a page that is kept. One that was withdrawn is kept no longer.
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
  for (const name of ["content-encoding", "content-length"]) headers.delete(name); // they are of the bytes on the way
  headers.set(KEPT, new Date().toISOString());
  await put(pages, path, new Response(html, { headers }));
  return html;
}

/**
 * A page that nobody has open, with the files it is shown with.
 * @param {string} path
 */
async function keepPageWithFiles(path) {
  const html = await keepPage(path, await fetch(path, { cache: "no-cache" }));
  const links = html.matchAll(/<(?:link rel="(?:stylesheet|preload)"|script)[^>]*? (?:href|src)="([^"]+)"/g);
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
    // A picture less is no reason to keep nothing.
    const response = await fetch(url, { cache: "force-cache" }).catch(none);
    if (response && response.ok) await put(files, addressOf(url), response);
  }
}

/**
 * A full disk is no fault of the page that was read.
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

// The oldest articles go when there are too many, or their files too large; then all files that no kept page names.
async function makeRoom() {
  const pages = await caches.open(PAGES);
  const files = await caches.open(FILES);
  const sizes = await sizesOf(files);
  const named = new Set();
  const articles = new Set(); // a print view is of its article
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
 * The kept pages, and whether each one stays whatever comes; then the article that was read last, and so on.
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
