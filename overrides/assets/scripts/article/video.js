// A video of another site plays in the page once the reader asks for it; nothing of that site is loaded before.
(function () {
  for (const box of document.querySelectorAll("[data-video]")) {
    const play = box.querySelector("[data-video-play]");
    play.hidden = false;
    play.addEventListener("click", () => {
      const player = document.createElement("iframe");
      player.src = box.dataset.video;
      player.title = box.dataset.title;
      player.allow = "autoplay; fullscreen; encrypted-media; picture-in-picture";
      player.allowFullscreen = true;
      player.referrerPolicy = "strict-origin-when-cross-origin"; // players refuse a page that hides where it is
      box.querySelector(".video__poster")?.remove();
      play.replaceWith(player);
      player.focus();
    });
  }
})();
