// Finds what to read aloud on a page: its sentences, each with its range on the page and the texts for a voice.
(function () {
  const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,figcaption,blockquote,summary,caption,pre";
  const SILENT = ".footnote-ref,.footnote-backref,script,style,.chart > :not(.table-box)";

  /** @typedef {{ from: number, to: number, said: string }} Saying what is said otherwise than written */

  /**
   * How to say abbreviations and figures of this article (speech/speaker.py).
   * @typedef {{ said: Record<string, string>, words: Set<string>, pattern: RegExp | null }} Dictionary
   */

  /** @type {Dictionary} */
  let dictionary;

  // It is read when somebody listens: that takes a cheap phone longer than all the rest that a page has to do at first.
  function readDictionary() {
    const data = document.getElementById("loi-doc");
    /** @type {Record<string, string>} */
    const said = data ? JSON.parse(data.textContent) : {};
    const entries = Object.keys(said).sort((entry, other) => other.length - entry.length);
    const alternatives = entries.map(patternOf).join("|");
    const pattern = entries.length ? new RegExp(`(^|[^\\p{L}\\p{N}])(${alternatives})`, "gu") : null;
    return { said, words: new Set(entries.flatMap(wordsOf)), pattern };
  }

  /** @param {string} text */
  function hasWords(text) {
    return /[\p{L}\p{N}]/u.test(text);
  }

  /**
   * @param {string} text
   * @returns {string[]}
   */
  function wordsOf(text) {
    return text.match(/\p{L}+/gu) || [];
  }

  /** @param {string} entry */
  function patternOf(entry) {
    const escaped = entry.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replaceAll(" ", "\\s+");
    return hasWords(entry.slice(-1)) ? `${escaped}(?![\\p{L}\\p{N}])` : escaped;
  }

  /**
   * Finds what the dictionary says otherwise. In a heading in capitals these are only figures.
   * @param {string} text
   */
  function sayingsIn(text) {
    /** @type {Saying[]} */
    const sayings = [];
    if (!dictionary.pattern) return sayings;
    const isShouted = text === text.toUpperCase() && wordsOf(text).some((word) => !dictionary.words.has(word));
    for (const match of text.matchAll(dictionary.pattern)) {
      const [, before, entry] = match;
      if (isShouted && !/[\d\s]/.test(entry)) continue;
      const from = match.index + before.length;
      const to = from + entry.length;
      const said = dictionary.said[entry.replace(/\s+/g, " ")];
      sayings.push({ from, to, said: hasWords(text.charAt(to)) ? `${said} ` : said });
    }
    return sayings;
  }

  /**
   * Finds where sentences begin and end. Dots in abbreviations do not end one, nor do line breaks of the source.
   * @param {string} text
   * @param {Saying[]} sayings
   */
  function boundsOfSentences(text, sayings) {
    let masked = text.replace(/\s/g, " ");
    for (const { from, to } of sayings) masked = masked.slice(0, from) + "x".repeat(to - from) + masked.slice(to);
    masked = masked.replace(/(^|[^\p{L}\p{N}])(\p{Lu})\.(?=\s*\p{Lu})/gu, "$1$2x"); // Nguyễn V. An
    if (window.Intl && Intl.Segmenter) {
      const segments = new Intl.Segmenter("vi", { granularity: "sentence" }).segment(masked);
      return [...segments].map(({ index, segment }) => [index, index + segment.length]);
    }
    const sentences = masked.matchAll(/(?:[^.!?…]|\.(?=\d))+[.!?…]*["”»)]*\s*/g);
    return [...sentences].map((match) => [match.index, match.index + match[0].length]);
  }

  /**
   * Cuts a block into sentences.
   * @param {Text[]} nodes
   * @returns {ReadAloud.Sentence[]}
   */
  function sentencesOf(nodes) {
    const text = nodes.map((node) => node.data).join("");
    const sayings = sayingsIn(text);
    return boundsOfSentences(text, sayings)
      .filter(([from, to]) => hasWords(text.slice(from, to)))
      .map(([from, to]) => ({ range: rangeOf(nodes, from, to), runs: runsOf(nodes, text, sayings, from, to) }));
  }

  /**
   * @param {Text[]} nodes
   * @param {number} from
   * @param {number} to
   */
  function rangeOf(nodes, from, to) {
    const range = document.createRange();
    let begin = 0;
    for (const node of nodes) {
      const end = begin + node.length;
      if (begin <= from && from < end) range.setStart(node, from - begin);
      if (begin < to && to <= end) range.setEnd(node, to - begin);
      begin = end;
    }
    return range;
  }

  /**
   * Cuts a passage into stretches of one language. Foreign words are read as they are written.
   * @param {Text[]} nodes
   * @param {string} text
   * @param {Saying[]} sayings
   * @param {number} from
   * @param {number} to
   * @returns {ReadAloud.Run[]}
   */
  function runsOf(nodes, text, sayings, from, to) {
    const stretches = [];
    let begin = 0;
    for (const node of nodes) {
      const start = Math.max(begin, from);
      begin += node.length;
      const end = Math.min(begin, to);
      if (start >= end) continue;
      /** @type {HTMLElement} */
      const { lang } = node.parentElement.closest("[lang]");
      const last = stretches[stretches.length - 1];
      if (last && last.lang === lang) last.end = end;
      else stretches.push({ lang, start, end });
    }
    return stretches
      .map(({ lang, start, end }) => ({ lang, text: spoken(text, /^vi\b/i.test(lang) ? sayings : [], start, end) }))
      .filter((run) => hasWords(run.text));
  }

  /**
   * @param {string} text
   * @param {Saying[]} sayings
   * @param {number} from
   * @param {number} to
   */
  function spoken(text, sayings, from, to) {
    let result = "";
    for (const saying of sayings) {
      if (saying.from < from || saying.to > to) continue;
      result += text.slice(from, saying.from) + saying.said;
      from = saying.to;
    }
    return (result + text.slice(from, to)).replace(/\s+/g, " ").trim();
  }

  // Yields the text nodes of each block.
  function* blocks() {
    for (const area of document.querySelectorAll("[data-read]")) {
      const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
      let block;
      /** @type {Text[]} */
      let nodes = [];
      while (walker.nextNode()) {
        const node = /** @type {Text} */ (walker.currentNode);
        const parent = node.parentElement;
        if (parent.closest(SILENT) || !node.data) continue;
        const owner = parent.closest(BLOCKS) || area;
        if (owner !== block) {
          yield nodes;
          nodes = [];
        }
        block = owner;
        if (node.data.trim() || nodes.length) nodes.push(node);
      }
      yield nodes;
    }
  }

  function sentences() {
    dictionary = dictionary || readDictionary();
    return [...blocks()].flatMap(sentencesOf);
  }

  /** @param {Node} node */
  function blockOf(node) {
    return node.parentElement.closest(BLOCKS);
  }

  /**
   * Cuts a text into short pieces, after a stop or else between words. A voice from the network falls silent after 15
   * seconds.
   * @param {string} text
   * @param {number} most
   */
  function pieces(text, most) {
    const result = [];
    while (text.length > most) {
      const head = text.slice(0, most);
      const stop = Math.max(
        ...[", ", "; ", ": ", " – ", " - "].map((mark) => head.lastIndexOf(mark) + mark.trimEnd().length),
      );
      const end = stop > most / 4 ? stop : Math.max(head.lastIndexOf(" "), 0) || most;
      result.push(text.slice(0, end).trim());
      text = text.slice(end).trim();
    }
    return text ? [...result, text] : result;
  }

  window.readAloud = { sentences, blockOf, pieces };
})();
