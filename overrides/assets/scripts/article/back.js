// Quay lại: leads back to the page of the site from which the reader came. Without this script the link leads to the
// category.
(function () {
  /** @type {HTMLAnchorElement} */
  const link = document.querySelector("[data-back]");
  if (!link) return;

  // Returns the page that the reader left for this one: last-page.js noted it after the way here had begun.
  function lastPage() {
    try {
      const [url, time] = JSON.parse(sessionStorage.getItem("bulletin.left") || "[]");
      return time >= performance.timeOrigin ? url : "";
    } catch (error) {
      return "";
    }
  }

  // After a reload, or a step back to this page, the referrer is another one. The history has the first.
  let origin = history.state?.from;
  if (origin === undefined) {
    origin = document.referrer || lastPage();
    history.replaceState({ ...history.state, from: origin }, "");
  }
  if (!origin) return;
  const url = new URL(origin);
  // The article's own print view leads here. To go back there would be a trap.
  if (url.origin !== location.origin || url.pathname.startsWith(location.pathname)) return;

  link.href = url.href;
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    // Only a step back in the history keeps the reader's place in a list. After a jump to a footnote, one step stays
    // on this page.
    if (history.length > 1 && history.state?.from === origin && !location.hash) {
      event.preventDefault();
      history.back();
    }
  });
})();
