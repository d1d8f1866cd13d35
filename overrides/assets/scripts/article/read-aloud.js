// Đọc bài viết: title, lead and body, sentence by sentence, by a recording of the bulletin's or in a Vietnamese voice of the reader's own device.
(function () {
  const control = document.querySelector("[data-read-aloud]");
  const reading = window.readAloud;
  const recording = document.querySelector("[data-audio]");
  if (!control || !(reading.voice || recording)) return;

  const MOST = 190; // characters that a voice is given at once
  const SPEED = "bulletin.read-speed";
  const find = (name) => document.querySelector(`[data-read-${name}]`);
  const start = find("start"),
    player = find("player"),
    toggle = find("toggle"),
    stop = find("stop"),
    speed = find("speed"),
    status = find("status"),
    place = find("place");
  const media = navigator.mediaSession;

  let sentences = [];
  let at = 0;
  let voice = null;
  let state = "idle"; // idle, waiting, reading, paused
  let begins = null; // where each sentence begins in the recording, as a share of it; null while a voice reads

  function mark(sentence) {
    document.querySelectorAll(".is-read").forEach((element) => element.classList.remove("is-read"));
    if (window.CSS && CSS.highlights && window.Highlight) {
      CSS.highlights.delete("read-aloud");
      if (sentence) CSS.highlights.set("read-aloud", new Highlight(sentence.range));
    } else if (sentence) {
      sentence.range.startContainer.parentElement.closest(reading.BLOCKS)?.classList.add("is-read");
    }
    if (!sentence) return;
    place.textContent = place.dataset.readPlace.replace("{number}", at + 1).replace("{count}", sentences.length);
    const box = sentence.range.getBoundingClientRect();
    if (box.top < innerHeight / 10 || box.bottom > innerHeight * 0.9 - player.offsetHeight) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      scrollTo({ top: scrollY + box.top - innerHeight / 3, behavior: calm ? "auto" : "smooth" });
    }
  }

  function show(next, message = "") {
    state = next;
    const active = state === "reading" || state === "paused";
    start.hidden = active;
    player.hidden = !active;
    toggle.textContent = state === "paused" ? toggle.dataset.resume : toggle.dataset.pause;
    status.textContent = message;
    document.documentElement.classList.toggle("is-reading", active);
    if (media) media.playbackState = { reading: "playing", paused: "paused" }[state] || "none";
  }

  function read() {
    if (at >= sentences.length) return finish(control.dataset.finished);
    const rate = Number(speed.value);
    const pieces = sentences[at].runs.flatMap((run) =>
      reading.pieces(run.text, MOST * Math.min(1, rate)).map((text) => ({ text, lang: run.lang })),
    );
    mark(sentences[at]);
    const next = () => {
      const piece = pieces.shift();
      if (piece) return reading.voice.say(piece, voice, rate, next, () => finish(control.dataset.failed));
      at += 1;
      read();
    };
    next();
  }

  // Pausing is stopping and remembering the sentence: `speechSynthesis.pause` does nothing on Android.
  function pause() {
    if (state !== "reading") return;
    if (begins) return recording.pause();
    reading.voice.silence();
    show("paused");
  }

  function resume() {
    if (state !== "paused") return;
    if (begins) return recording.play();
    show("reading");
    read();
  }

  function go(to) {
    if (state !== "reading" && state !== "paused") return;
    at = Math.min(Math.max(to, 0), sentences.length - 1);
    if (begins) {
      recording.currentTime = begins[at] * recording.duration;
      mark(sentences[at]);
    } else if (state === "reading") read();
    else mark(sentences[at]);
  }

  function finish(message = "") {
    reading.voice?.silence();
    begins = null;
    mark(null);
    at = 0;
    const held = player.contains(document.activeElement);
    show("idle", message);
    if (held) start.focus();
  }

  // The sentence under a point of the page.
  function under(x, y) {
    const caret = document.caretPositionFromPoint
      ? document.caretPositionFromPoint(x, y)
      : document.caretRangeFromPoint(x, y);
    const node = caret && (caret.offsetNode || caret.startContainer),
      offset = caret && (caret.offset ?? caret.startOffset);
    return node
      ? sentences.findIndex(
          ({ range }) =>
            range.isPointInRange(node, offset) &&
            [...range.getClientRects()].some((box) => y >= box.top - 4 && y <= box.bottom + 4),
        )
      : -1;
  }

  // A recording has no marks in it: a sentence takes as long as its share of what is said, with a rest at its end.
  const REST = 14; // letters that are said in that time
  function follow() {
    if (!begins) {
      if (state !== "idle") finish();
      sentences = reading.sentences();
      const lengths = sentences.map(({ runs }) => runs.reduce((length, run) => length + run.text.length, REST)),
        whole = lengths.reduce((sum, length) => sum + length, 0);
      let passed = 0;
      begins = lengths.map((length) => (passed += length) - length).map((length) => length / whole);
      at = -1;
    }
    recording.playbackRate = Number(speed.value);
    show("reading");
    heard();
  }

  function heard() {
    if (!begins || !(recording.duration > 0)) return;
    const share = (recording.currentTime + 0.05) / recording.duration,
      found = begins.filter((begin) => begin <= share).length - 1;
    if (found === at) return;
    at = found;
    mark(sentences[at]);
  }

  // What the bulletin has had read, if this browser can play it; true when it plays.
  async function play() {
    try {
      await recording.play();
      follow();
      toggle.focus();
      return true;
    } catch (error) {
      return false;
    }
  }

  start.addEventListener("click", async () => {
    if (state !== "idle" || (recording && (await play()))) return;
    if (!reading.voice) return show("idle", control.dataset.noVoice);
    show("waiting", control.dataset.waiting);
    voice = await reading.voice.find();
    if (state !== "waiting") return;
    if (!voice) return show("idle", control.dataset.noVoice);
    sentences = reading.sentences();
    at = 0;
    show("reading");
    toggle.focus();
    read();
  });
  if (recording) {
    recording.addEventListener("playing", follow);
    recording.addEventListener("timeupdate", heard);
    recording.addEventListener("pause", () => begins && !recording.ended && show("paused"));
    recording.addEventListener("ended", () => begins && finish(control.dataset.finished));
    recording.addEventListener("error", () => begins && finish(control.dataset.failed));
  }
  toggle.addEventListener("click", () => (state === "reading" ? pause() : resume()));
  stop.addEventListener("click", () => {
    const played = begins && recording;
    finish();
    if (!played) return;
    played.pause();
    played.currentTime = 0;
  });
  find("previous").addEventListener("click", () => go(at - 1));
  find("next").addEventListener("click", () => go(at + 1));
  document.addEventListener("click", (event) => {
    if (state !== "reading" && state !== "paused") return;
    if (
      !event.target.closest("[data-read]") ||
      event.target.closest("a, button, summary, input") ||
      !getSelection().isCollapsed
    )
      return;
    const clicked = under(event.clientX, event.clientY);
    if (clicked < 0) return;
    if (begins) recording.play();
    else show("reading");
    go(clicked);
  });
  speed.addEventListener("change", () => {
    try {
      localStorage.setItem(SPEED, speed.value);
    } catch (error) {
      // Without storage the speed holds for this page.
    }
    if (begins) recording.playbackRate = Number(speed.value);
    else if (state === "reading") read();
  });
  // A page that comes back by the back button waits where it was left.
  addEventListener("pagehide", () => {
    if (begins) return recording.pause();
    reading.voice.silence();
    if (state === "reading") show("paused");
  });
  if (media) {
    const keys = {
      play: resume,
      pause,
      stop: () => finish(),
      previoustrack: () => go(at - 1),
      nexttrack: () => go(at + 1),
    };
    for (const [key, deed] of Object.entries(keys)) {
      try {
        media.setActionHandler(key, deed);
      } catch (error) {
        // This browser does not know the key.
      }
    }
    if (window.MediaMetadata)
      media.metadata = new MediaMetadata({
        title: document.querySelector("h1[data-read]").textContent.replace(/\s/g, " "),
        artist: control.dataset.site,
      });
  }

  try {
    const kept = localStorage.getItem(SPEED);
    if ([...speed.options].some((option) => option.value === kept)) speed.value = kept;
  } catch (error) {
    // Storage is switched off: the normal speed.
  }
  control.hidden = false;
})();
