// What Decap says in English whatever the language is.
import { say } from "./words.js";

const REPLACE = /^(.*) already exists\. Do you want to replace it\?$/;

export function translateQuestions() {
  const ask = window.confirm.bind(window);
  window.confirm = (question) => {
    const match = REPLACE.exec(question);
    return ask(match ? say("confirm.replace", { name: match[1] }) : question);
  };
}
