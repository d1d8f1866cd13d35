// Names, a box for each. Files have one name as a text or several as a list: what nobody changes goes back as it came.
import { labelOf, say } from "./words.js";

export function namesWidget() {
  const { h, createClass } = window;

  function namesIn(value, known) {
    if (!value) return [];
    if (typeof value !== "string") return [...value].map(String);
    return known.includes(value) ? [value] : value.split(",").map((name) => name.trim());
  }

  return createClass({
    getInitialState() {
      return { names: namesIn(this.props.value, this.known()) };
    },
    known() {
      return [...(this.props.field.get("suggestions") ?? [])];
    },
    componentDidUpdate(previous) {
      const { value } = this.props;
      if (value !== previous.value && value !== this.sent) this.setState({ names: namesIn(value, this.known()) });
    },
    isValid() {
      return true;
    },
    change(names) {
      this.setState({ names });
      const filled = names.map((name) => name.trim()).filter(Boolean);
      this.sent = filled.length ? filled : "";
      this.props.onChange(this.sent);
    },
    add() {
      this.setState({ names: [...(this.state.names.length ? this.state.names : [""]), ""] }, () => {
        const boxes = this.root.querySelectorAll("input");
        boxes[boxes.length - 1].focus();
      });
    },
    remove(index) {
      this.change(this.state.names.filter((_, position) => position !== index));
      this.root.querySelector("input")?.focus();
    },
    row(name, index) {
      const { field, forID, setActiveStyle, setInactiveStyle } = this.props;
      const label = labelOf(field.get("name"));
      return h(
        "div",
        { className: "desk-names__row", key: index },
        h("input", {
          id: index ? `${forID}-${index}` : forID,
          "aria-label": index ? say("names.one", { label, number: index + 1 }) : undefined,
          list: this.known().length ? `${forID}-known` : undefined,
          value: name,
          autoComplete: "off",
          onChange: ({ target }) => this.change(this.shown().map((old, at) => (at === index ? target.value : old))),
          onFocus: setActiveStyle,
          onBlur: setInactiveStyle,
        }),
        this.state.names.length > 1 || name
          ? h(
              "button",
              {
                type: "button",
                "aria-label": say("names.remove", { name: name || say("names.empty") }),
                onClick: () => this.remove(index),
              },
              "×",
            )
          : null,
      );
    },
    shown() {
      return this.state.names.length ? this.state.names : [""];
    },
    render() {
      const { forID, classNameWrapper } = this.props;
      return h(
        "div",
        { className: `${classNameWrapper} desk-names`, ref: (root) => (this.root = root ?? this.root) },
        this.shown().map((name, index) => this.row(name, index)),
        h(
          "button",
          { type: "button", className: "desk-names__add", onClick: () => this.add() },
          `+ ${say("names.add")}`,
        ),
        h(
          "datalist",
          { id: `${forID}-known` },
          this.known().map((name) => h("option", { key: name, value: name })),
        ),
      );
    },
  });
}
