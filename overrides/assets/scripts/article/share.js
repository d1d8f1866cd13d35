// Chia sẻ: the device's own sheet where it has one, and the address to the clipboard; the links beside them need no script.
(function () {
  const box = document.querySelector("[data-share]");
  if (!box) return;
  const sheet = box.querySelector("[data-share-sheet]"),
    copy = box.querySelector("[data-share-copy]"),
    status = box.querySelector("[role=status]");
  const address = document.querySelector("link[rel=canonical]").href,
    title = document.querySelector("h1").textContent.trim().replace(/\s/g, " ");

  if (navigator.share) {
    sheet.parentElement.hidden = false;
    // A reader who closes the sheet has changed their mind; whatever else it refuses, the links are still there.
    sheet.addEventListener("click", () => navigator.share({ title, url: address }).catch(() => {}));
  }
  copy.parentElement.hidden = false;
  copy.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = box.dataset.copied;
    } catch (error) {
      status.textContent = `${box.dataset.notCopied} ${address}`; // to be selected by hand
    }
  });
})();
