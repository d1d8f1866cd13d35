// Shows today's emergency notices on a page of any day, and hides each of them at its minute.
//
// `/khan-cap.js` is a call of this function with the notices (alert_page.py). It comes right after their region, and
// the page waits for it: so the notices are there before the first paint, and nothing moves. Keep it small.

/** @typedef {{ level: number, [text: string]: any }} Notice what notices.py makes of it */

/* exported showAlerts */
/** @param {Notice[]} alerts */
function showAlerts(alerts) {
  let script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const region = /** @type {HTMLElement} */ (script.previousElementSibling);
  const list = region.querySelector("ul");
  const pattern = region.querySelector("template").content.firstElementChild;
  const listeners = new AbortController();
  /** @type {number} */
  let timer;
  let isAsking = false;

  /** @param {Notice} alert */
  function makeItem(alert) {
    const item = /** @type {HTMLElement} */ (pattern.cloneNode(true));
    /** @type {NodeListOf<HTMLElement>} */
    const parts = item.querySelectorAll("[data-alert]");
    for (const part of parts) part.textContent = alert[part.dataset.alert];
    item.dataset.level = String(alert.level);
    item.querySelector("a").setAttribute("href", alert.url);
    item.querySelector("time").dateTime = alert.time;
    return item;
  }

  // The notices in the HTML may be those of another day.
  function fill() {
    const items = alerts.map(makeItem);
    const isSame =
      items.length === list.children.length && items.every((item, index) => item.isEqualNode(list.children[index]));
    if (!isSame) list.replaceChildren(...items);
  }

  function showThoseInForce() {
    clearTimeout(timer);
    const remaining = alerts.map((alert) => Date.parse(alert.time) - Date.now());
    const items = list.querySelectorAll("li");
    remaining.forEach((time, index) => (items[index].hidden = time <= 0));
    const next = Math.min(...remaining.filter((time) => time > 0));
    region.hidden = next === Infinity;
    if (!region.hidden) timer = setTimeout(showThoseInForce, Math.min(next, 2 ** 30));
  }

  // Loads this script again when a reader comes back to the page. The new copy takes over, with the notices of that
  // moment.
  function askAgain() {
    if (document.hidden || isAsking) return; // both events may report the same return
    isAsking = true;
    showThoseInForce();
    const again = document.createElement("script");
    again.src = script.src;
    again.addEventListener("load", stop);
    again.addEventListener("error", () => (isAsking = false));
    script.replaceWith(again);
    script = again;
  }

  function stop() {
    listeners.abort();
    clearTimeout(timer);
  }

  fill();
  showThoseInForce();
  addEventListener("pageshow", (event) => event.persisted && askAgain(), { signal: listeners.signal });
  document.addEventListener("visibilitychange", askAgain, { signal: listeners.signal });
}
