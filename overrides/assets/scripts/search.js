// Search over titles, leads, tags and authors, from the newest year back, with accents or without.
(function () {
  const page = document.querySelector("[data-search]");
  const form = page.querySelector("[data-search-form]"), field = form.elements.q;
  const list = page.querySelector("[data-search-results]"), status = page.querySelector("[data-search-status]");
  const years = page.dataset.years.split(" ").filter(Boolean), loaded = new Map(), SHOWN = 50;
  const categories = Object.fromEntries([...page.querySelectorAll("[data-category]")].map((link) => [link.dataset.category, link.textContent]));
  let turn = 0;

  // One letter in, one letter out, so that places in the folded text are places in the text itself.
  const fold = (text) =>
    [...text.normalize("NFC")].map((letter) => (letter.length > 1 ? "·" : letter.normalize("NFD")[0].toLowerCase().replace("đ", "d")[0])).join("");

  async function year(name) {
    if (!loaded.has(name)) {
      const answer = await fetch(`${page.dataset.root}tim-kiem/${name}.json`);
      if (!answer.ok) throw new Error(answer.status);
      loaded.set(
        name,
        (await answer.json()).map(([address, title, lead, date, category, names], index) => {
          title = title.normalize("NFC");
          lead = lead.normalize("NFC");
          return { address, title, lead, date, category, index, year: name, inTitle: fold(title), inLead: fold(lead), inNames: fold(names), exact: `${title} ${lead} ${names.normalize("NFC")}`.toLowerCase() };
        }),
      );
    }
    return loaded.get(name);
  }

  function score(entry, words, folded, phrase) {
    const all = `${entry.inTitle} ${entry.inLead} ${entry.inNames}`;
    if (!folded.every((word) => all.includes(word))) return 0;
    let points = 1;
    if (entry.inTitle.includes(fold(phrase))) points += 40;
    else if (all.includes(fold(phrase))) points += 20;
    points += folded.filter((word) => entry.inTitle.includes(word)).length * 2;
    points += words.filter((word) => entry.exact.includes(word)).length;
    return entry.exact.includes(phrase) ? points + 10 : points;
  }

  function marked(text, folded, words) {
    const made = document.createDocumentFragment();
    const spans = [];
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) spans.push([at, at + word.length]);
    }
    spans.sort((a, b) => a[0] - b[0]);
    const letters = [...text];
    let done = 0;
    for (const [from, to] of spans) {
      if (to <= done) continue;
      made.append(letters.slice(done, Math.max(from, done)).join(""));
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(Math.max(from, done), to).join("");
      made.append(mark);
      done = to;
    }
    made.append(letters.slice(done).join(""));
    return made;
  }

  function item(entry, words) {
    const element = document.createElement("li"), card = document.createElement("article");
    const title = document.createElement("h2"), link = document.createElement("a"), lead = document.createElement("p"), facts = document.createElement("p");
    card.className = "card card--plain";
    title.className = "card__title";
    link.href = page.dataset.root + entry.address;
    link.append(marked(entry.title, entry.inTitle, words));
    title.append(link);
    lead.className = "card__lead";
    lead.append(marked(entry.lead, entry.inLead, words));
    facts.className = "card__facts";
    facts.textContent = `${categories[entry.category] || ""} · ${entry.date}`;
    card.append(title, lead, facts);
    element.append(card);
    return element;
  }

  const say = (key, facts = {}) => (status.textContent = Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), page.dataset[key]));

  async function search(query) {
    const mine = ++turn;
    const phrase = query.normalize("NFC").toLowerCase().trim().replace(/\s+/g, " ").slice(0, 200);
    const words = phrase.split(/[^\p{L}\p{N}/-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)), folded = words.map(fold);
    list.replaceChildren();
    if (!words.length) return (status.textContent = "");
    say("loading");
    const hits = [];
    let failed = 0;
    for (const name of years) {
      try {
        for (const entry of await year(name)) {
          const points = score(entry, words, folded, phrase);
          if (points) hits.push([points, entry]);
        }
      } catch (error) {
        failed += 1;
      }
      if (mine !== turn) return;
    }
    hits.sort((a, b) => b[0] - a[0] || b[1].year - a[1].year || a[1].index - b[1].index);
    list.replaceChildren(...hits.slice(0, SHOWN).map(([, entry]) => item(entry, folded)));
    if (failed) say("failed", { count: hits.length });
    else if (hits.length > SHOWN) say("many", { count: hits.length, shown: SHOWN });
    else say(hits.length ? "found" : "none", { count: hits.length, query: phrase });
  }

  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") || "";
  let wait;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(() => {
      history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
      search(field.value);
    }, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
    search(field.value);
  });
  search(field.value);
})();
