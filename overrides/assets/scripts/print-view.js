// Opens the print dialogue once everything that will be on paper has been loaded.
addEventListener("load", () => {
  /** @type {HTMLButtonElement} */
  const button = document.querySelector("[data-print]");
  button.hidden = false;
  button.addEventListener("click", () => print());
  print();
});
