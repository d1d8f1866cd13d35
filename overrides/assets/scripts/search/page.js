// The search page: results from the newest articles back, filters and order, and an address that can be shared.
(async function () {
  const page = document.querySelector("[data-search]"),
    form = page.querySelector("[data-search-form]"),
    box = document.querySelector("[data-search-box]");
  const list = page.querySelector("[data-search-results]"),
    status = page.querySelector("[data-search-status]"),
    scope = page.querySelector("[data-search-scope]");
  const meant = page.querySelector("[data-search-meant]"),
    more = page.querySelector("[data-search-more]"),
    older = page.querySelector("[data-search-older]"),
    all = page.querySelector("[data-search-all]");
  const FIRST = 5,
    ENOUGH = 10,
    PAUSE = 250,
    FIELDS = ["q", "category", "year", "author", "sort"],
    root = box.dataset.root;
  const fields = FIELDS.map((name) => form.elements[name]);
  form.hidden = false;

  const address = () => {
    const asked = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.name, field.value]));
    return String(asked) ? `?${asked}` : location.pathname;
  };
  function restore() {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) field.value = asked.get(field.name) || "";
    for (const field of fields) if (field.tagName === "SELECT" && field.selectedIndex < 0) field.selectedIndex = 0;
  }
  const question = () => ({
    query: form.elements.q.value.slice(0, 1000),
    ...Object.fromEntries(FIELDS.slice(1).map((name) => [name, form.elements[name].value])),
  });

  let client,
    parts,
    text,
    says,
    opening,
    shown = FIRST,
    turn = 0,
    state,
    isMoved = false;
  // Begins with the first touch, so that the search is there when the words are typed.
  const open = () =>
    (opening ??= (async () => {
      const { searchClient, searchResult, searchText } = box.dataset;
      const others = Promise.all([import(searchResult), import(searchText)]);
      client = await import(searchClient);
      says = await client.open(box);
      [parts, text] = await others;
    })().catch((error) => {
      opening = undefined;
      throw error;
    }));

  const month = (name) => `${Number(name.slice(5))}/${name.slice(0, 4)}`;
  function item(result, query) {
    const { element, marked, picture } = parts,
      link = element("a", "", marked(result.title, query, text));
    link.href = root + result.address;
    const card = element("article", result.picture ? "card" : "card card--plain");
    if (result.picture) {
      const shot = element("a", "card__picture", picture(result, root));
      Object.assign(shot, { href: link.href, tabIndex: -1, ariaHidden: "true" });
      card.append(shot);
    }
    const facts = [says.categories[result.category], result.day].filter(Boolean).join(" · ");
    card.append(
      element(
        "div",
        "card__text",
        element("h2", "card__title", link),
        element("p", "card__lead", marked(result.text, query, text)),
        element("p", "card__facts", facts),
      ),
    );
    return element("li", "", card);
  }

  function tell() {
    const { count, since, next, oldest, failed, titlesFailed } = state,
      query = form.elements.q.value.trim(),
      sentences = says.says;
    status.textContent = count
      ? client.say(sentences.found, { count })
      : client.say(next ? sentences.none_yet : sentences.none, { query });
    const told = [
      client.say(next ? sentences.searched_since : sentences.searched_all, {
        since: month(since || oldest || "0000/00"),
      }),
    ];
    for (const [first, last] of failed)
      told.push(client.say(sentences.failed, { first: month(first), last: month(last) }));
    if (titlesFailed) told.push(sentences.titles_failed);
    scope.textContent = told.join(" ");
    meant.replaceChildren();
    if (state.correction) {
      const link = parts.element("a", "", state.correction);
      link.href = `?q=${encodeURIComponent(state.correction)}`;
      meant.append(`${sentences.meant} `, link);
    }
    more.hidden = count <= list.childElementCount;
    older.hidden = all.hidden = !next;
    if (next)
      older.textContent = client.say(
        next.first.slice(0, 4) === next.last.slice(0, 4) && next.first !== next.last
          ? sentences.older_year
          : sentences.older_months,
        { year: next.last.slice(0, 4), first: month(next.first), last: month(next.last) },
      );
    if (next) all.textContent = client.say(sentences.whole, { since: month(oldest) });
  }

  // New results never push away what is being read: once the reader is in the list, they are added at its end, until the order is asked for.
  function fill(answer, keeps) {
    state = answer;
    const query = form.elements.q.value,
      old = keeps ? [...list.querySelectorAll(".card__title a")].map((link) => link.href) : [];
    const items = answer.results.map((result) => item(result, query));
    if (old.length && isMoved)
      list.append(...items.filter((one) => !old.includes(one.querySelector(".card__title a").href)));
    else list.replaceChildren(...items);
    list.removeAttribute("aria-busy");
    tell();
  }

  // One thing after the other for one question; what comes late for an older one is dropped.
  let busy = Promise.resolve();
  function run(deed, keeps = false) {
    const mine = turn;
    list.setAttribute("aria-busy", "true");
    if (!keeps) status.textContent = form.dataset.loading;
    return (busy = busy.then(async () => {
      if (mine !== turn) return false;
      try {
        await open();
        const answer = await deed();
        if (!answer || mine !== turn) return false;
        if (answer.isEmpty) clear();
        else fill(answer, keeps);
        return !answer.isEmpty;
      } catch (error) {
        if (mine !== turn) return false;
        clear();
        status.textContent = form.dataset.failed;
        return false;
      }
    }));
  }

  function clear() {
    list.replaceChildren();
    list.removeAttribute("aria-busy");
    status.textContent = scope.textContent = meant.textContent = "";
    more.hidden = older.hidden = all.hidden = true;
  }

  async function search(isTyped) {
    const asked = { ...question(), isTyped };
    const mine = ++turn;
    shown = FIRST;
    isMoved = false;
    busy = Promise.resolve(); // the worker drops what an older question still waits for
    if (!Object.entries(asked).some(([name, value]) => !["sort", "isTyped"].includes(name) && value.trim()))
      return clear();
    if (!(await run(() => client.begin(asked, shown)))) return;
    // Few results, or weak ones: the reader waits for better, so the years before are asked, one after the other.
    while (mine === turn && client.goesOn(state)) if (!(await run(() => client.older(shown), true))) return;
  }

  const isBusy = () => list.hasAttribute("aria-busy");
  more.addEventListener("click", () => run(() => client.results((shown += ENOUGH)), true));
  older.addEventListener("click", () => run(() => client.older((shown += ENOUGH)), true));
  all.addEventListener("click", () => run(() => client.older(shown, true)));
  addEventListener(
    "scroll",
    () => {
      isMoved = true;
      if (!more.hidden && !isBusy() && more.getBoundingClientRect().top < innerHeight) more.click();
    },
    { passive: true },
  );
  list.addEventListener("focusin", () => (isMoved = true));

  form.elements.q.addEventListener("focus", () => open().catch(() => {}));
  let wait;
  const go = (isNew) => {
    clearTimeout(wait);
    if (location.search !== address()) history[isNew ? "pushState" : "replaceState"](null, "", address());
    search(!isNew);
  };
  form.elements.q.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => go(false), PAUSE);
  });
  for (const field of fields) if (field.tagName === "SELECT") field.addEventListener("change", () => go(true));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(true);
  });
  addEventListener("popstate", () => {
    restore();
    search();
  });
  // Safari empties fields without completion when it shows a page again that it has kept.
  addEventListener("pagehide", () => form.elements.q.removeAttribute("autocomplete"));
  addEventListener("pageshow", () => form.elements.q.setAttribute("autocomplete", "off"));
  restore();
  search();
})();
