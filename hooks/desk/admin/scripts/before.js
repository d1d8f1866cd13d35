// Runs before Decap: it must not start by itself, and its requests pass through ours.
import { watchAnswers } from "./answers.js";

window.CMS_MANUAL_INIT = true;
watchAnswers();
