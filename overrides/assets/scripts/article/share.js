// Chia sẻ: opens the share sheet of the device, and copies the address. The links beside these buttons need no script.
(function () {
  /** @type {HTMLElement} */
  const section = document.querySelector("[data-share]");
  if (!section) return;
  const sheetButton = section.querySelector("[data-share-sheet]");
  const copyButton = section.querySelector("[data-share-copy]");
  const status = section.querySelector("[role=status]");
  /** @type {HTMLLinkElement} */
  const canonical = document.querySelector("link[rel=canonical]");
  const url = canonical.href;

  if (navigator.share) {
    const title = document.querySelector("h1").textContent.trim().replace(/\s/g, " ");
    sheetButton.parentElement.hidden = false;
    // It fails when a reader closes the sheet. Whatever the reason, the links are still there.
    sheetButton.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
  }
  copyButton.parentElement.hidden = false;
  copyButton.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(url);
      status.textContent = section.dataset.copied;
    } catch (error) {
      status.textContent = `${section.dataset.notCopied} ${url}`; // to select by hand
    }
  });
})();
