// Shows a picture of the article in the whole window, with pinch, drag, swipe and keys. A step back closes it.
(function () {
  /** @type {HTMLDialogElement} */
  const viewer = document.querySelector("[data-viewer]");
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(".article .enlarge");
  if (!viewer.showModal || !links.length) return;

  const LARGEST = 5;
  const STEP = 1.6;
  const WHEEL_STEP = 1.15;
  const DOUBLE_TAP_ZOOM = 2.5;
  const DOUBLE_TAP = 350; // milliseconds
  const TAP = 10; // pixels: a tap moves less
  const SWIPE = 50; // pixels: a swipe moves more

  /** @type {HTMLElement[]} */
  const [stage, caption, place] = ["stage", "caption", "place"].map(part);
  /** @type {HTMLButtonElement[]} */
  const [previousButton, nextButton] = ["previous", "next"].map(part);
  /** @type {HTMLButtonElement[]} */
  const [smallerButton, largerButton, closeButton] = ["smaller", "larger", "close"].map(part);

  let current = 0; // index of the link
  /** @type {HTMLPictureElement} */
  let picture;
  /** @type {HTMLImageElement} */
  let image;
  let scale = 1;
  let x = 0; // offset of the enlarged picture
  let y = 0;

  /**
   * @typedef {{ x: number, y: number }} Point
   * @typedef {Point & { width: number }} Grip the middle between the fingers, and their distance
   * @type {Map<number, PointerEvent>}
   */
  const fingers = new Map();
  /** @type {Grip} */
  let grip; // of the last move
  /** @type {Point} */
  let firstTouch;
  let isOneFinger = false; // since the first touch
  let lastTap = 0;

  /**
   * @param {string} name
   * @returns {any} an element of the kind that the name says
   */
  function part(name) {
    return viewer.querySelector(`[data-viewer-${name}]`);
  }

  /** @param {number} index */
  function show(index) {
    current = index;
    const link = links[index];
    const words = link.closest("figure")?.querySelector("figcaption")?.textContent || "";
    picture = /** @type {HTMLPictureElement} */ (link.querySelector("picture").cloneNode(true));
    image = picture.querySelector("img");
    for (const name of ["loading", "class", "fetchpriority"]) image.removeAttribute(name);
    image.draggable = false;
    zoom(1);
    stage.replaceChildren(picture);
    caption.textContent = words.replace(/\s+/g, " ").trim();
    const placeInWords = viewer.dataset.place.replace("{number}", `${index + 1}`).replace("{count}", `${links.length}`);
    place.textContent = links.length > 1 ? placeInWords : "";
    showButton(previousButton, index === 0);
    showButton(nextButton, index === links.length - 1);
  }

  /**
   * @param {HTMLButtonElement} button
   * @param {boolean} isAtEnd
   */
  function showButton(button, isAtEnd) {
    if (isAtEnd && button === document.activeElement) closeButton.focus();
    button.hidden = links.length < 2;
    button.disabled = isAtEnd;
  }

  /** @param {number} change */
  function step(change) {
    if (links[current + change]) show(current + change);
  }

  /**
   * @param {number} wanted
   * @param {Point} [centre] the point that keeps its place; otherwise the middle of the stage
   */
  function zoom(wanted, centre) {
    const before = scale;
    scale = Math.min(LARGEST, Math.max(1, wanted));
    const box = stage.getBoundingClientRect();
    const across = centre ? centre.x - box.left - box.width / 2 : 0;
    const down = centre ? centre.y - box.top - box.height / 2 : 0;
    x = across - ((across - x) * scale) / before;
    y = down - ((down - y) * scale) / before;
    // The browser fetches a larger rendition if it needs one.
    /** @type {NodeListOf<HTMLSourceElement | HTMLImageElement>} */
    const sources = picture.querySelectorAll("source, img");
    for (const source of sources) source.sizes = `${Math.ceil(100 * scale)}vw`;
    placePicture();
  }

  function placePicture() {
    x = withinEdges(x, stage.clientWidth);
    y = withinEdges(y, stage.clientHeight);
    image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    stage.classList.toggle("is-zoomed", scale > 1);
    smallerButton.disabled = scale === 1;
    largerButton.disabled = scale === LARGEST;
  }

  /**
   * @param {number} offset
   * @param {number} size of the stage
   */
  function withinEdges(offset, size) {
    const most = (size * (scale - 1)) / 2;
    return Math.min(most, Math.max(-most, offset));
  }

  function currentGrip() {
    const [finger, other = finger] = fingers.values();
    return {
      x: (finger.clientX + other.clientX) / 2,
      y: (finger.clientY + other.clientY) / 2,
      width: Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY) || 1,
    };
  }

  /** @param {PointerEvent} event */
  function touch(event) {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
    grip = currentGrip();
    firstTouch = grip;
    isOneFinger = fingers.size < 2;
  }

  /** @param {PointerEvent} event */
  function drag(event) {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, event);
    const now = currentGrip();
    x += now.x - grip.x;
    y += now.y - grip.y;
    if (fingers.size > 1) zoom((scale * now.width) / grip.width, now);
    else placePicture();
    grip = now;
  }

  /** @param {PointerEvent} event */
  function lift(event) {
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size) grip = currentGrip();
    else if (isOneFinger && event.type === "pointerup") release(event);
  }

  /**
   * Acts on a tap or a swipe, once the only finger or the mouse lets go.
   * @param {PointerEvent} event
   */
  function release(event) {
    const across = event.clientX - firstTouch.x;
    const down = event.clientY - firstTouch.y;
    if (Math.hypot(across, down) < TAP) {
      const isDouble = event.pointerType === "mouse" || event.timeStamp - lastTap < DOUBLE_TAP;
      lastTap = isDouble ? 0 : event.timeStamp;
      if (isDouble) zoom(scale > 1 ? 1 : DOUBLE_TAP_ZOOM, { x: event.clientX, y: event.clientY });
    } else if (scale === 1) {
      if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) step(across < 0 ? 1 : -1);
      else if (down > 2 * SWIPE && down > 2 * Math.abs(across)) viewer.close();
    }
  }

  const larger = () => zoom(scale * STEP);
  const smaller = () => zoom(scale / STEP);
  const previous = () => step(-1);
  const next = () => step(1);
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowLeft: previous,
    ArrowRight: next,
    Home: () => show(0),
    End: () => show(links.length - 1),
    "+": larger,
    "=": larger,
    "-": smaller,
    0: () => zoom(1),
  };

  for (const [index, link] of links.entries()) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      viewer.showModal();
      history.pushState({ ...history.state, viewer: true }, "");
      show(index);
      closeButton.focus();
    });
  }
  stage.addEventListener("pointerdown", touch);
  stage.addEventListener("pointermove", drag);
  stage.addEventListener("pointerup", lift);
  stage.addEventListener("pointercancel", lift);
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoom(event.deltaY < 0 ? scale * WHEEL_STEP : scale / WHEEL_STEP, { x: event.clientX, y: event.clientY });
    },
    { passive: false },
  );
  previousButton.addEventListener("click", previous);
  nextButton.addEventListener("click", next);
  largerButton.addEventListener("click", larger);
  smallerButton.addEventListener("click", smaller);
  closeButton.addEventListener("click", () => viewer.close());
  viewer.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener("resize", () => viewer.open && placePicture());

  viewer.addEventListener("close", () => {
    fingers.clear();
    stage.replaceChildren();
    links[current].focus({ preventScroll: current === 0 });
    links[current].scrollIntoView({ block: "nearest" });
    if (history.state?.viewer) history.back();
  });
  addEventListener("popstate", () => viewer.open && !history.state?.viewer && viewer.close());
  // After a reload, this entry of the history no longer closes a viewer.
  if (history.state?.viewer) history.replaceState({ ...history.state, viewer: false }, "");
})();
