// Loads the search when a reader first touches the search box. The key `/` leads to the box.
(function () {
  /** @type {HTMLFormElement} */
  const form = document.querySelector("[data-search-box]");
  if (!form) return; // `search: false`
  const field = form.elements.q;
  /** @type {Promise<void>} */
  let suggestions;

  function loadSuggestions() {
    if (suggestions || document.querySelector("[data-search]")) return; // the search page has its own list
    suggestions = import(form.dataset.searchSuggest).then((module) => module.start(form));
    suggestions.catch(() => {
      suggestions = null; // Enter leads to the search page in any case
    });
  }

  /** @param {HTMLElement} target */
  function isWriting(target) {
    return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  field.addEventListener("focus", loadSuggestions);
  field.addEventListener("input", loadSuggestions);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing || isWriting(/** @type {HTMLElement} */ (event.target))) return;
    event.preventDefault();
    /** @type {HTMLInputElement} */
    const main = document.querySelector("[data-search-form] [name=q]") || field;
    main.focus();
    main.select();
  });
})();
