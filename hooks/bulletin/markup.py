"""What the bulletin adds to Markdown: figures with captions, aligned cells by class, headings below the title."""

from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from . import words


class BulletinMarkup(Extension):
    """Runs after inline patterns and attribute lists, so it sees the tree as it will be written."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Headings(md), "bulletin-headings", 7)  # before `toc`, which is at 5
        md.treeprocessors.register(_Figures(md), "bulletin-figures", 4)
        md.treeprocessors.register(_Tables(md), "bulletin-tables", 3)
        md.treeprocessors.register(_Admonitions(md), "bulletin-admonitions", 2)


class _Headings(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """`#` in a body becomes h2: the page's only h1 is the title."""
        headings = [element for element in root.iter() if element.tag in ("h1", "h2", "h3", "h4", "h5")]
        if any(element.tag == "h1" for element in headings):
            for element in headings:
                element.tag = f"h{int(element.tag[1]) + 1}"


class _Figures(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Pictures with titles, alone in their paragraph, become figures; the title is the caption."""
        if next(root.iter("img"), None) is None:
            return
        for parent in list(root.iter()):
            for paragraph in [child for child in parent if child.tag == "p"]:
                images = list(paragraph)
                texts = [paragraph.text, *(image.tail for image in images)]
                if images and not any((text or "").strip() for text in texts) and all(image.tag == "img" and image.get("title") for image in images):
                    at = list(parent).index(paragraph)
                    parent.remove(paragraph)
                    for image in reversed(images):
                        parent.insert(at, _figure(image))


def _figure(image: ElementTree.Element) -> ElementTree.Element:
    figure = ElementTree.Element("figure")
    caption = ElementTree.Element("figcaption")
    caption.text, image.tail = image.attrib.pop("title"), None
    figure.extend([image, caption])
    figure.tail = "\n"
    return figure


class _Tables(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Alignment by class, since the site allows no `style=`."""
        for cell in [*root.iter("th"), *root.iter("td")]:
            style = cell.attrib.pop("style", "")
            if style.startswith("text-align: "):
                cell.set("class", "align-" + style.removeprefix("text-align: ").rstrip(";"))


class _Admonitions(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """A box without a title of its own is named in Vietnamese."""
        names = words.site()
        for box in root.iter("div"):
            classes = (box.get("class") or "").split()
            if len(box) and "admonition" in classes and box[0].get("class") == "admonition-title":
                kind = next((name for name in classes if name != "admonition"), "note")
                if box[0].text == kind.capitalize():
                    box[0].text = names.get(f"admonition_{kind}", names["admonition_note"])
