// Checks the scripts with ESLint's recommended rules, and with rules that keep them easy to read.
import js from "@eslint/js";
import globals from "globals";

const SCRIPTS = "overrides/assets/scripts/";

const DESK = "hooks/desk/admin/scripts/";

const NESTED_TEMPLATE = {
  selector: "TemplateLiteral TemplateLiteral",
  message: "rjsmin does not find the end of the inner one.",
};

export default [
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: [`${SCRIPTS}**/*.js`, `${DESK}*.js`],
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
      // Most scripts react to any error in the same way: storage is switched off, or there is no network.
      "no-unused-vars": ["error", { caughtErrors: "none" }],
    },
  },
  { files: [`${SCRIPTS}**/*.module.js`, `${DESK}*.js`], languageOptions: { sourceType: "module" } },
  {
    // A worker shares its globals with nobody, and `_alert.js` is a function that alert_page.py calls.
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
    languageOptions: {
      globals: { ...globals.serviceworker, ROOT: "readonly", NOTES: "readonly", REMOVED: "readonly" },
    },
  },
  {
    // All pages load these scripts. A phone of 2018 drops a whole script if it has one sign that is unknown to it.
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
