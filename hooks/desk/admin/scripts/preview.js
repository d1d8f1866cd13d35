// The pane beside the form: the article as it was saved, from the desk's own build.
import { isPublished } from "./section_widget.js";
import { say, site } from "./words.js";

const STYLE = `
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1f2430; background: #fff; }
  .desk-preview { position: fixed; inset: 0; display: flex; flex-direction: column; }
  .desk-preview p { margin: 0; padding: 12px 64px 12px 16px; background: #f1f2f4; }
  .desk-preview iframe { flex: 1; width: 100%; border: 0; }
`;

export function registerPreview(CMS) {
  const { h, createClass } = window;
  const Preview = createClass({
    getInitialState() {
      return { saved: 0 };
    },
    componentDidMount() {
      this.again = ({ detail }) => {
        if (detail.action === "persistEntry") this.setState({ saved: this.state.saved + 1 });
      };
      document.addEventListener("desk:done", this.again);
    },
    componentWillUnmount() {
      document.removeEventListener("desk:done", this.again);
    },
    render() {
      const { entry } = this.props;
      if (!entry.get("status")) {
        const isOnline = isPublished(entry);
        return h(
          "div",
          { className: "desk-preview" },
          h(
            "p",
            null,
            say(isOnline ? "preview.unchanged" : "preview.unsaved"),
            " ",
            isOnline
              ? h("a", { href: `${site()}${entry.get("slug")}/`, target: "_blank" }, say("preview.online"))
              : null,
          ),
        );
      }
      const address = `/admin/xem/${entry.get("slug")}/`;
      return h(
        "div",
        { className: "desk-preview" },
        h("p", null, say("preview.stale"), " ", h("a", { href: address, target: "_blank" }, say("preview.open"))),
        h("iframe", { key: this.state.saved, src: `${address}?khung`, title: say("preview.title") }),
      );
    },
  });
  CMS.registerPreviewTemplate("posts", Preview);
  CMS.registerPreviewStyle(STYLE, { raw: true });
}
