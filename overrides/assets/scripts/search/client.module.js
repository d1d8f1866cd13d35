// Asks the search worker on behalf of a page, and starts it at the first question.

/** @type {Worker} */
let worker;
/** @type {Promise<Search.Greeting>} */
let opened;
let lastId = 0;
/** @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
const waiting = new Map();

/**
 * @param {string} command one of COMMANDS in worker.module.js
 * @param {object} details
 * @returns {Promise<any>}
 */
function ask(command, details) {
  return new Promise((resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject });
    worker.postMessage({ id: lastId, command, ...details });
  });
}

/** @param {MessageEvent} event */
function receive({ data: { id, answer, error } }) {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (error) reject(new Error(error));
  else resolve(answer);
}

function giveUp() {
  for (const { reject } of waiting.values()) reject(new Error("worker"));
  waiting.clear();
}

/** @param {string} address */
function absolute(address) {
  return new URL(address, location.href).href;
}

/**
 * Starts the worker, and returns the names of categories and the words of the interface.
 * @param {HTMLFormElement} form holds the addresses of the scripts
 */
export function open(form) {
  if (!opened) {
    const { root, searchWorker, searchText, searchQuery } = form.dataset;
    worker = new Worker(searchWorker);
    worker.addEventListener("message", receive);
    worker.addEventListener("error", giveUp);
    const scripts = { text: absolute(searchText), query: absolute(searchQuery) };
    opened = ask("open", { scripts, site: absolute(root) }).catch((error) => {
      opened = undefined; // so that the next question tries again
      throw error;
    });
  }
  return opened;
}

// An answer is null if the reader has asked another question meanwhile.

/**
 * @param {Search.Question} question
 * @param {number} count
 * @returns {Promise<Search.Answer | null>}
 */
export const begin = (question, count) => ask("begin", { question, count });

/**
 * @param {number} count
 * @param {boolean} [isAll]
 * @returns {Promise<Search.Answer | null>}
 */
export const older = (count, isAll) => ask("older", { count, isAll });

/**
 * @param {number} count
 * @returns {Promise<Search.Answer | null>}
 */
export const results = (count) => ask("results", { count });

/**
 * Tells whether to search older years at once, before the reader asks for them.
 * @param {Search.Answer} answer
 */
export const goesOn = (answer) => answer.goesOn && !navigator.connection?.saveData;

/**
 * Fills the slots of a sentence: `{count}`.
 * @param {string} sentence
 * @param {Record<string, string | number>} [facts]
 */
export function say(sentence, facts = {}) {
  return Object.entries(facts).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, () => String(value)),
    sentence,
  );
}
