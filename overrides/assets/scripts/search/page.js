// Runs the search page: results from the newest articles back, filters, the order, and an address that can be shared.
(function () {
  const FIRST_RESULTS = 5;
  const MORE_RESULTS = 10;
  const RESULTS_BY_THEMSELVES = 25; // as the reader goes down; then the buttons below and the foot of the page stay put
  const PAUSE = 250; // milliseconds after the last letter
  const FILTERS = ["category", "year", "author", "sort"];

  const page = document.querySelector("[data-search]");
  /** @type {HTMLFormElement} the search box of the masthead, which holds the addresses of the scripts */
  const box = document.querySelector("[data-search-box]");
  const { root } = box.dataset;
  /** @type {HTMLFormElement} */
  const form = part("form");
  /** @type {HTMLElement[]} */
  const [list, status, scope, proposal] = ["results", "status", "scope", "meant"].map(part);
  /** @type {HTMLButtonElement[]} */
  const [moreButton, olderButton, allButton] = ["more", "older", "all"].map(part);
  const queryField = form.elements.q;
  /** @type {HTMLSelectElement[]} */
  const filters = FILTERS.map((name) => /** @type {any} */ (form.elements)[name]);
  const fields = [queryField, ...filters];

  /** @type {typeof import("./client.module.js")} */
  let client;
  /** @type {typeof import("./result.module.js")} */
  let results;
  /** @type {Search.Text} */
  let text;
  /** @type {Search.Greeting} */
  let greeting;
  /** @type {Promise<void>} */
  let opening;

  let limit = FIRST_RESULTS;
  let turn = 0; // counts the questions; late answers to earlier ones are dropped
  /** @type {Search.Answer} */
  let answer;
  let openRequests = 0; // of the question
  let isReaderInList = false;
  let lastPosition = 0; // pixels from the top of the page

  /**
   * @param {string} name
   * @returns {any} an element of the kind that the name says
   */
  function part(name) {
    return page.querySelector(`[data-search-${name}]`);
  }

  // Loads the search at the first touch, so that it is there once the words are typed.
  function open() {
    opening ??= load().catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  async function load() {
    const { searchClient, searchResult, searchText } = box.dataset;
    const others = Promise.all([import(searchResult), import(searchText)]);
    client = await import(searchClient);
    greeting = await client.open(box);
    [results, text] = await others;
  }

  // --- the address

  function address() {
    const filled = fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    return filled.length ? `?${new URLSearchParams(filled)}` : location.pathname;
  }

  function restore() {
    const parameters = new URLSearchParams(location.search);
    for (const field of fields) field.value = parameters.get(field.name) || "";
    for (const filter of filters) {
      if (filter.selectedIndex < 0) filter.selectedIndex = 0;
    }
  }

  /** @returns {Search.Question} */
  function question() {
    const query = queryField.value.slice(0, 1000);
    return { query, ...Object.fromEntries(filters.map((filter) => [filter.name, filter.value])) };
  }

  // --- the results

  /**
   * @param {Search.Result} result
   * @param {string} query
   */
  function makeItem(result, query) {
    const { element, marked, picture } = results;
    const url = root + result.address;
    const facts = [greeting.categories[result.category], result.day].filter(Boolean).join(" · ");
    const link = Object.assign(element("a", "", marked(result.title, query, text)), { href: url });
    const card = element("article", result.picture ? "card" : "card card--plain");
    if (result.picture) {
      const pictureLink = element("a", "card__picture", picture(result, root));
      Object.assign(pictureLink, { href: url, tabIndex: -1, ariaHidden: "true" });
      card.append(pictureLink);
    }
    card.append(
      element(
        "div",
        "card__text",
        element("h2", "card__title", link),
        element("p", "card__lead", marked(result.text, query, text)),
        element("p", "card__facts", facts, ...result.marks.flatMap((mark) => [" ", label(mark)])),
      ),
    );
    return element("li", "", card);
  }

  /** @param {string} mark of an article that has been withdrawn or corrected, or has expired */
  function label(mark) {
    return results.element("span", "mark", greeting.says[`mark_${mark}`]);
  }

  /** @param {string} name `2026/11` */
  function month(name) {
    return `${Number(name.slice(5))}/${name.slice(0, 4)}`;
  }

  function tell() {
    const { count, next, correction } = answer;
    const { says } = greeting;
    const nothing = client.say(next ? says.none_yet : says.none, { query: queryField.value.trim() });
    status.textContent = count ? client.say(says.found, { count }) : nothing;
    scope.textContent = searchedInWords();
    proposal.replaceChildren();
    if (correction) {
      const href = `?q=${encodeURIComponent(correction)}`;
      proposal.append(`${says.meant} `, Object.assign(results.element("a", "", correction), { href }));
    }
    moreButton.hidden = count <= list.childElementCount;
    olderButton.hidden = !next;
    allButton.hidden = !next;
    if (!next) return;
    olderButton.textContent = olderInWords(next);
    allButton.textContent = client.say(says.whole, { since: month(answer.oldest) });
  }

  function searchedInWords() {
    const { says } = greeting;
    const since = month(answer.since || answer.oldest || "0000/00");
    const sentences = [client.say(answer.next ? says.searched_since : says.searched_all, { since })];
    for (const [first, last] of answer.failed) {
      sentences.push(client.say(says.failed, { first: month(first), last: month(last) }));
    }
    if (answer.titlesFailed) sentences.push(says.titles_failed);
    return sentences.join(" ");
  }

  /** @param {{ first: string, last: string }} months */
  function olderInWords({ first, last }) {
    const year = last.slice(0, 4);
    const isYear = first.slice(0, 4) === year && first !== last;
    const sentence = isYear ? greeting.says.older_year : greeting.says.older_months;
    return client.say(sentence, { year, first: month(first), last: month(last) });
  }

  /** @param {Element} item */
  function urlOf(item) {
    /** @type {HTMLAnchorElement} */
    const link = item.querySelector(".card__title a");
    return link.href;
  }

  /** @param {boolean} keepsList */
  function fill(keepsList) {
    const earlier = keepsList ? [...list.children].map(urlOf) : [];
    const items = answer.results.map((result) => makeItem(result, queryField.value));
    // Results must not push away what a reader is reading. Once the reader is in the list, new ones are added at its
    // end.
    if (earlier.length && isReaderInList) {
      list.append(...items.filter((item) => !earlier.includes(urlOf(item))));
    } else {
      list.replaceChildren(...items);
    }
    tell();
  }

  function clear() {
    list.replaceChildren();
    for (const place of [status, scope, proposal]) place.textContent = "";
    for (const button of [moreButton, olderButton, allButton]) button.hidden = true;
  }

  // --- the question

  // The requests of one question follow one another.
  /** @type {Promise<any>} */
  let queue = Promise.resolve();

  /**
   * Asks the index and shows its answer, when earlier requests are done. Returns whether there is anything to show.
   * @param {() => Promise<Search.Answer | null>} ask
   * @returns {Promise<boolean>}
   */
  function run(ask, keepsList = false) {
    const ownTurn = turn;
    openRequests += 1;
    list.setAttribute("aria-busy", "true");
    if (!keepsList) status.textContent = form.dataset.loading;
    queue = queue.then(async () => {
      if (ownTurn !== turn) return false;
      const isAnswered = await show(ask, keepsList);
      if (ownTurn !== turn) return false;
      openRequests -= 1;
      if (!openRequests) list.removeAttribute("aria-busy");
      return isAnswered;
    });
    return queue;
  }

  /**
   * @param {() => Promise<Search.Answer | null>} ask
   * @param {boolean} keepsList
   */
  async function show(ask, keepsList) {
    const ownTurn = turn;
    try {
      await open();
      const found = await ask();
      if (!found || ownTurn !== turn) return false;
      if (found.isEmpty) {
        clear();
        return false;
      }
      answer = found;
      fill(keepsList);
      return true;
    } catch (error) {
      if (ownTurn !== turn) return false;
      clear();
      status.textContent = form.dataset.failed;
      return false;
    }
  }

  /** @param {boolean} [isTyped] whether the reader may still be typing the last word */
  async function search(isTyped) {
    const request = { ...question(), isTyped };
    turn += 1;
    const ownTurn = turn;
    limit = FIRST_RESULTS;
    isReaderInList = false;
    queue = Promise.resolve(); // the worker drops what remains of the earlier question
    openRequests = 0;
    list.removeAttribute("aria-busy");
    if (!fields.some((field) => field.name !== "sort" && field.value.trim())) return clear();
    let isAnswered = await run(() => client.begin(request, limit));
    // As long as results are few or weak, the reader waits for better ones: search the years before, one after another.
    while (isAnswered && ownTurn === turn && client.goesOn(answer)) {
      isAnswered = await run(() => client.older(limit), true);
    }
  }

  /** @type {number} */
  let timer;

  /** @param {boolean} isFinished whether it gets an entry of its own in the history */
  function go(isFinished) {
    clearTimeout(timer);
    if (location.search !== address()) history[isFinished ? "pushState" : "replaceState"](null, "", address());
    search(!isFinished);
  }

  function showMore() {
    limit += MORE_RESULTS;
    run(() => client.results(limit), true);
  }

  moreButton.addEventListener("click", showMore);
  olderButton.addEventListener("click", () => {
    limit += MORE_RESULTS;
    run(() => client.older(limit), true);
  });
  allButton.addEventListener("click", () => run(() => client.older(limit, true), true));
  addEventListener(
    "scroll",
    () => {
      // The browser scrolls up by itself where a list becomes shorter. Whoever goes on to read scrolls down.
      const goesDown = scrollY > lastPosition;
      lastPosition = scrollY;
      if (!goesDown) return;
      isReaderInList = true;
      if (limit >= RESULTS_BY_THEMSELVES || moreButton.hidden || list.hasAttribute("aria-busy")) return;
      if (moreButton.getBoundingClientRect().top < innerHeight) showMore();
    },
    { passive: true },
  );
  list.addEventListener("focusin", () => (isReaderInList = true));

  queryField.addEventListener("focus", () => open().catch(() => {}));
  queryField.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => go(false), PAUSE);
  });
  for (const filter of filters) filter.addEventListener("change", () => go(true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(true);
  });
  addEventListener("popstate", () => {
    restore();
    search();
  });
  // Safari empties fields without autocompletion when it restores a page from its cache.
  addEventListener("pagehide", () => queryField.removeAttribute("autocomplete"));
  addEventListener("pageshow", () => queryField.setAttribute("autocomplete", "off"));
  form.hidden = false;
  restore();
  search();
})();
