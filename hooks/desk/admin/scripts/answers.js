// Looks at every answer of the desk to Decap, and tells the page of problems, warnings and what was saved. Decap gets
// the answers unchanged.
const API = "/admin/api/v1";
const SAVING = new Set(["persistEntry", "publishUnpublishedEntry", "updateUnpublishedEntryStatus"]);

function tell(name, detail) {
  document.dispatchEvent(new CustomEvent(`desk:${name}`, { detail }));
}

function actionOf(options) {
  try {
    return JSON.parse(options?.body).action;
  } catch {
    return "";
  }
}

async function report(action, response) {
  const answer = await response
    .clone()
    .json()
    .catch(() => ({}));
  if (response.ok) {
    tell("done", { action, warnings: answer.warnings ?? [], notices: answer.notices ?? [] });
  } else {
    tell("refused", {
      action,
      status: response.status,
      error: answer.error ?? "",
      problems: answer.problems ?? [],
      compare: answer.compare ?? "",
    });
  }
}

export function watchAnswers() {
  // Decap rejects with its own action after it has shown the error.
  window.addEventListener("unhandledrejection", (event) => {
    if (/_FAILURE$/.test(event.reason?.type)) event.preventDefault();
  });
  const fetchAsBefore = window.fetch.bind(window);
  window.fetch = async (address, options) => {
    const action = String(address).endsWith(API) ? actionOf(options) : "";
    if (!SAVING.has(action)) return fetchAsBefore(address, options);
    tell("asked", { action });
    try {
      const response = await fetchAsBefore(address, options);
      await report(action, response);
      return response;
    } catch (error) {
      tell("refused", { action, status: 0, error: "", problems: [], compare: "" });
      throw error;
    }
  };
}
