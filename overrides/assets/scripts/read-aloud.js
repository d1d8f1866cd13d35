// Đọc bài viết: title, lead and body, sentence by sentence, in a Vietnamese voice of the reader's own device.
(function () {
  const control = document.querySelector("[data-read-aloud]");
  const synthesis = window.speechSynthesis;
  if (!control || !synthesis || !window.SpeechSynthesisUtterance) return;

  const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,figcaption,blockquote,summary,caption,pre";
  const SILENT = ".footnote-ref,.footnote-backref,script,style";
  const VOICES_WAIT = 10000, VOICES_SETTLE = 2000; // milliseconds
  const find = (name) => control.querySelector(`[data-read-${name}]`);
  const start = find("start"), player = find("player"), toggle = find("toggle"), stop = find("stop"), speed = find("speed"), status = find("status");

  let sentences = [];
  let at = 0;
  let voice = null;
  let state = "idle"; // idle, waiting, reading, paused
  let turn = 0; // every start, pause and stop is a new turn; what an old turn's utterance reports is ignored

  // Runs of text that belong to one block, each cut into sentences with the range they take on the page.
  function collect() {
    const result = [];
    for (const area of document.querySelectorAll("[data-read]")) {
      const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
      let block = null, nodes = [];
      const flush = () => {
        if (nodes.length) result.push(...cut(nodes));
        nodes = [];
      };
      while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (parent.closest(SILENT) || !node.data.trim()) continue;
        const owner = parent.closest(BLOCKS) || area;
        if (owner !== block) flush();
        block = owner;
        nodes.push(node);
      }
      flush();
    }
    return result;
  }

  function cut(nodes) {
    const text = nodes.map((node) => node.data).join("");
    return split(text)
      .filter(([from, to]) => /[\p{L}\p{N}]/u.test(text.slice(from, to)))
      .map(([from, to]) => ({ text: text.slice(from, to).replace(/\s+/g, " ").trim(), range: range(nodes, from, to) }));
  }

  function split(text) {
    if (window.Intl && Intl.Segmenter) {
      return [...new Intl.Segmenter("vi", { granularity: "sentence" }).segment(text)].map((part) => [part.index, part.index + part.segment.length]);
    }
    return [...text.matchAll(/[^.!?…]+[.!?…]*["”»)]*\s*/g)].map((part) => [part.index, part.index + part[0].length]);
  }

  function range(nodes, from, to) {
    const made = document.createRange();
    let passed = 0, begun = false;
    for (const node of nodes) {
      const end = passed + node.length;
      if (!begun && from < end) {
        made.setStart(node, from - passed);
        begun = true;
      }
      if (to <= end) {
        made.setEnd(node, to - passed);
        break;
      }
      passed = end;
    }
    return made;
  }

  function mark(sentence) {
    document.querySelectorAll(".is-read").forEach((element) => element.classList.remove("is-read"));
    if (window.CSS && CSS.highlights && window.Highlight) {
      CSS.highlights.delete("read-aloud");
      if (sentence) CSS.highlights.set("read-aloud", new Highlight(sentence.range));
    } else if (sentence) {
      sentence.range.startContainer.parentElement.closest(BLOCKS)?.classList.add("is-read");
    }
    if (!sentence) return;
    const box = sentence.range.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      scrollTo({ top: scrollY + box.top - innerHeight / 3, behavior: calm ? "auto" : "smooth" });
    }
  }

  // Chrome and Android hand out their voices only some time after they are first asked, and not all at once.
  function vietnameseVoice() {
    const standard = (one) => 2 * /^vi([-_]VN)?$/i.test(one.lang) + one.localService; // then: without the network
    const pick = () => {
      const voices = synthesis.getVoices().filter((one) => /^vi([-_]|$)/i.test(one.lang));
      return voices.sort((a, b) => standard(b) - standard(a))[0] || null;
    };
    return new Promise((resolve) => {
      const began = performance.now();
      let listed = Infinity; // when the first voices of any language came
      const look = () => {
        const now = performance.now();
        if (synthesis.getVoices().length) listed = Math.min(listed, now);
        if (!pick() && now - listed < VOICES_SETTLE && now - began < VOICES_WAIT) return;
        clearInterval(poll);
        resolve(pick());
      };
      const poll = setInterval(look, 200); // Safari has no voiceschanged event
      look();
    });
  }

  function show(next, message = "") {
    state = next;
    const active = state === "reading" || state === "paused";
    start.hidden = active;
    player.hidden = !active;
    toggle.textContent = state === "paused" ? toggle.dataset.resume : toggle.dataset.pause;
    status.textContent = message;
  }

  function speak() {
    const mine = ++turn;
    synthesis.cancel();
    if (at >= sentences.length) return finish(control.dataset.finished);
    mark(sentences[at]);
    const utterance = new SpeechSynthesisUtterance(sentences[at].text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.rate = Number(speed.value);
    utterance.onend = () => {
      if (mine !== turn) return;
      at += 1;
      speak();
    };
    utterance.onerror = (event) => {
      if (mine === turn && event.error !== "canceled" && event.error !== "interrupted") finish(control.dataset.failed);
    };
    synthesis.speak(utterance);
  }

  function finish(message = "") {
    turn += 1;
    synthesis.cancel();
    mark(null);
    at = 0;
    const held = player.contains(document.activeElement);
    show("idle", message);
    if (held) start.focus();
  }

  start.addEventListener("click", async () => {
    if (state !== "idle") return;
    show("waiting", control.dataset.waiting);
    voice = await vietnameseVoice();
    if (state !== "waiting") return;
    if (!voice) return show("idle", control.dataset.noVoice);
    sentences = collect();
    at = 0;
    show("reading");
    toggle.focus();
    speak();
  });

  // Pausing is stopping and remembering the sentence: `speechSynthesis.pause` does nothing on Android.
  toggle.addEventListener("click", () => {
    if (state === "reading") {
      turn += 1;
      synthesis.cancel();
      show("paused");
    } else {
      show("reading");
      speak();
    }
  });
  stop.addEventListener("click", () => finish());
  speed.addEventListener("change", () => state === "reading" && speak());
  // A page that comes back by the back button waits where it was left.
  addEventListener("pagehide", () => {
    turn += 1;
    synthesis.cancel();
    if (state === "reading") show("paused");
  });

  control.hidden = false;
  synthesis.getVoices();
})();
