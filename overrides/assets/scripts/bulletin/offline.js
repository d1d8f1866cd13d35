// Registers the service worker once the page has loaded, unless the reader saves data.
(function () {
  const container = navigator.serviceWorker;
  const url = document.currentScript.dataset.serviceWorker;
  if (!url || !container || (navigator.connection && navigator.connection.saveData)) return;

  addEventListener("load", async () => {
    try {
      await container.register(url, { updateViaCache: "none" });
      if (container.controller) return;
      // The worker did not see this page load, but should store it, too.
      const { active } = await container.ready;
      const files = performance.getEntriesByType("resource").map((entry) => entry.name);
      active.postMessage({ path: location.pathname, files });
    } catch (error) {
      // A browser may store nothing (private windows, storage switched off). Reading online needs no worker.
    }
  });
})();
