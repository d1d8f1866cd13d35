// Lists the articles that the service worker has kept on this device, the last one read first.
(async function () {
  const section = document.querySelector("[data-kept]"),
    list = section.querySelector("[data-kept-list]");
  const nothing = section.querySelector("[data-kept-nothing]"),
    clear = section.querySelector("[data-kept-clear]");
  if (!("caches" in window)) return;
  const worker = await navigator.serviceWorker?.getRegistration();
  const names = (await caches.keys()).filter((name) => name.startsWith(section.dataset.kept));
  const inWords = new Intl.DateTimeFormat("vi", { dateStyle: "short", timeStyle: "short" });

  async function kept() {
    const found = [];
    for (const name of names) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        const title = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".article h1");
        if (title)
          found.push({
            cache,
            url: request.url,
            title: title.textContent,
            time: new Date(response.headers.get("x-kept")),
            isSaved: response.headers.has("x-saved"),
          });
      }
    }
    return found.sort((one, other) => other.isSaved - one.isSaved || other.time - one.time);
  }

  function show(articles) {
    list.replaceChildren(
      ...articles.map(({ url, title, time, isSaved }) => {
        const item = document.createElement("li"),
          link = document.createElement("a"),
          when = document.createElement("time");
        link.href = url;
        link.textContent = title;
        when.dateTime = time.toISOString();
        when.textContent = section.dataset.time.replace("{time}", inWords.format(time));
        item.append(link, " (", when, ")");
        if (isSaved) item.append(" ", takeOff(url, title));
        return item;
      }),
    );
    nothing.hidden = articles.length > 0;
    clear.hidden = !articles.length;
    section.hidden = false;
  }

  function takeOff(url, title) {
    const button = document.createElement("button"),
      { active } = worker;
    button.type = "button";
    button.textContent = section.dataset.unsave;
    button.setAttribute("aria-label", `${section.dataset.unsave}: ${title}`);
    button.addEventListener("click", () => {
      const channel = new MessageChannel();
      channel.port1.onmessage = async () => show(await kept());
      active.postMessage({ save: new URL(url).pathname, on: false }, [channel.port2]);
    });
    return button;
  }

  clear.addEventListener("click", async () => {
    for (const { cache, url } of await kept()) await cache.delete(url);
    show([]);
  });
  show(await kept());
})();
