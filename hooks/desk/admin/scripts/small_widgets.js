// Two small widgets: the title, and a fact that the machine writes.
import { say } from "./words.js";

/** A line of text that must not be empty, unless the article is removed: then it has no title left. */
export function titleWidget() {
  const { h, createClass } = window;
  return createClass({
    getValidateValue() {
      return this.props.value || (this.props.entry.getIn(["data", "removed", "reason"]) ? "–" : "");
    },
    render() {
      const { value, onChange, forID, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      return h("input", {
        id: forID,
        type: "text",
        className: `${classNameWrapper} desk-title`,
        value: value ?? "",
        onChange: (event) => onChange(event.target.value),
        onFocus: setActiveStyle,
        onBlur: setInactiveStyle,
      });
    },
  });
}

export function factWidget() {
  const { h, createClass } = window;
  return createClass({
    isValid() {
      return true;
    },
    render() {
      const { value, forID } = this.props;
      return h(
        "output",
        { id: forID, className: "desk-fact" },
        value === undefined || value === "" ? say("fact.none") : String(value),
      );
    },
  });
}
