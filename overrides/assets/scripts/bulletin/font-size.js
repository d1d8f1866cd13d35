// A+ A A-: changes the font size of all pages, in seven steps. _font-size-steps.css holds their sizes; preferences.js
// applies the step before the first paint.
(function () {
  const SMALLEST = -1;
  const LARGEST = 5;
  const KEY = "bulletin.font-size";
  const root = document.documentElement;
  /** @type {NodeListOf<HTMLElement>} */
  const groups = document.querySelectorAll("[data-font-size][role=group]");

  const currentStep = () => Number(root.dataset.fontSize) || 0;

  function markLastStep() {
    const step = currentStep();
    for (const group of groups) {
      for (const button of group.querySelectorAll("button")) {
        const end = { "-1": SMALLEST, 1: LARGEST }[button.dataset.step];
        // Not `disabled`: the button would lose the keyboard's focus at the last step.
        button.setAttribute("aria-disabled", String(step === end));
      }
    }
  }

  /**
   * @param {number} step
   * @param {HTMLElement} group
   */
  function setStep(step, group) {
    root.dataset.fontSize = String(Math.min(LARGEST, Math.max(SMALLEST, step)));
    try {
      localStorage.setItem(KEY, root.dataset.fontSize);
    } catch (error) {
      // Without storage the size holds for this page.
    }
    markLastStep();
    const percentage = parseFloat(getComputedStyle(root).getPropertyValue("--root-font-size"));
    group.querySelector("[role=status]").textContent =
      `${group.getAttribute("aria-label")}: ${Math.round(percentage)}%`;
  }

  for (const group of groups) {
    group.hidden = false;
    group.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      if (!button) return;
      const change = Number(button.dataset.step);
      setStep(change === 0 ? 0 : currentStep() + change, group);
    });
  }
  markLastStep();
  addEventListener("storage", (event) => {
    if (event.key !== KEY || event.newValue === null) return;
    root.dataset.fontSize = event.newValue;
    markLastStep();
  });
})();
