// Rules for the scripts: ESLint's recommended ones, and those that keep a script readable for who has not written it.
import js from "@eslint/js";
import globals from "globals";

const SCRIPTS = "overrides/assets/scripts/";

const NESTED_TEMPLATE = {
  selector: "TemplateLiteral TemplateLiteral",
  message: "rjsmin does not see where the inner one ends.",
};

export default [
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: [`${SCRIPTS}**/*.js`],
    languageOptions: { ecmaVersion: 2023, sourceType: "script", globals: globals.browser },
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "max-len": ["error", { code: 120 }],
      "no-implicit-globals": "error",
      "no-nested-ternary": "error",
      "no-restricted-syntax": ["error", NESTED_TEMPLATE],
      "no-sequences": "error",
      "no-unneeded-ternary": "error",
      "no-var": "error",
      "one-var": ["error", "never"],
      "prefer-const": "error",
      // What is caught is the same to a reader, whatever it was: storage is switched off, the network is away.
      "no-unused-vars": ["error", { caughtErrors: "none" }],
    },
  },
  { files: [`${SCRIPTS}**/*.module.js`], languageOptions: { sourceType: "module" } },
  {
    // Programs of workers have their globals for themselves, and `_alert.js` is a function that a page kind calls.
    files: [
      `${SCRIPTS}_alert.js`,
      `${SCRIPTS}search/worker.module.js`,
      `${SCRIPTS}service-worker.js`,
      `${SCRIPTS}_service-worker-removal.js`,
    ],
    rules: { "no-implicit-globals": "off" },
  },
  { files: [`${SCRIPTS}search/worker.module.js`], languageOptions: { sourceType: "script", globals: globals.worker } },
  {
    files: [`${SCRIPTS}service-worker.js`, `${SCRIPTS}_service-worker-removal.js`],
    languageOptions: { globals: { ...globals.serviceworker, ROOT: "readonly", NOTES: "readonly" } },
  },
  {
    // What every page needs is read by phones of 2018, which stumble over a whole bundle for one new sign in it.
    files: [`${SCRIPTS}*.js`, `${SCRIPTS}bulletin/*.js`],
    ignores: [`${SCRIPTS}offline-page.js`],
    rules: {
      "no-restricted-syntax": [
        "error",
        NESTED_TEMPLATE,
        { selector: "ChainExpression", message: "Phones of 2018 do not know `?.`." },
        {
          selector: "LogicalExpression[operator='??'], AssignmentExpression[operator=/^(\\?\\?|&&|\\|\\|)=$/]",
          message: "Phones of 2018 do not know this.",
        },
        { selector: "CatchClause[param=null]", message: "Phones of 2018 do not know `catch` without a name." },
      ],
    },
  },
];
