// Offline reading is switched off in mkdocs.yml: whoever has its worker loses it, with all that it kept.
//
// `/sw.js` is this program, behind the place of the site (offline.py).
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(removeEverything()));

async function removeEverything() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`bulletin ${ROOT} `)) await caches.delete(name);
  }
  await registration.unregister();
}
