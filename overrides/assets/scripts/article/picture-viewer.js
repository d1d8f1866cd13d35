// A picture of the article over the whole window: pinch, drag, swipe to the next one, keys. Back closes it.
(function () {
  const viewer = document.querySelector("[data-viewer]"),
    links = [...document.querySelectorAll(".article .enlarge")];
  if (!viewer.showModal || !links.length) return;
  const part = (name) => viewer.querySelector(`[data-viewer-${name}]`);
  const stage = part("stage"),
    caption = part("caption"),
    place = part("place");
  const LARGEST = 5,
    STEP = 1.6,
    TAP = 10,
    SWIPE = 50,
    DOUBLE = 350; // times, times, pixels, pixels, milliseconds
  const fingers = new Map();
  let at = 0,
    picture,
    image,
    scale,
    x,
    y,
    start,
    lastTap = 0;

  for (const [number, link] of links.entries()) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      viewer.showModal();
      history.pushState({ ...history.state, viewer: true }, "");
      show(number);
      part("close").focus();
    });
  }
  // After a reload the step that was to close the viewer has nothing to close.
  if (history.state?.viewer) history.replaceState({ ...history.state, viewer: false }, "");

  function show(number) {
    at = number;
    const link = links[at],
      figure = link.closest("figure"),
      words = figure?.querySelector("figcaption")?.textContent || "";
    picture = link.querySelector("picture").cloneNode(true);
    image = picture.querySelector("img");
    for (const name of ["loading", "class", "fetchpriority"]) image.removeAttribute(name);
    image.draggable = false;
    zoom(1);
    stage.replaceChildren(picture);
    caption.textContent = words.replace(/\s+/g, " ").trim();
    place.textContent =
      links.length > 1 ? viewer.dataset.place.replace("{number}", at + 1).replace("{count}", links.length) : "";
    for (const [name, isEnd] of [
      ["previous", at === 0],
      ["next", at === links.length - 1],
    ]) {
      const button = part(name);
      if (isEnd && button === document.activeElement) part("close").focus();
      button.hidden = links.length < 2;
      button.disabled = isEnd;
    }
  }

  function zoom(to, centre) {
    const old = scale;
    scale = Math.min(LARGEST, Math.max(1, to));
    if (scale === 1) x = y = 0;
    else if (centre) {
      // What lies under the fingers stays there.
      const box = stage.getBoundingClientRect(),
        left = centre.x - box.left - box.width / 2,
        top = centre.y - box.top - box.height / 2;
      x = left - ((left - x) * scale) / old;
      y = top - ((top - y) * scale) / old;
    } else if (old) {
      x *= scale / old;
      y *= scale / old;
    }
    // A larger one is fetched when it is needed.
    for (const source of picture.querySelectorAll("source, img")) source.sizes = `${Math.ceil(100 * scale)}vw`;
    put();
  }

  function put() {
    const [wide, high] = [stage.clientWidth, stage.clientHeight].map((size) => (size * (scale - 1)) / 2);
    x = Math.min(wide, Math.max(-wide, x));
    y = Math.min(high, Math.max(-high, y));
    image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    stage.classList.toggle("is-zoomed", scale > 1);
    part("smaller").disabled = scale === 1;
    part("larger").disabled = scale === LARGEST;
  }

  const step = (by) => links[at + by] && show(at + by);

  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
    hold();
  });
  stage.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, event);
    const now = spread();
    if (fingers.size > 1) {
      x += now.x - start.x;
      y += now.y - start.y;
      zoom((scale * now.width) / start.width, now);
      hold(true);
    } else if (scale > 1) {
      x += now.x - start.x;
      y += now.y - start.y;
      put();
      Object.assign(start, { x: now.x, y: now.y });
    }
  });
  for (const name of ["pointerup", "pointercancel"])
    stage.addEventListener(name, (event) => {
      if (!fingers.delete(event.pointerId)) return;
      if (name === "pointerup" && !fingers.size && start.isAlone) release(event);
      if (fingers.size) hold(true);
    });

  function spread() {
    const [one, other = one] = [...fingers.values()];
    return {
      x: (one.clientX + other.clientX) / 2,
      y: (one.clientY + other.clientY) / 2,
      width: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1,
    };
  }
  function hold(goesOn) {
    const now = spread(),
      first = goesOn ? start.first : { x: now.x, y: now.y };
    start = { ...now, first, isAlone: fingers.size < 2 && !(goesOn && !start.isAlone) };
  }
  function release(event) {
    const across = event.clientX - start.first.x,
      down = event.clientY - start.first.y,
      isTap = Math.hypot(across, down) < TAP;
    if (isTap && (event.pointerType === "mouse" || event.timeStamp - lastTap < DOUBLE)) {
      lastTap = 0;
      return zoom(scale > 1 ? 1 : 2.5, { x: event.clientX, y: event.clientY });
    }
    if (isTap) lastTap = event.timeStamp;
    else if (scale > 1) return;
    else if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) step(across < 0 ? 1 : -1);
    else if (down > 2 * SWIPE && down > 2 * Math.abs(across)) viewer.close();
  }

  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoom(scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15), { x: event.clientX, y: event.clientY });
    },
    { passive: false },
  );
  part("previous").addEventListener("click", () => step(-1));
  part("next").addEventListener("click", () => step(1));
  part("larger").addEventListener("click", () => zoom(scale * STEP));
  part("smaller").addEventListener("click", () => zoom(scale / STEP));
  part("close").addEventListener("click", () => viewer.close());
  const keys = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    Home: () => show(0),
    End: () => show(links.length - 1),
    "+": () => zoom(scale * STEP),
    "=": () => zoom(scale * STEP),
    "-": () => zoom(scale / STEP),
    0: () => zoom(1),
  };
  viewer.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener("resize", () => viewer.open && put());

  viewer.addEventListener("close", () => {
    fingers.clear();
    stage.replaceChildren();
    links[at].focus({ preventScroll: at === 0 });
    links[at].scrollIntoView({ block: "nearest" });
    if (history.state?.viewer) history.back();
  });
  addEventListener("popstate", () => viewer.open && !history.state?.viewer && viewer.close());
})();
