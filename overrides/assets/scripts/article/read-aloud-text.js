// What is read aloud of a page: sentences, each with its range on the page and the texts that a voice is given for it.
window.readAloud = {};
(function () {
  const BLOCKS = (window.readAloud.BLOCKS =
    "h1,h2,h3,h4,h5,h6,p,li,dt,dd,td,th,figcaption,blockquote,summary,caption,pre");
  const SILENT = ".footnote-ref,.footnote-backref,script,style,.chart > :not(.table-box)";
  const INITIAL = /(^|[^\p{L}\p{N}])(\p{Lu})\.(?=\s*\p{Lu})/gu; // Nguyễn V. An
  const isWord = (letter) => /[\p{L}\p{N}]/u.test(letter);
  const data = document.getElementById("loi-doc");
  const sayings = data ? JSON.parse(data.textContent) : {};
  const written = Object.keys(sayings).sort((a, b) => b.length - a.length);
  const known = new Set(written.flatMap((key) => key.match(/\p{L}+/gu) || []));
  const pattern = written.length
    ? new RegExp(
        `(^|[^\\p{L}\\p{N}])(${written.map((key) => key.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replaceAll(" ", "\\s+") + (isWord(key.slice(-1)) ? "(?![\\p{L}\\p{N}])" : "")).join("|")})`,
        "gu",
      )
    : null;

  // Where something is said otherwise than it is written: [from, to, said]. In a heading all in capitals only figures are.
  function replaced(text) {
    if (!pattern) return [];
    const found = [];
    const shouted = text === text.toUpperCase() && (text.match(/\p{L}+/gu) || []).some((word) => !known.has(word));
    pattern.lastIndex = 0;
    for (let match; (match = pattern.exec(text));) {
      const from = match.index + match[1].length,
        to = from + match[2].length;
      const said = sayings[match[2].replace(/\s+/g, " ")];
      if (!shouted || /[\d\s]/.test(match[2])) found.push([from, to, said + (isWord(text.charAt(to)) ? " " : "")]);
    }
    return found;
  }

  // Dots within abbreviations and line breaks of the source end no sentence.
  function split(text, changes) {
    let masked = text.replace(/\s/g, " ");
    for (const [from, to] of changes) masked = masked.slice(0, from) + "x".repeat(to - from) + masked.slice(to);
    masked = masked.replace(INITIAL, "$1$2x");
    if (window.Intl && Intl.Segmenter) {
      return [...new Intl.Segmenter("vi", { granularity: "sentence" }).segment(masked)].map((part) => [
        part.index,
        part.index + part.segment.length,
      ]);
    }
    return [...masked.matchAll(/(?:[^.!?…]|\.(?=\d))+[.!?…]*["”»)]*\s*/g)].map((part) => [
      part.index,
      part.index + part[0].length,
    ]);
  }

  function cut(nodes) {
    const text = nodes.map((node) => node.data).join("");
    const changes = replaced(text);
    return split(text, changes)
      .filter(([from, to]) => isWord(text.slice(from, to)))
      .map(([from, to]) => ({ range: range(nodes, from, to), runs: runs(nodes, text, changes, from, to) }));
  }

  // Stretches of one language, as they are said. What is marked as another language is read as it is written.
  function runs(nodes, text, changes, from, to) {
    const result = [];
    let passed = 0;
    for (const node of nodes) {
      const start = Math.max(passed, from),
        end = Math.min(passed + node.length, to);
      passed += node.length;
      if (start >= end) continue;
      const lang = node.parentElement.closest("[lang]").lang;
      const last = result[result.length - 1];
      if (last && last.lang === lang) last.to = end;
      else result.push({ lang, from: start, to: end });
    }
    return result
      .map((run) => ({
        lang: run.lang,
        text: said(text, /^vi\b/i.test(run.lang) ? changes : [], run.from, run.to)
          .replace(/\s+/g, " ")
          .trim(),
      }))
      .filter((run) => isWord(run.text));
  }

  function said(text, changes, from, to) {
    let result = "",
      at = from;
    for (const [start, end, words] of changes) {
      if (start < at || end > to) continue;
      result += text.slice(at, start) + words;
      at = end;
    }
    return result + text.slice(at, to);
  }

  function range(nodes, from, to) {
    const made = document.createRange();
    let passed = 0,
      begun = false;
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

  // Runs of text that belong to one block, each cut into sentences.
  window.readAloud.sentences = function () {
    const result = [];
    for (const area of document.querySelectorAll("[data-read]")) {
      const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
      let block = null,
        nodes = [];
      const flush = () => {
        if (nodes.length) result.push(...cut(nodes));
        nodes = [];
      };
      while (walker.nextNode()) {
        const node = walker.currentNode,
          parent = node.parentElement;
        if (parent.closest(SILENT) || !node.data) continue;
        const owner = parent.closest(BLOCKS) || area;
        if (owner !== block) flush();
        block = owner;
        if (node.data.trim() || nodes.length) nodes.push(node);
      }
      flush();
    }
    return result;
  };

  // Pieces of at most so many characters, cut after a stop, else between words: a voice that is fetched from afar falls silent after 15 seconds.
  window.readAloud.pieces = function (text, most) {
    const result = [];
    while (text.length > most) {
      const head = text.slice(0, most);
      const stop = Math.max(
        ...[", ", "; ", ": ", " – ", " - "].map((mark) => head.lastIndexOf(mark) + mark.trimEnd().length),
      );
      const end = stop > most / 4 ? stop : head.lastIndexOf(" ") > 0 ? head.lastIndexOf(" ") : most;
      result.push(text.slice(0, end).trim());
      text = text.slice(end).trim();
    }
    return text ? [...result, text] : result;
  };
})();
