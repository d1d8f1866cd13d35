// Lưu bài: the article stays on this device until it is taken off again. The service worker does it.
(async function () {
  const button = document.querySelector("[data-save]"),
    worker = navigator.serviceWorker;
  if (!button || !worker || !("caches" in window)) return;
  const words = button.querySelector("span"),
    status = document.querySelector("[data-share] [role=status]");
  const { active } = await worker.ready,
    copy = await caches.match(location.pathname);

  function show(isSaved) {
    button.setAttribute("aria-pressed", String(isSaved));
    words.textContent = isSaved ? button.dataset.saved : button.dataset.save;
  }

  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true",
      channel = new MessageChannel();
    channel.port1.onmessage = ({ data: isSaved }) => {
      show(isSaved);
      status.textContent = isSaved ? button.dataset.done : on ? button.dataset.failed : "";
    };
    active.postMessage({ save: location.pathname, on }, [channel.port2]);
  });
  show(Boolean(copy && copy.headers.has("x-saved")));
  button.parentElement.hidden = false;
})();
