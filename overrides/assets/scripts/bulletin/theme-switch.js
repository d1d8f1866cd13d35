// Switches between light, dark and high contrast. Until a reader chooses, the page follows the system. preferences.js
// applies the choice before the first paint; the colours are in 15-colours.css.
(function () {
  const KEY = "bulletin.theme";
  const root = document.documentElement;
  /** @type {NodeListOf<HTMLSelectElement>} */
  const selects = document.querySelectorAll("[data-theme-switch] select");

  /** @param {string} theme empty for the system's */
  function show(theme) {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    for (const select of selects) select.value = theme;
  }

  for (const select of selects) {
    select.parentElement.hidden = false;
    select.addEventListener("change", () => {
      show(select.value);
      try {
        if (select.value) localStorage.setItem(KEY, select.value);
        else localStorage.removeItem(KEY);
      } catch (error) {
        // Without storage the choice holds for this page.
      }
    });
  }
  show(root.dataset.theme || "");
  addEventListener("storage", (event) => {
    if (event.key !== KEY && event.key !== null) return;
    show(/^(light|dark|contrast)$/.test(event.newValue) ? event.newValue : "");
  });
})();
