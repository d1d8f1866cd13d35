// Lưu bài: has the service worker store the article on this device until the reader removes it.
(async function () {
  /** @type {HTMLButtonElement} */
  const button = document.querySelector("[data-save]");
  const container = navigator.serviceWorker;
  if (!button || !container || !("caches" in window)) return;
  const label = button.querySelector("span");
  const status = document.querySelector("[data-share] [role=status]");
  const { active } = await container.ready;
  const copy = await caches.match(location.pathname);

  /** @param {boolean} isSaved */
  function show(isSaved) {
    button.setAttribute("aria-pressed", String(isSaved));
    label.textContent = isSaved ? button.dataset.saved : button.dataset.save;
  }

  button.addEventListener("click", () => {
    const isWanted = button.getAttribute("aria-pressed") !== "true";
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data: isSaved }) => {
      show(isSaved);
      const failure = isWanted ? button.dataset.failed : "";
      status.textContent = isSaved ? button.dataset.done : failure;
    };
    active.postMessage({ save: location.pathname, on: isWanted }, [channel.port2]);
  });
  show(Boolean(copy && copy.headers.has("x-saved")));
  button.parentElement.hidden = false;
})();
