"""The bulletin's additions to Markdown: figures with captions, galleries, names of boxes, headings below the title."""

import re
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from ..stylebook import words
from .heading_ids import HeadingIds

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_RAW = re.compile(f"{STX}.*?{ETX}")


class BulletinMarkup(Extension):
    """The extension for Python-Markdown. It runs after inline patterns and attribute lists, so it sees the tree as it
    will be serialised.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Headings(md), "bulletin-headings", 7)  # before `toc`, which is at 5
        md.treeprocessors.register(_Figures(md), "bulletin-figures", 4)
        md.treeprocessors.register(_Admonitions(md), "bulletin-admonitions", 2)


class _Headings(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Turns `#` in a body into h2, since the page's only h1 is its title. Gives an id to each heading that has
        none from its editor.
        """
        headings = [element for element in root.iter() if element.tag in _HEADINGS]
        if any(element.tag == "h1" for element in headings):
            for element in headings:
                element.tag = f"h{min(int(element.tag[1]) + 1, 6)}"
        if headings:
            ids = HeadingIds(element.get("id", "") for element in root.iter())
            for element in headings:
                if "id" not in element.attrib:
                    element.set("id", ids.of(_text(element)))


def _text(element: ElementTree.Element) -> str:
    """Returns the words of a heading, without footnote numbers and placeholders of raw HTML."""
    inner = "" if element.tag == "sup" else (element.text or "") + "".join(map(_text, element))
    return _RAW.sub("", inner + (element.tail or ""))


class _Figures(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Turns a picture with a title, alone in its paragraph, into a figure, and several pictures into a gallery.
        Their titles become captions.
        """
        if next(root.iter("img"), None) is None:
            return
        for parent in list(root.iter()):
            for paragraph in [child for child in parent if child.tag == "p"]:
                images = list(paragraph)
                texts = [paragraph.text, *(image.tail for image in images)]
                if any((text or "").strip() for text in texts) or not all(image.tag == "img" for image in images):
                    continue
                if len(images) > 1:
                    gallery = ElementTree.Element("div", {"class": "gallery"})
                    gallery.text = gallery.tail = "\n"
                    gallery.extend([_figure(image) for image in images])
                    parent[list(parent).index(paragraph)] = gallery
                elif images and images[0].get("title"):
                    parent[list(parent).index(paragraph)] = _figure(images[0])


def _figure(image: ElementTree.Element) -> ElementTree.Element:
    figure = ElementTree.Element("figure")
    figure.append(image)
    image.tail, caption = None, image.attrib.pop("title", "")
    if caption:
        ElementTree.SubElement(figure, "figcaption").text = caption
    figure.tail = "\n"
    return figure


class _Admonitions(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Names a box without a title of its own in Vietnamese."""
        names = words.site()
        for box in root.iter("div"):
            classes = (box.get("class") or "").split()
            if len(box) and "admonition" in classes and box[0].get("class") == "admonition-title":
                kind = next((name for name in classes if name != "admonition"), "note")
                if box[0].text == kind.capitalize():
                    box[0].text = names.get(f"admonition_{kind}", names["admonition_note"])
