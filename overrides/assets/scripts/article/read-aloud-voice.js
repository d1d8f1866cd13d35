// The voices of the reader's device: which one speaks, and making sure that it does.
(function () {
  const synthesis = window.speechSynthesis;
  if (!synthesis || !window.SpeechSynthesisUtterance) return;

  const VOICES_WAIT = 10000,
    VOICES_SETTLE = 2000; // milliseconds
  const SILENCE = 8000,
    PER_LETTER = 220; // milliseconds after which a voice that says nothing has failed
  let turn = 0; // every piece and every silence is a new turn; what an old turn's utterance reports is ignored
  let guard = 0;

  const standard = (one) => 2 * /^vi([-_]VN)?$/i.test(one.lang) + one.localService; // then: without the network
  const voicesOf = (lang) =>
    synthesis.getVoices().filter((one) => one.lang.toLowerCase().split(/[-_]/)[0] === lang.toLowerCase().split("-")[0]);
  const pick = () => voicesOf("vi").sort((a, b) => standard(b) - standard(a))[0] || null;

  function silence() {
    turn += 1;
    clearTimeout(guard);
    synthesis.cancel();
  }

  function say(piece, voice, rate, done, failed, isAgain = false) {
    silence();
    const mine = turn;
    const utterance = new SpeechSynthesisUtterance(piece.text);
    const other = /^vi\b/i.test(piece.lang) ? null : voicesOf(piece.lang)[0];
    utterance.voice = other || voice;
    utterance.lang = utterance.voice.lang;
    utterance.rate = rate;
    const once = (next) => {
      if (mine !== turn) return;
      silence();
      next();
    };
    utterance.onend = () => once(done);
    utterance.onerror = (event) => event.error !== "canceled" && event.error !== "interrupted" && once(failed);
    // Some voices neither end nor fail: the piece is said once more, then it is given up.
    guard = setTimeout(
      () => once(() => (isAgain ? failed() : say(piece, voice, rate, done, failed, true))),
      SILENCE + (piece.text.length * PER_LETTER) / rate,
    );
    synthesis.speak(utterance);
  }

  window.readAloud.voice = {
    silence,
    say,
    // Chrome and Android hand out their voices only some time after they are first asked, and not all at once.
    find: () =>
      new Promise((resolve) => {
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
      }),
  };
  synthesis.getVoices();
})();
