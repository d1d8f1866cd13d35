// The page's side of the search: starts the worker at the first question, and asks it.
let worker,
  opened,
  number = 0;
const waiting = new Map();

function ask(deed, details) {
  return new Promise((resolve, reject) => {
    waiting.set(++number, { resolve, reject });
    worker.postMessage({ id: number, deed, ...details });
  });
}

// What the index says of itself: names of categories, and the words of the interface. `form` knows where the scripts are.
export function open(form) {
  if (!opened) {
    const { root, searchWorker, searchText, searchQuery } = form.dataset,
      full = (address) => new URL(address, location.href).href;
    worker = new Worker(searchWorker);
    worker.addEventListener("message", ({ data: { id, answer, error } }) => {
      const { resolve, reject } = waiting.get(id);
      waiting.delete(id);
      if (error) reject(new Error(error));
      else resolve(answer);
    });
    worker.addEventListener("error", () => {
      for (const { reject } of waiting.values()) reject(new Error("worker"));
      waiting.clear();
    });
    opened = ask("open", { scripts: { text: full(searchText), query: full(searchQuery) }, site: full(root) }).catch(
      (error) => {
        opened = undefined; // the next question tries again
        throw error;
      },
    );
  }
  return opened;
}

// Answers are null when another question has been asked meanwhile.
export const begin = (question, count) => ask("begin", { question, count });
export const older = (count, isAll) => ask("older", { count, isAll });
export const results = (count) => ask("results", { count });

// Whether older years should be asked without the reader's asking for them.
export const goesOn = ({ goesOn: isWorthIt }) => isWorthIt && !navigator.connection?.saveData;

export const say = (sentence, facts = {}) =>
  Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), sentence);
