// Registers the service worker once the page has loaded, unless the reader saves data.
(function () {
  const container = navigator.serviceWorker;
  /** @type {HTMLElement} */
  const element = document.querySelector("[data-service-worker]");
  if (!element || !container || (navigator.connection && navigator.connection.saveData)) return;

  async function register() {
    try {
      await container.register(element.dataset.serviceWorker, { updateViaCache: "none" });
      if (container.controller) return;
      // The worker did not see this page load, but should store it, too.
      const { active } = await container.ready;
      const files = performance.getEntriesByType("resource").map((entry) => entry.name);
      /** @type {NodeListOf<HTMLElement>} scripts that are still on their way (late-scripts.js) */
      const scripts = document.querySelectorAll("template[data-script]");
      for (const { dataset } of scripts) files.push(dataset.script);
      active.postMessage({ path: location.pathname, files });
    } catch (error) {
      // A browser may store nothing (private windows, storage switched off). Reading online needs no worker.
    }
  }

  if (document.readyState === "complete") register();
  else addEventListener("load", register);
})();
