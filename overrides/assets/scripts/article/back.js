// Quay lại: back to where the reader came from inside the site; the link itself leads to the category.
(function () {
  /** @type {HTMLAnchorElement} */
  const link = document.querySelector("[data-back]");
  if (!link) return;

  // The page that was left for this one; it was still there when the way to this one began (last-page.js).
  function lastPage() {
    try {
      const [url, time] = JSON.parse(sessionStorage.getItem("bulletin.left") || "[]");
      return time >= performance.timeOrigin ? url : "";
    } catch (error) {
      return "";
    }
  }

  // A reload, or a step back to this page, comes from another place than the reader did: the history knows.
  let origin = history.state?.from;
  if (origin === undefined) {
    origin = document.referrer || lastPage();
    history.replaceState({ ...history.state, from: origin }, "");
  }
  if (!origin) return;
  const url = new URL(origin);
  // The article's own print view leads here; going back to it would be a trap.
  if (url.origin !== location.origin || url.pathname.startsWith(location.pathname)) return;

  link.href = url.href;
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    // Only a true step back keeps the reader's place in the list. After a jump to a footnote it is not one.
    if (history.length > 1 && history.state?.from === origin && !location.hash) {
      event.preventDefault();
      history.back();
    }
  });
})();
