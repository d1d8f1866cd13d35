// Đọc bài viết: reads title, lead and body aloud, sentence by sentence. It plays the bulletin's recording, or has a
// Vietnamese voice of the device read.
(function () {
  const { readAloud } = window;
  /** @type {HTMLElement} */
  const control = document.querySelector("[data-read-aloud]");
  /** @type {HTMLAudioElement} */
  const recording = document.querySelector("[data-audio]");
  if (!control || !(readAloud.voice || recording)) return;

  const MOST = 190; // letters of a piece for the voice
  const REST = 14; // letters: the rest between two sentences is as long as saying so many
  const SPEED_KEY = "bulletin.read-speed";

  /** @type {HTMLButtonElement[]} */
  const [startButton, toggleButton, stopButton] = ["start", "toggle", "stop"].map(part);
  /** @type {HTMLElement[]} */
  const [player, place, status] = ["player", "place", "status"].map(part);
  /** @type {HTMLSelectElement} */
  const speed = part("speed");
  const media = navigator.mediaSession;

  /** @type {ReadAloud.Sentence[]} */
  let sentences = [];
  let current = 0; // index of the sentence
  /** @type {SpeechSynthesisVoice} */
  let voice;
  /**
   * @typedef {"idle" | "waiting" | "reading" | "paused"} State
   * @type {State}
   */
  let state = "idle";
  /** @type {number[] | null} where sentences begin in the recording, from 0 to 1; null while a voice reads */
  let begins = null;

  /**
   * @param {string} name
   * @returns {any} an element of the kind that the name says
   */
  function part(name) {
    return document.querySelector(`[data-read-${name}]`);
  }

  const rate = () => Number(speed.value);
  const isActive = () => state === "reading" || state === "paused";

  // --- the page

  function removeMark() {
    CSS.highlights?.delete("read-aloud");
    document.querySelector(".is-read")?.classList.remove("is-read");
  }

  function markCurrent() {
    const { range } = sentences[current];
    removeMark();
    if (CSS.highlights) CSS.highlights.set("read-aloud", new Highlight(range));
    else readAloud.blockOf(range.startContainer)?.classList.add("is-read");
    const { readPlace } = place.dataset;
    place.textContent = readPlace.replace("{number}", `${current + 1}`).replace("{count}", `${sentences.length}`);
    scrollIntoView(range.getBoundingClientRect());
  }

  /** @param {DOMRect} box */
  function scrollIntoView(box) {
    if (box.top >= innerHeight / 10 && box.bottom <= innerHeight * 0.9 - player.offsetHeight) return;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollTo({ top: scrollY + box.top - innerHeight / 3, behavior: isCalm ? "auto" : "smooth" });
  }

  /** @param {State} next */
  function show(next, message = "") {
    state = next;
    startButton.hidden = isActive();
    player.hidden = !isActive();
    toggleButton.textContent = state === "paused" ? toggleButton.dataset.resume : toggleButton.dataset.pause;
    status.textContent = message;
    document.documentElement.classList.toggle("is-reading", isActive());
    /** @type {Partial<Record<State, MediaSessionPlaybackState>>} */
    const playbackStates = { reading: "playing", paused: "paused" };
    if (media) media.playbackState = playbackStates[state] || "none";
  }

  function finish(message = "") {
    readAloud.voice?.silence();
    begins = null;
    removeMark();
    current = 0;
    const hadFocus = player.contains(document.activeElement);
    show("idle", message);
    if (hadFocus) startButton.focus();
  }

  // --- a voice

  async function startVoice() {
    if (!readAloud.voice) return show("idle", control.dataset.noVoice);
    show("waiting", control.dataset.waiting);
    voice = await readAloud.voice.find();
    if (state !== "waiting") return;
    if (!voice) return show("idle", control.dataset.noVoice);
    sentences = readAloud.sentences();
    current = 0;
    show("reading");
    toggleButton.focus();
    sayOn();
  }

  // Reads from the current sentence to the end.
  function sayOn() {
    if (current >= sentences.length) return finish(control.dataset.finished);
    markCurrent();
    const most = MOST * Math.min(1, rate());
    const pieces = sentences[current].runs.flatMap(({ lang, text }) =>
      readAloud.pieces(text, most).map((piece) => ({ lang, text: piece })),
    );
    const sayNext = () => {
      const piece = pieces.shift();
      if (piece) return readAloud.voice.say(piece, voice, rate(), sayNext, () => finish(control.dataset.failed));
      current += 1;
      sayOn();
    };
    sayNext();
  }

  // --- a recording

  // Returns whether the browser can play the recording.
  async function playRecording() {
    try {
      await recording.play();
    } catch (error) {
      return false;
    }
    follow();
    toggleButton.focus();
    return true;
  }

  function follow() {
    if (!begins) {
      if (state !== "idle") finish();
      sentences = readAloud.sentences();
      begins = guessBegins();
      current = -1;
    }
    recording.playbackRate = rate();
    show("reading");
    markPlayed();
  }

  // Guesses where sentences begin, as a recording has no marks: each takes time by its length, with a rest at its end.
  function guessBegins() {
    let passed = 0;
    const ends = sentences.map(({ runs }) => (passed += runs.reduce((sum, run) => sum + run.text.length, REST)));
    return [0, ...ends.slice(0, -1)].map((begin) => begin / passed);
  }

  function markPlayed() {
    if (!begins || !(recording.duration > 0)) return;
    const share = (recording.currentTime + 0.05) / recording.duration;
    const played = begins.filter((begin) => begin <= share).length - 1;
    if (played === current) return;
    current = played;
    markCurrent();
  }

  // --- the controls

  // Stops the voice, and resumes at the same sentence: `speechSynthesis.pause` does nothing on Android.
  function pause() {
    if (state !== "reading") return;
    if (begins) return recording.pause();
    readAloud.voice.silence();
    show("paused");
  }

  function resume() {
    if (state !== "paused") return;
    if (begins) return recording.play();
    show("reading");
    sayOn();
  }

  /** @param {number} wanted */
  function goTo(wanted) {
    if (!isActive()) return;
    current = Math.min(Math.max(wanted, 0), sentences.length - 1);
    if (begins) recording.currentTime = begins[current] * recording.duration;
    if (!begins && state === "reading") sayOn();
    else markCurrent();
  }

  const goBack = () => goTo(current - 1);
  const goOn = () => goTo(current + 1);

  /**
   * Returns the index of the sentence at a point of the window, or -1.
   * @param {number} x
   * @param {number} y
   */
  function sentenceUnder(x, y) {
    /** @type {any} of one kind in Firefox and Chromium, of the other in Safari */
    const caret = document.caretPositionFromPoint
      ? document.caretPositionFromPoint(x, y)
      : document.caretRangeFromPoint(x, y);
    if (!caret) return -1;
    const node = caret.offsetNode || caret.startContainer;
    const offset = caret.offset ?? caret.startOffset;
    return sentences.findIndex(
      ({ range }) =>
        range.isPointInRange(node, offset) &&
        [...range.getClientRects()].some((box) => y >= box.top - 4 && y <= box.bottom + 4),
    );
  }

  startButton.addEventListener("click", async () => {
    if (state === "idle" && !(recording && (await playRecording()))) await startVoice();
  });
  toggleButton.addEventListener("click", () => (state === "reading" ? pause() : resume()));
  stopButton.addEventListener("click", () => {
    const isRecording = Boolean(begins);
    finish();
    if (!isRecording) return;
    recording.pause();
    recording.currentTime = 0;
  });
  part("previous").addEventListener("click", goBack);
  part("next").addEventListener("click", goOn);
  speed.addEventListener("change", () => {
    try {
      localStorage.setItem(SPEED_KEY, speed.value);
    } catch (error) {
      // Without storage the speed holds for this page.
    }
    if (begins) recording.playbackRate = rate();
    else if (state === "reading") sayOn();
  });
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const isText = target.closest("[data-read]") && !target.closest("a, button, summary, input");
    if (!isActive() || !isText || !getSelection().isCollapsed) return;
    const clicked = sentenceUnder(event.clientX, event.clientY);
    if (clicked < 0) return;
    if (begins) recording.play();
    else show("reading");
    goTo(clicked);
  });
  if (recording) {
    recording.addEventListener("playing", follow);
    recording.addEventListener("timeupdate", markPlayed);
    recording.addEventListener("pause", () => begins && !recording.ended && show("paused"));
    recording.addEventListener("ended", () => begins && finish(control.dataset.finished));
    recording.addEventListener("error", () => begins && finish(control.dataset.failed));
  }
  // If the back button brings the page back, it waits at the same sentence.
  addEventListener("pagehide", () => {
    if (begins) return recording.pause();
    readAloud.voice?.silence();
    if (state === "reading") show("paused");
  });
  // Media keys of keyboards, headphones and lock screens.
  if (media) {
    const actions = { play: resume, pause, stop: () => finish(), previoustrack: goBack, nexttrack: goOn };
    for (const [key, action] of Object.entries(actions)) {
      try {
        media.setActionHandler(/** @type {MediaSessionAction} */ (key), action);
      } catch (error) {
        // This browser does not know the key.
      }
    }
    if (window.MediaMetadata) {
      const title = document.querySelector("h1[data-read]").textContent.replace(/\s/g, " ");
      media.metadata = new MediaMetadata({ title, artist: control.dataset.site });
    }
  }
  try {
    const kept = localStorage.getItem(SPEED_KEY);
    if ([...speed.options].some((option) => option.value === kept)) speed.value = kept;
  } catch (error) {
    // Storage is switched off: the normal speed.
  }
  control.hidden = false;
})();
