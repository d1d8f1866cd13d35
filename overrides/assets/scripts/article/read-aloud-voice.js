// The voices of the reader's device: which one speaks, and making sure that it does.
(function () {
  const synthesis = window.speechSynthesis;
  if (!synthesis || !window.SpeechSynthesisUtterance) return;

  // Milliseconds.
  const VOICES_WAIT = 10000;
  const VOICES_SETTLE = 2000; // they do not come all at once
  const SILENCE = 8000; // after which a voice has failed, and so much more for each letter:
  const PER_LETTER = 220;

  let turn = 0; // every piece and every silence is a new turn; what an old turn's utterance reports is ignored
  let guard = 0;

  /** @param {string} lang */
  function voicesOf(lang) {
    const [language] = lang.toLowerCase().split("-");
    return synthesis.getVoices().filter((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
  }

  /**
   * Standard Vietnamese comes first, then what needs no network.
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
   * @param {SpeechSynthesisVoice} voice for what is Vietnamese
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
    // Some voices neither end nor fail: the piece is said once more, then it is given up.
    const sayAgain = () => say(piece, voice, rate, done, failed, true);
    const patience = SILENCE + (piece.text.length * PER_LETTER) / rate;
    guard = setTimeout(() => finish(isSecondTry ? failed : sayAgain), patience);
    synthesis.speak(utterance);
  }

  // Chrome and Android hand out their voices only some time after they are first asked, and Safari does not tell when.
  function find() {
    return new Promise((resolve) => {
      const begin = performance.now();
      let seen = Infinity; // when the first voices of any language came
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
