// Lists the articles that the service worker has stored on this device: first the saved ones, then the latest read.
(async function () {
  /** @type {HTMLElement} */
  const section = document.querySelector("[data-kept]");
  const list = section.querySelector("[data-kept-list]");
  /** @type {HTMLElement} */
  const nothing = section.querySelector("[data-kept-nothing]");
  /** @type {HTMLButtonElement} */
  const clear = section.querySelector("[data-kept-clear]");
  if (!("caches" in window)) return;
  const registration = await navigator.serviceWorker?.getRegistration();
  const cacheNames = (await caches.keys()).filter((name) => name.startsWith(section.dataset.kept));
  const clock = new Intl.DateTimeFormat("vi", { dateStyle: "short", timeStyle: "short" });

  /** @typedef {{ cache: Cache, url: string, title: string, time: Date, isSaved: boolean }} Article */

  async function keptArticles() {
    /** @type {Article[]} */
    const articles = [];
    for (const name of cacheNames) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const title = page.querySelector(".article h1")?.textContent;
        const time = new Date(response.headers.get("x-kept"));
        if (title) articles.push({ cache, url: request.url, title, time, isSaved: response.headers.has("x-saved") });
      }
    }
    return articles.sort(
      (article, other) => Number(other.isSaved) - Number(article.isSaved) || Number(other.time) - Number(article.time),
    );
  }

  /** @param {Article[]} articles */
  function show(articles) {
    list.replaceChildren(...articles.map(makeItem));
    nothing.hidden = articles.length > 0;
    clear.hidden = !articles.length;
    section.hidden = false;
  }

  /** @param {Article} article */
  function makeItem({ url, title, time, isSaved }) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    const when = document.createElement("time");
    when.dateTime = time.toISOString();
    when.textContent = section.dataset.time.replace("{time}", clock.format(time));
    const item = document.createElement("li");
    item.append(link, " (", when, ")");
    if (isSaved) item.append(" ", makeUnsaveButton(url, title));
    return item;
  }

  /**
   * @param {string} url
   * @param {string} title
   */
  function makeUnsaveButton(url, title) {
    const button = document.createElement("button");
    const { active } = registration;
    button.type = "button";
    button.textContent = section.dataset.unsave;
    button.setAttribute("aria-label", `${section.dataset.unsave}: ${title}`);
    button.addEventListener("click", () => {
      const channel = new MessageChannel();
      channel.port1.onmessage = async () => show(await keptArticles());
      active.postMessage({ save: new URL(url).pathname, on: false }, [channel.port2]);
    });
    return button;
  }

  clear.addEventListener("click", async () => {
    for (const { cache, url } of await keptArticles()) await cache.delete(url);
    show([]);
  });
  show(await keptArticles());
})();
