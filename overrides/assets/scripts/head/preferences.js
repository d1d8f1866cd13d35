// Applies the reader's font size and colours before the first paint. Every page loads it in its head, not deferred.
(function () {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    for (const name of ["font-size", "theme"]) {
      const value = localStorage.getItem(`bulletin.${name}`);
      if (value !== null && /^[a-z0-9-]{1,8}$/.test(value)) root.setAttribute(`data-${name}`, value);
    }
  } catch (error) {
    // Storage is switched off: the page keeps its normal size and the system's colours.
  }
})();
