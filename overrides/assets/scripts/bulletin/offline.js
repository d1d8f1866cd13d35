// Registers the service worker, once the page is there. A reader who saves data is not made to load anything more.
(function () {
  const container = navigator.serviceWorker;
  const url = document.currentScript.dataset.serviceWorker;
  if (!url || !container || (navigator.connection && navigator.connection.saveData)) return;

  addEventListener("load", async () => {
    try {
      await container.register(url, { updateViaCache: "none" });
      if (container.controller) return;
      // This page was loaded without the worker, and is to be kept all the same.
      const { active } = await container.ready;
      const files = performance.getEntriesByType("resource").map((entry) => entry.name);
      active.postMessage({ path: location.pathname, files });
    } catch (error) {
      // A browser that keeps nothing (private windows, storage switched off) still reads everything online.
    }
  });
})();
