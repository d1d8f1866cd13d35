// Registers the service worker, once the page is there. A reader who saves data is not made to load anything more.
(function () {
  const worker = navigator.serviceWorker,
    url = document.currentScript.dataset.serviceWorker;
  if (!url || !worker || (navigator.connection && navigator.connection.saveData)) return;
  addEventListener("load", async () => {
    try {
      await worker.register(url, { updateViaCache: "none" });
      if (worker.controller) return;
      const { active } = await worker.ready; // this page was loaded without it, and is to be kept all the same
      active.postMessage({
        path: location.pathname,
        files: performance.getEntriesByType("resource").map((entry) => entry.name),
      });
    } catch (error) {
      // A browser that keeps nothing (private windows, storage switched off) still reads everything online.
    }
  });
})();
