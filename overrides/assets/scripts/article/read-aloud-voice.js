// Chooses a voice of the reader's device, and makes sure that it speaks.
(function () {
  const synthesis = window.speechSynthesis;
  if (!synthesis || !window.SpeechSynthesisUtterance) return;

  // Milliseconds.
  const VOICES_WAIT = 10000;
  const VOICES_SETTLE = 2000; // after the first voices, for the rest
  const SILENCE = 8000; // a voice that takes longer has failed; each letter adds:
  const PER_LETTER = 220;

  let turn = 0; // counts pieces and silences; reports of earlier utterances are ignored
  let guard = 0;

  /** @param {string} lang */
  function voicesOf(lang) {
    const [language] = lang.toLowerCase().split("-");
    return synthesis.getVoices().filter((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
  }

  /**
   * Prefers standard Vietnamese, then voices that need no network.
   * @param {SpeechSynthesisVoice} voice
   */
  function rank(voice) {
    return 2 * Number(/^vi([-_]VN)?$/i.test(voice.lang)) + Number(voice.localService);
  }

  function bestVoice() {
    return voicesOf("vi").sort((voice, other) => rank(other) - rank(voice))[0];
  }

  function silence() {
    turn += 1;
    clearTimeout(guard);
    synthesis.cancel();
  }

  /**
   * @param {{ text: string, lang: string }} piece
   * @param {SpeechSynthesisVoice} voice for Vietnamese
   * @param {number} rate
   * @param {() => void} done
   * @param {() => void} failed
   */
  function say(piece, voice, rate, done, failed, isSecondTry = false) {
    silence();
    const ownTurn = turn;
    const finish = (/** @type {() => void} */ next) => {
      if (ownTurn !== turn) return;
      silence();
      next();
    };
    const utterance = new SpeechSynthesisUtterance(piece.text);
    utterance.voice = (!/^vi\b/i.test(piece.lang) && voicesOf(piece.lang)[0]) || voice;
    utterance.lang = utterance.voice.lang;
    utterance.rate = rate;
    utterance.onend = () => finish(done);
    utterance.onerror = ({ error }) => error !== "canceled" && error !== "interrupted" && finish(failed);
    // Some voices neither end nor fail. They get a second try.
    const sayAgain = () => say(piece, voice, rate, done, failed, true);
    const patience = SILENCE + (piece.text.length * PER_LETTER) / rate;
    guard = setTimeout(() => finish(isSecondTry ? failed : sayAgain), patience);
    synthesis.speak(utterance);
  }

  // Waits for the voices: Chrome and Android list them some time after the first request. Safari has no event for it.
  function find() {
    return new Promise((resolve) => {
      const begin = performance.now();
      let seen = Infinity; // when the first voices appeared
      const look = () => {
        const now = performance.now();
        if (synthesis.getVoices().length) seen = Math.min(seen, now);
        if (!bestVoice() && now - seen < VOICES_SETTLE && now - begin < VOICES_WAIT) return;
        clearInterval(poll);
        resolve(bestVoice());
      };
      const poll = setInterval(look, 200);
      look();
    });
  }

  window.readAloud.voice = { silence, say, find };
  synthesis.getVoices();
})();
