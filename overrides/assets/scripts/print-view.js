// Opens the print dialogue once everything has been loaded that will be on paper.
addEventListener("load", () => {
  /** @type {HTMLButtonElement} */
  const button = document.querySelector("[data-print]");
  button.hidden = false;
  button.addEventListener("click", () => print());
  print();
});
