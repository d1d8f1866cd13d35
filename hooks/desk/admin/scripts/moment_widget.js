// A day and a time, or a day: the browser's own picker, in Vietnam's time.
import { now, readMoment, written } from "./moments.js";
import { say } from "./words.js";

export function momentWidget() {
  const { h, createClass } = window;
  return createClass({
    isDateOfNew() {
      const { entry, field, parentIds } = this.props;
      return field.get("name") === "date" && !(parentIds ?? []).length && entry.get("newRecord") === true;
    },
    // A new article without a date gets the time of its saving, see saving.js.
    getValidateValue() {
      return this.props.value || (this.isDateOfNew() ? written(now(), false) : "");
    },
    change(text) {
      const dayOnly = this.props.field.get("day_only");
      this.props.onChange(text ? text.replace("T", " ").slice(0, dayOnly ? 10 : 16) : "");
    },
    render() {
      const { value, field, forID, classNameWrapper, setActiveStyle, setInactiveStyle } = this.props;
      const dayOnly = field.get("day_only");
      const moment = readMoment(value);
      const isUnknown = Boolean(value) && !moment;
      return h(
        "div",
        { className: `${classNameWrapper} desk-moment` },
        h("input", {
          id: forID,
          type: dayOnly ? "date" : "datetime-local",
          value: moment ? written(moment, dayOnly).replace(" ", "T") : "",
          onChange: (event) => this.change(event.target.value),
          onFocus: setActiveStyle,
          onBlur: setInactiveStyle,
        }),
        h("button", { type: "button", onClick: () => this.change(written(now(), dayOnly)) }, say("moment.now")),
        value ? h("button", { type: "button", onClick: () => this.change("") }, say("moment.clear")) : null,
        isUnknown ? h("p", { className: "desk-moment__unknown" }, say("moment.unknown", { value })) : null,
      );
    },
  });
}
