// Quay lại: back to where the reader came from inside the site; the link itself leads to the category.
(function () {
  const link = document.querySelector("[data-back]");
  if (!link || !document.referrer) return;
  const from = new URL(document.referrer);
  // The article's own print view leads here; going back to it would be a trap.
  if (from.origin !== location.origin || from.pathname.startsWith(location.pathname)) return;
  link.href = from.href;
  const steps = history.length;
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    // Only a true step back keeps the reader's place in the list. After a jump to a footnote it is not one.
    if (steps > 1 && history.length === steps && !location.hash) {
      event.preventDefault();
      history.back();
    }
  });
})();
