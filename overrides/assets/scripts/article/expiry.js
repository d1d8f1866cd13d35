// Shows a note at its minute while the page is open: an article that expires now says so.
(function () {
  const LONGEST_WAIT = 2147483647; // a browser fires a later timer at once

  /** @param {HTMLElement} note */
  function show(note) {
    const wait = Date.parse(note.dataset.from) - Date.now();
    if (wait > 0) setTimeout(() => show(note), Math.min(wait, LONGEST_WAIT));
    else note.hidden = false;
  }

  /** @type {NodeListOf<HTMLElement>} */
  const notes = document.querySelectorAll("[data-from]");
  notes.forEach((note) => show(note));
})();
