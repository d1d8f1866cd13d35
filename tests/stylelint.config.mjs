// Checks the styles with Stylelint's standard rules. Each exception has its reason.
export default {
  extends: ["stylelint-config-standard"],
  rules: {
    // BEM: block, block__element, block--modifier.
    "selector-class-pattern": "^[a-z0-9]+(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$",
    // Phones from before 2023 do not know `(width >= 62em)`. They would apply neither layout.
    "media-feature-range-notation": "prefix",
    // Safari on iPhones knows this property only with its prefix.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["text-size-adjust"] }],
    // Typefaces in custom properties keep their capitals, and so do system colours.
    "value-keyword-case": [
      "lower",
      { ignoreProperties: ["--sans", "--serif"], ignoreKeywords: ["CanvasText", "Highlight"] },
    ],
    // bundle.py replaces these two.
    "at-rule-no-unknown": [true, { ignoreAtRules: ["mixin", "apply"] }],
    // bundle.py understands `@import` in this form only.
    "import-notation": "string",
    // The rule compares only the last parts of selectors: `.menu li a` with `.sections a:hover`, which never meet.
    "no-descending-specificity": null,
  },
};
