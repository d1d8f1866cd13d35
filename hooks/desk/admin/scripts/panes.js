// What stands beside Decap's form when a browser comes here first: the preview on a wide window, nothing on a phone,
// where it would stand in the form's place.
const PANE = "cms.right-pane";
const SCROLL_TOGETHER = "cms.scroll-sync-enabled";

export function arrangeEditor() {
  const { localStorage } = window;
  if (window.matchMedia("(max-width: 799px)").matches) localStorage.setItem(PANE, "none");
  else if (!localStorage.getItem(PANE)) localStorage.setItem(PANE, "preview");
  // The preview is another page in a frame: there is nothing to scroll together, and desk.css hides the button.
  localStorage.setItem(SCROLL_TOGETHER, "false");
}
