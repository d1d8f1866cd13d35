// Rules for the styles: Stylelint's standard ones, but for those that have a reason beside them.
export default {
  extends: ["stylelint-config-standard"],
  rules: {
    // BEM: block, block__element, block--modifier.
    "selector-class-pattern": "^[a-z0-9]+(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$",
    // Phones from before 2023 do not know `(width >= 62em)`, and would take neither layout.
    "media-feature-range-notation": "prefix",
    // Safari on iPhones knows this one only by its prefix.
    "property-no-vendor-prefix": [true, { ignoreProperties: ["text-size-adjust"] }],
    // Names of typefaces keep their capitals where a custom property holds them, and so do the system's colours.
    "value-keyword-case": [
      "lower",
      { ignoreProperties: ["--sans", "--serif"], ignoreKeywords: ["CanvasText", "Highlight"] },
    ],
    // bundle.py knows these two; browsers do not yet.
    "at-rule-no-unknown": [true, { ignoreAtRules: ["mixin", "apply"] }],
    // bundle.py knows `@import` in this form.
    "import-notation": "string",
    // The rule compares selectors by their last part only: `.menu li a` with `.sections a:hover`, which never meet.
    "no-descending-specificity": null,
  },
};
