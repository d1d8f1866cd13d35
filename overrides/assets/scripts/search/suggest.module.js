// Shows results under the search box while a reader types. It is a combobox as in the ARIA practices, with a list of
// links.

const SHOWN = 6; // results
const LIST_ID = "goi-y";
const PAUSE = 150; // milliseconds after the last letter
const WAIT = 400; // milliseconds before it searches older years

/** @param {number} time */
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

/**
 * Adds suggestions to the search box.
 * @param {HTMLFormElement} form
 */
export async function start(form) {
  const field = form.elements.q;
  const { searchClient, searchResult, searchText, root } = form.dataset;
  /** @type {[typeof import("./client.module.js"), typeof import("./result.module.js"), Search.Text]} */
  const [client, { element, marked, picture }, text] = await Promise.all([
    import(searchClient),
    import(searchResult),
    import(searchText),
  ]);

  const list = element("div", "suggestions__list");
  const status = element("p", "suggestions__status");
  const panel = element("div", "suggestions", status, list);
  /** @type {Search.Greeting} */
  let greeting;
  let active = -1; // the option chosen by arrow keys, or -1
  /** @type {number} */
  let timer;
  let lastQuery = "";

  function setUp() {
    setAttributes(list, { id: LIST_ID, role: "listbox", "aria-label": form.getAttribute("aria-label") });
    status.setAttribute("role", "status");
    panel.hidden = true;
    // Without this the Tab key would stop at a long list, because it scrolls.
    panel.tabIndex = -1;
    list.tabIndex = -1;
    form.append(panel);
    setAttributes(field, {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": LIST_ID,
      "aria-haspopup": "listbox",
    });
  }

  /**
   * @param {HTMLElement} target
   * @param {Record<string, string>} attributes
   */
  function setAttributes(target, attributes) {
    for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
  }

  // --- the list

  /** @param {boolean} isOpen */
  function show(isOpen) {
    panel.hidden = !isOpen;
    field.setAttribute("aria-expanded", String(isOpen && list.childElementCount > 0));
    if (!isOpen) choose(-1);
  }

  /**
   * Chooses an option. One step beyond the last option is the box itself.
   * @param {number} wanted
   */
  function choose(wanted) {
    const options = [...list.children];
    const rounds = options.length + 1;
    const index = (wanted + rounds) % rounds;
    active = index === options.length ? -1 : index;
    for (const [place, option] of options.entries()) option.setAttribute("aria-selected", String(place === active));
    if (active < 0) {
      field.removeAttribute("aria-activedescendant");
    } else {
      field.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    }
  }

  /**
   * @param {string} address
   * @param {string} className
   * @param {(string | Node)[]} content
   */
  function addOption(address, className, ...content) {
    const option = element("a", `suggestion ${className}`, ...content);
    const id = `${LIST_ID}-${list.childElementCount + 1}`;
    setAttributes(option, { href: address, id, role: "option", tabindex: "-1", "aria-selected": "false" });
    list.append(option);
  }

  /**
   * @param {Search.Result} result
   * @param {string} query
   */
  function addResult(result, query) {
    const facts = [greeting.categories[result.category], result.day].filter(Boolean).join(" · ");
    const words = element(
      "span",
      "suggestion__text",
      element("span", "suggestion__title", marked(result.title, query, text)),
      element("span", "suggestion__excerpt", marked(result.text, query, text)),
      element("span", "suggestion__facts", facts),
    );
    const address = root + result.address;
    if (result.picture) addOption(address, "", picture(result, root), words);
    else addOption(address, "suggestion--plain", words);
  }

  /** @param {string} query */
  function searchPage(query) {
    return `${form.action}?q=${encodeURIComponent(query)}`;
  }

  /**
   * @param {Search.Answer} answer
   * @param {string} query
   */
  function fill(answer, query) {
    const { results, count, next, failed, titlesFailed, correction } = answer;
    const { says } = greeting;
    list.replaceChildren();
    for (const result of results) addResult(result, query);
    if (correction) addOption(searchPage(correction), "suggestion--all", `${says.meant} ${correction}`);
    if (count || next) {
      addOption(searchPage(query), "suggestion--all", client.say(next ? says.all_older : says.all, { count }));
    }
    const nothing = client.say(next ? says.none_yet : says.none, { query });
    const outcome = count ? client.say(says.suggested, { count: Math.min(count, SHOWN) }) : nothing;
    status.textContent = failed.length || titlesFailed ? `${outcome} ${says.failed_short}` : outcome;
    active = -1;
    show(true);
  }

  // --- the question

  async function search() {
    const query = field.value;
    lastQuery = query;
    if (!text.words(query).length) return show(false);
    try {
      greeting ??= await client.open(form);
      let answer = await client.begin({ query, isTyped: true }, SHOWN);
      const isAwaited = () => answer && query === field.value && form.contains(document.activeElement);
      if (isAwaited()) fill(answer, query);
      // A reader who goes on typing, or has chosen, is not waiting.
      for (await pause(WAIT); isAwaited() && active < 0 && client.goesOn(answer);) {
        answer = await client.older(SHOWN);
        if (isAwaited() && active < 0) fill(answer, query);
      }
    } catch (error) {
      tell(form.dataset.failed);
    }
  }

  /** @param {string} message in the place of a list */
  function tell(message) {
    list.replaceChildren();
    status.textContent = message;
    show(true);
  }

  /** @param {KeyboardEvent} event */
  function pressKey(event) {
    if (event.isComposing) return;
    const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
    if (event.key === "Escape" && !panel.hidden) {
      show(false);
      event.preventDefault();
    } else if (isArrow && list.childElementCount) {
      if (panel.hidden) show(true);
      const above = active < 0 ? list.childElementCount - 1 : active - 1;
      choose(event.key === "ArrowDown" ? active + 1 : above);
      event.preventDefault();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      /** @type {HTMLAnchorElement} */ (list.children[active]).click();
    }
  }

  setUp();
  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (panel.hidden && text.words(field.value).length) tell(form.dataset.loading);
    timer = setTimeout(search, PAUSE);
  });
  field.addEventListener("keydown", pressKey);
  field.addEventListener("focus", () => list.childElementCount && field.value === lastQuery && show(true));
  form.addEventListener(
    "focusout",
    (event) => !form.contains(/** @type {Node} */ (event.relatedTarget)) && show(false),
  );
  // A tap on a result must not take the focus from the box: the list would close before the tap counts.
  panel.addEventListener("pointerdown", (event) => event.preventDefault());
  client.open(form).then(
    (answer) => (greeting = answer),
    () => {},
  );
  if (field.value) search();
}
