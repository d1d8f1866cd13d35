// Starts Decap with what is ours: words, fields, the bar, the panel of problems, the preview.
import { showBar } from "./bar.js";
import { bodyWidget } from "./body_widget.js";
import { arrangeEditor } from "./panes.js";
import { translateQuestions } from "./english.js";
import { markParts } from "./landmarks.js";
import { registerBackend } from "./login.js";
import { momentWidget } from "./moment_widget.js";
import { namesWidget } from "./names_widget.js";
import { registerPreview } from "./preview.js";
import { watchProblems } from "./problems.js";
import { prepared } from "./saving.js";
import { sectionWidget } from "./section_widget.js";
import { factWidget, titleWidget } from "./small_widgets.js";
import { fetchJson, loadWords, say } from "./words.js";

function merged(below, above) {
  if (typeof above !== "object" || typeof below !== "object") return above;
  const result = { ...below };
  for (const [key, value] of Object.entries(above)) result[key] = key in below ? merged(below[key], value) : value;
  return result;
}

async function start() {
  const CMS = window.CMS;
  const [{ decap }, me] = await Promise.all([loadWords(), fetchJson("/admin/api/me")]);
  document.title = say("title");
  CMS.registerLocale("vi", merged(CMS.getLocale("vi"), decap));
  // Until Decap has read its configuration it speaks English.
  CMS.registerLocale("en", merged(CMS.getLocale("en"), { app: decap.app, auth: decap.auth }));
  CMS.registerWidget("desk-title", titleWidget());
  CMS.registerWidget("desk-body", bodyWidget());
  CMS.registerWidget("desk-names", namesWidget());
  CMS.registerWidget("desk-moment", momentWidget());
  CMS.registerWidget("desk-section", sectionWidget());
  CMS.registerWidget("desk-fact", factWidget());
  CMS.registerEventListener({ name: "preSave", handler: ({ entry }) => prepared(entry.get("data")) });
  registerPreview(CMS);
  registerBackend(CMS);
  translateQuestions();
  showBar(me);
  arrangeEditor();
  markParts();
  watchProblems();
  document.getElementById("nc-root").replaceChildren();
  CMS.init();
}

start().catch((error) => {
  console.error(error);
  const loading = document.querySelector(".desk-loading");
  // Without words, the page has this one sentence of its own.
  if (loading) loading.textContent = loading.dataset.failed;
});
