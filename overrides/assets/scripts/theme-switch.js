// Light or dark: follows the system until the reader chooses, then remembers.
(function () {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    show();
    system.addEventListener("change", show);
    addEventListener("storage", (event) => {
      if (event.key !== "bulletin.theme" || !/^(light|dark)$/.test(event.newValue)) return;
      root.dataset.theme = event.newValue;
      show();
    });
    button.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      show();
      try {
        localStorage.setItem("bulletin.theme", root.dataset.theme);
      } catch (error) {
        // Without storage the choice holds for this page.
      }
    });
  }
})();
