// Plays a video of another site in the page once the reader asks for it. Before that, nothing is loaded from the site.
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
      player.referrerPolicy = "strict-origin-when-cross-origin"; // players refuse pages that hide their address
      video.querySelector(".video__poster")?.remove();
      button.replaceWith(player);
      player.focus();
    });
  }
})();
