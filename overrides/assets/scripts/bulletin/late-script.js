// Starts the script that only pages of this kind have, once the first text stands on the screen: so a cheap phone shows
// the text sooner. The link that names the script goes when it has run.
(function () {
  /** @type {HTMLLinkElement} */
  const link = document.querySelector("link[data-script]");
  if (!link) return;
  const LONGEST_WAIT = 1000; // milliseconds after the load, for a window that is covered and paints nothing
  let isStarted = false;

  function start() {
    if (isStarted) return;
    isStarted = true;
    const script = document.createElement("script");
    script.src = link.href;
    script.addEventListener("load", () => link.remove());
    document.body.append(script);
  }

  const types = (window.PerformanceObserver && PerformanceObserver.supportedEntryTypes) || [];
  if (document.hidden || !types.includes("paint")) return start();
  const observer = new PerformanceObserver((list) => {
    if (list.getEntriesByName("first-contentful-paint").length) start();
  });
  observer.observe({ type: "paint", buffered: true });
  addEventListener("load", () => setTimeout(start, LONGEST_WAIT));
})();
