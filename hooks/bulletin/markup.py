"""What the bulletin adds to Markdown: figures with captions, tables that fit a phone, headings below the title."""

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
        """A picture with a title, alone in its paragraph, becomes a figure; the title is its caption."""
        for paragraph in [element for element in root.iter("p") if len(element) == 1]:
            image = paragraph[0]
            alone = not (paragraph.text or "").strip() and not (image.tail or "").strip()
            if image.tag == "img" and image.get("title") and alone:
                paragraph.tag = "figure"
                caption = ElementTree.SubElement(paragraph, "figcaption")
                caption.text = image.attrib.pop("title")


class _Tables(Treeprocessor):
    def run(self, root: ElementTree.Element) -> None:
        """Alignment by class, since the site allows no `style=`; a wide table scrolls inside its own box."""
        for parent in list(root.iter()):
            for index, table in enumerate(list(parent)):
                if table.tag != "table":
                    continue
                for cell in table.iter():
                    style = cell.attrib.pop("style", "")
                    if style.startswith("text-align: "):
                        cell.set("class", "align-" + style.removeprefix("text-align: ").rstrip(";"))
                box = ElementTree.Element("div", {"class": "table-box", "role": "region", "tabindex": "0", "aria-label": words.site()["table"]})
                box.append(table)
                box.tail, table.tail = table.tail, None
                parent[index] = box


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
