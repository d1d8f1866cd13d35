// Results under the search box while a reader types: the combobox pattern of the ARIA practices, with a list of links.
const SHOWN = 6,
  PAUSE = 150,
  WAITING = 400;
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

export async function start(form) {
  const field = form.elements.q,
    { searchClient, searchResult, searchText, root } = form.dataset;
  const [client, { element, marked, picture }, text] = await Promise.all([
    import(searchClient),
    import(searchResult),
    import(searchText),
  ]);
  const list = element("div", "suggestions__list"),
    status = element("p", "suggestions__status");
  const panel = element("div", "suggestions", status, list);
  Object.assign(list, { id: "goi-y", role: "listbox" });
  list.setAttribute("aria-label", form.getAttribute("aria-label"));
  status.setAttribute("role", "status");
  panel.hidden = true;
  panel.tabIndex = list.tabIndex = -1; // else a long list is a stop of the Tab key by itself, since it scrolls
  form.append(panel);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "goi-y",
    "aria-haspopup": "listbox",
  }))
    field.setAttribute(name, value);
  let says,
    active = -1,
    wait,
    asked = "";

  const options = () => [...list.children];
  function choose(at) {
    const all = options();
    active = all.length ? (at + all.length + 1) % (all.length + 1) : -1; // one step beyond the last is the box itself
    if (active === all.length) active = -1;
    for (const [place, option] of all.entries()) option.setAttribute("aria-selected", String(place === active));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }
  }
  function show(isOpen) {
    panel.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen && list.childElementCount > 0));
    if (!isOpen) choose(-1);
  }
  const page = (query) => `${form.action}?q=${encodeURIComponent(query)}`;

  function option(address, className, ...content) {
    const made = element("a", `suggestion ${className}`, ...content);
    Object.assign(made, { href: address, id: `goi-y-${list.childElementCount + 1}`, role: "option", tabIndex: -1 });
    made.setAttribute("aria-selected", "false");
    list.append(made);
  }

  function fill(answer, query) {
    list.replaceChildren();
    for (const result of answer.results) {
      const facts = element(
        "span",
        "suggestion__facts",
        [says.categories[result.category], result.day].filter(Boolean).join(" · "),
      );
      const words = element(
        "span",
        "suggestion__text",
        element("span", "suggestion__title", marked(result.title, query, text)),
        element("span", "suggestion__excerpt", marked(result.text, query, text)),
        facts,
      );
      option(
        root + result.address,
        result.picture ? "" : "suggestion--plain",
        ...(result.picture ? [picture(result, root)] : []),
        words,
      );
    }
    const { count, next, failed, titlesFailed, correction } = answer;
    if (correction) option(page(correction), "suggestion--all", `${says.says.meant} ${correction}`);
    if (count || next)
      option(page(query), "suggestion--all", client.say(next ? says.says.all_older : says.says.all, { count }));
    const told = count
      ? client.say(says.says.suggested, { count: Math.min(count, SHOWN) })
      : next
        ? client.say(says.says.none_yet, { query })
        : client.say(says.says.none, { query });
    status.textContent = failed.length || titlesFailed ? `${told} ${says.says.failed_short}` : told;
    active = -1;
    show(true);
  }

  async function search() {
    const query = (asked = field.value);
    if (!text.words(query).length) return show(false);
    try {
      says ??= await client.open(form);
      let answer = await client.begin({ query, isTyped: true }, SHOWN);
      const isWaiting = () => answer && query === field.value && form.contains(document.activeElement);
      if (isWaiting()) fill(answer, query);
      // Whoever goes on typing, or has chosen, doesn't wait.
      for (await pause(WAITING); isWaiting() && active < 0 && client.goesOn(answer);) {
        answer = await client.older(SHOWN);
        if (isWaiting() && active < 0) fill(answer, query);
      }
    } catch (error) {
      list.replaceChildren();
      status.textContent = form.dataset.failed;
      show(true);
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(wait);
    if (panel.hidden && text.words(field.value).length) {
      status.textContent = form.dataset.loading;
      list.replaceChildren();
      show(true);
    }
    wait = setTimeout(search, PAUSE);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !panel.hidden) {
      show(false);
      event.preventDefault();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && list.childElementCount) {
      if (panel.hidden) show(true);
      choose(event.key === "ArrowDown" ? active + 1 : active < 0 ? list.childElementCount - 1 : active - 1);
      event.preventDefault();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      options()[active].click();
    }
  });
  field.addEventListener("focus", () => list.childElementCount && field.value === asked && show(true));
  form.addEventListener("focusout", (event) => !form.contains(event.relatedTarget) && show(false));
  panel.addEventListener("pointerdown", (event) => event.preventDefault()); // a tap on a result must not take the focus from the box before it counts
  client.open(form).then(
    (found) => (says = found),
    () => {},
  );
  if (field.value) search();
}
