// The text of an article: raw Markdown, since rich text loses what our Markdown has. Buttons, keys, a help card.
import { addPictures, pasteText, picturesOf, wantsConversion } from "./pasting.js";
import { BUTTONS, actOnKey } from "./toolbar.js";
import { block, say } from "./words.js";

export function bodyWidget() {
  const { h, createClass } = window;

  function helpCard() {
    const notes = block("body.example_notes");
    const rows = block("body.examples").map(([name, example]) =>
      h(
        "tr",
        { key: name },
        h("th", { scope: "row" }, name, notes[name] ? h("span", null, notes[name]) : null),
        h("td", null, h("code", null, example)),
      ),
    );
    return h(
      "details",
      { className: "desk-body__help" },
      h("summary", null, say("body.help")),
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col" }, say("body.help_type")),
            h("th", { scope: "col" }, say("body.help_write")),
          ),
        ),
        h("tbody", null, rows),
      ),
    );
  }

  return createClass({
    componentDidMount() {
      this.grow();
    },
    componentDidUpdate() {
      const { value } = this.props;
      if ((value ?? "") !== this.textarea.value) this.textarea.value = value ?? "";
      this.grow();
    },
    // Browsers without `field-sizing` are told the height.
    grow() {
      if (CSS.supports("field-sizing", "content")) return;
      this.textarea.style.height = "auto";
      this.textarea.style.height = `${this.textarea.scrollHeight + 2}px`;
    },
    changed() {
      this.grow();
      this.props.onChange(this.textarea.value);
    },
    async busy(work) {
      this.setStatus(say("body.pasting"));
      this.setStatus(await work);
    },
    setStatus(status) {
      this.status.textContent = status;
    },
    take(event, transfer) {
      const html = transfer.getData("text/html");
      const text = transfer.getData("text/plain");
      const pictures = picturesOf(transfer);
      // Word puts a picture of the text beside the text.
      if (pictures.length && !text.trim()) {
        event.preventDefault();
        this.busy(addPictures(pictures, this.textarea, this.props));
      } else if (wantsConversion(html, text)) {
        event.preventDefault();
        this.busy(pasteText(html, text.replace(/\r\n?/g, "\n"), this.textarea));
      }
    },
    choose({ target }) {
      const files = [...target.files];
      target.value = "";
      if (files.length) this.busy(addPictures(files, this.textarea, this.props));
    },
    buttons() {
      const made = BUTTONS.map(({ name, key, act }) =>
        h(
          "button",
          {
            key: name,
            type: "button",
            className: `desk-body__${name}`,
            title: key ? `Ctrl + ${key.toUpperCase()}` : undefined,
            "aria-keyshortcuts": key ? `Control+${key.toUpperCase()}` : undefined,
            onClick: () => act(this.textarea),
          },
          say(`body.buttons.${name}`),
        ),
      );
      const picture = h(
        "button",
        { key: "picture", type: "button", className: "desk-body__picture", onClick: () => this.file.click() },
        say("body.buttons.picture"),
      );
      return [...made.slice(0, -1), picture, made.at(-1)];
    },
    render() {
      const { forID, value, setActiveStyle, setInactiveStyle } = this.props;
      return h(
        "div",
        { className: "desk-body" },
        h("div", { role: "group", "aria-label": say("body.toolbar"), className: "desk-body__buttons" }, this.buttons()),
        h("input", {
          type: "file",
          hidden: true,
          multiple: true,
          accept: "image/jpeg,image/png,image/webp,image/gif,image/avif",
          ref: (file) => (this.file = file ?? this.file),
          onChange: (event) => this.choose(event),
        }),
        h("textarea", {
          id: forID,
          ref: (textarea) => (this.textarea = textarea ?? this.textarea),
          defaultValue: value ?? "",
          lang: "vi",
          spellCheck: false,
          rows: 14,
          onChange: () => this.changed(),
          onFocus: setActiveStyle,
          onBlur: setInactiveStyle,
          onKeyDown: (event) => actOnKey(event, this.textarea),
          onPaste: (event) => this.take(event, event.clipboardData),
          onDrop: (event) => this.take(event, event.dataTransfer),
        }),
        h("p", {
          role: "status",
          className: "desk-body__status",
          ref: (status) => (this.status = status ?? this.status),
        }),
        helpCard(),
      );
    },
  });
}
