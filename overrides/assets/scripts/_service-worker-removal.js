// Removes the service worker and everything that it has stored, if mkdocs.yml switches offline reading off.
//
// `/sw.js` is this program, after a constant with the root of the site (offline.py).
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(removeEverything()));

async function removeEverything() {
  for (const name of await caches.keys()) {
    if (name.startsWith(`bulletin ${ROOT} `)) await caches.delete(name);
  }
  await registration.unregister();
}
