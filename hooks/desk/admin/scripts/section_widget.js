// A heading in the form that opens and closes the fields below it, up to the next one.
import { say } from "./words.js";

/** Whether the article stands on the site already. */
export function isPublished(entry) {
  if (entry.get("newRecord")) return false;
  return entry.get("status") ? entry.get("isModification") === true : true;
}

function isFilled(value) {
  if (value === null || value === undefined || value === "" || value === false) return false;
  if (typeof value === "object" && "size" in value) return [...value.values()].some(isFilled);
  return true;
}

// The machine writes these into every article: they open no section.
const BY_MACHINE = new Set(["id", "views"]);

export function sectionWidget() {
  const { h, createClass } = window;
  return createClass({
    keys() {
      return [...this.props.field.get("keys")];
    },
    has(entry = this.props.entry) {
      return this.keys().some((key) => !BY_MACHINE.has(key) && isFilled(entry.getIn(["data", key])));
    },
    getInitialState() {
      return { isOpen: this.props.field.get("open") || this.has() };
    },
    componentDidMount() {
      this.reveal = ({ detail }) => {
        if (this.keys().includes(detail.split(".")[0])) this.setState({ isOpen: true });
      };
      document.addEventListener("desk:reveal", this.reveal);
      this.apply();
    },
    componentDidUpdate() {
      this.apply();
    },
    componentWillUnmount() {
      document.removeEventListener("desk:reveal", this.reveal);
    },
    isValid() {
      return true;
    },
    // Decap's fields stand beside this one, not in it, so their boxes are marked and desk.css hides them.
    apply() {
      const own = this.root?.parentElement;
      if (!own) return;
      const { field, entry } = this.props;
      const isLeftOut = field.get("afterwards") && !isPublished(entry) && !this.has();
      own.toggleAttribute("data-desk-left-out", isLeftOut);
      own.toggleAttribute("data-desk-heading", true);
      for (
        let box = own.nextElementSibling;
        box && !box.querySelector(":scope > .desk-section");
        box = box.nextElementSibling
      ) {
        box.toggleAttribute("data-desk-left-out", isLeftOut);
        box.toggleAttribute("data-desk-closed", !this.state.isOpen);
        box.toggleAttribute("data-desk-within", true);
      }
    },
    render() {
      const { field } = this.props;
      const { isOpen } = this.state;
      return h(
        "div",
        { className: "desk-section", ref: (root) => (this.root = root ?? this.root) },
        h(
          "h2",
          null,
          h(
            "button",
            { type: "button", "aria-expanded": isOpen, onClick: () => this.setState({ isOpen: !isOpen }) },
            h("span", { className: "desk-section__sign", "aria-hidden": true }, isOpen ? "−" : "+"),
            h("span", null, field.get("label")),
            this.has() ? h("span", { className: "desk-section__filled" }, say("section.filled")) : null,
          ),
        ),
      );
    },
  });
}
