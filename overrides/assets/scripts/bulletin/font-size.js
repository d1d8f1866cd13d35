// A+ A A-: seven steps, from -1 to 5; the styles are in 20-font-size.css, the first paint in preferences.js.
(function () {
  const SMALLEST = -1,
    LARGEST = 5;
  const PERCENT = { "-1": 88, 0: 100, 1: 113, 2: 125, 3: 150, 4: 175, 5: 200 };
  const root = document.documentElement;
  const groups = [...document.querySelectorAll("[data-font-size][role=group]")];

  const current = () => Number(root.getAttribute("data-font-size")) || 0;

  function show(step) {
    for (const group of groups) {
      for (const button of group.querySelectorAll("button")) {
        const end = { "-1": SMALLEST, 1: LARGEST }[button.dataset.step];
        // Not `disabled`: the button would lose the keyboard's focus at the last step.
        button.setAttribute("aria-disabled", String(step === end));
      }
    }
  }

  function set(step, group) {
    step = Math.min(LARGEST, Math.max(SMALLEST, step));
    root.setAttribute("data-font-size", step);
    try {
      localStorage.setItem("bulletin.font-size", step);
    } catch (error) {
      // Without storage the size holds for this page.
    }
    show(step);
    group.querySelector("[role=status]").textContent = `${group.getAttribute("aria-label")}: ${PERCENT[step]}%`;
  }

  for (const group of groups) {
    group.hidden = false;
    group.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const change = Number(button.dataset.step);
      set(change === 0 ? 0 : current() + change, group);
    });
  }
  show(current());
  addEventListener("storage", (event) => {
    if (event.key === "bulletin.font-size" && event.newValue !== null) {
      root.setAttribute("data-font-size", event.newValue);
      show(current());
    }
  });
})();
