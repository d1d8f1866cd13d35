// Light, dark or high contrast: the system's until the reader chooses, then what was chosen. The first paint is in preferences.js.
(function () {
  const root = document.documentElement;
  const NAME = "bulletin.theme";
  const selects = [...document.querySelectorAll("[data-theme-switch] select")];

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
        if (select.value) localStorage.setItem(NAME, select.value);
        else localStorage.removeItem(NAME);
      } catch (error) {
        // Without storage the choice holds for this page.
      }
    });
  }
  show(root.dataset.theme || "");
  addEventListener("storage", (event) => {
    if (event.key === NAME || event.key === null)
      show(/^(light|dark|contrast)$/.test(event.newValue) ? event.newValue : "");
  });
})();
