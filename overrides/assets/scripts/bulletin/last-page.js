// Remembers which page of the site the reader left, and when, for back.js. Firefox gives no referrer for a page that a
// service worker has answered.
addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem("bulletin.left", JSON.stringify([location.href, Date.now()]));
  } catch (error) {
    // Without storage, back.js has only the referrer.
  }
});
