// The search box of every page: loads the search when it is first touched, and has the key `/`.
(function () {
  const form = document.querySelector("[data-search-box]");
  if (!form) return; // `search: false`
  const field = form.elements.q;
  const isWriting = (target) => target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  let suggestions;
  function begin() {
    if (suggestions || document.querySelector("[data-search]")) return; // the search page has its own list
    suggestions = import(form.dataset.searchSuggest).then((module) => module.start(form));
    suggestions.catch(() => (suggestions = undefined)); // Enter leads to the search page in any case
  }
  field.addEventListener("focus", begin);
  field.addEventListener("input", begin);
  document.addEventListener("keydown", (event) => {
    if (
      event.key !== "/" ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.isComposing ||
      isWriting(event.target)
    )
      return;
    event.preventDefault();
    const own = document.querySelector("[data-search-form] [name=q]") || field;
    own.focus();
    own.select();
  });
})();
