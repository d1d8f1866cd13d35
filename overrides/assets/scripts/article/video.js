// A video of another site plays in the page once the reader asks for it; nothing of that site is loaded before.
(function () {
  /** @type {NodeListOf<HTMLElement>} */
  const videos = document.querySelectorAll("[data-video]");
  for (const video of videos) {
    /** @type {HTMLButtonElement} */
    const button = video.querySelector("[data-video-play]");
    button.hidden = false;
    button.addEventListener("click", () => {
      const player = document.createElement("iframe");
      player.src = video.dataset.video;
      player.title = video.dataset.title;
      player.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
      player.allowFullscreen = true;
      player.referrerPolicy = "strict-origin-when-cross-origin"; // players refuse a page that hides where it is
      video.querySelector(".video__poster")?.remove();
      button.replaceWith(player);
      player.focus();
    });
  }
})();
