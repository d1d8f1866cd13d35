// Remembers which page of the site was left, and when, for «Quay lại» (back.js). Firefox tells no referrer where a
// service worker answers.
addEventListener("pagehide", () => {
  try {
    sessionStorage.setItem("bulletin.left", JSON.stringify([location.href, Date.now()]));
  } catch (error) {
    // Without storage the referrer has to do.
  }
});
