"""Whatever a post holds, a reader's browser gets allowed tags only, with allowed attributes, and all of the text.

The pieces below are marks, entities, combining characters and half tags; a browser's own reading (html5lib) judges what
comes out, once as the text of an article and once as its whole page.
"""

import re
from pathlib import Path
from tempfile import mkdtemp

import html5lib
import pytest
from bulletin.edition import month_edition
from bulletin.edition.edition import Edition
from bulletin.markup import sanitiser
from bulletin.pages import article_page
from bulletin.posts import manuscript
from bulletin.stylebook import letters
from bulletin.typesetting import headlines
from hypothesis import example, given, settings
from hypothesis import strategies as st
from project import SETTINGS, Project
from unit import themes
from unit.long_way import LINES, convert
from unit.proofreading import prepare, typeset

OWN = {
    "picture": set(),
    "source": {"type", "srcset", "sizes"},
    "section": {"tabindex", "aria-label", "class"},
    "img": {"class", "srcset", "sizes", "loading", "decoding"},
    "a": {"aria-label"},
}
"""What the bulletin adds to a sanitised text."""
SOLIDUS = "&#x338;"
PIECES = [
    SOLIDUS, "&#824;", "\u0338", "&#x301;", "\u0301", "&#x200b;", "\u200b", "&#x202e;", "&shy;", "&nbsp;", "&#0;",
    "&#11;", "&lt;", "&gt;", "&amp;lt;", "&quot;", "&#60;b&#62;", "&notin", "&ocirc;̀",
    " onfocus=alert(1) autofocus tabindex=1 x=", "<b>", "</b>", "<a href=x>", "<i title='", "\">", "'>",
    "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<p style=color:red>", "<a name=\"x\">", "<div>", "</div>",
    "**", "*", "~~", "`", "[", "](", ")", "[x](/&#x200b;/evil.example/)", "[x](java&#x200b;script:alert(1))",
    "[x](java\nscript:alert(1))", "[x](//evil.example/)", "[x](/\\evil.example/)", "[x](data:text/html,x)",
    "<blockquote cite=\"javascript:x\">",
    "{: onclick=alert(1) }", "{: hidden }", "{: open }", "{: .x #y z=1 }", "\n{: hidden }", "{: title=\"",
    "![x](a.jpg \"", "<!-- ", "-->", "<", ">", "&", "ế", "Hội nghị", "25/6", "TP. Huế", "\n", "\n\n", "\n- ", "\n> ",
    "\n| a | b |\n| - | - |\n", "\n    ", "\n# ", "[^1]", "\n\n[^1]: ",
]  # fmt: skip


def assert_safe(markup: str) -> None:
    for element in html5lib.parseFragment(markup, namespaceHTMLElements=False).iter():
        name = str(element.tag)
        if name == "DOCUMENT_FRAGMENT":
            continue
        assert name in sanitiser.TAGS | OWN.keys(), markup
        allowed = (
            sanitiser.ATTRIBUTES["*"] | sanitiser.ATTRIBUTES.get(name, set()) | {"class", "role"} | OWN.get(name, set())
        )
        assert set(element.attrib) <= allowed, markup
        for attribute in sanitiser.URLS:
            address = re.sub(r"[\x00-\x20]", "", element.get(attribute, ""))
            assert re.match(r"(?:https?://|mailto:|tel:|#|/(?![/\\])|post:|$)", address, re.IGNORECASE), (
                attribute,
                address,
                markup,
            )


def words(markup: str) -> str:
    """What a browser shows of some HTML, without spaces, and with quotation marks as they are typed."""
    tree = html5lib.parseFragment(markup, namespaceHTMLElements=False)
    return "".join(letters.visible("".join(tree.itertext())).replace("“", '"').replace("”", '"').split())


bodies = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from(LINES),
        st.text(st.sampled_from("aế<>&;'\"=\u0338\u0301\u200b *`[]()!#|:{}\n"), max_size=8),
    ),
    max_size=12,
).map("".join)


@pytest.mark.slow
@settings(max_examples=400)
@given(bodies)
@example(f"**{SOLIDUS} onfocus=alert(document.domain) autofocus tabindex=1 x=** chữ")
@example(f"<b>{SOLIDUS}</b> <i>\u0338 x</i>")
def test_a_body_holds_allowed_tags_and_attributes_only(body: str) -> None:
    assert_safe(typeset(body).fragment.body_html)


@pytest.mark.slow
@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "Hội nghị ",
                    "ế",
                    "25/6 ",
                    "&#x338;",
                    "\u0338",
                    "&#x301;",
                    "&lt;b&gt;",
                    "&amp;",
                    "&amp;lt;",
                    "&quot;",
                    "e&#x301;",
                    "<b>",
                    "</b>",
                    "<i>",
                    "</i>",
                    "**",
                    "&nbsp;",
                    "TP. Huế ",
                    " – ",
                    "`&lt;`",
                    "&#x200b;",
                    "\n\n",
                ]
            ),
            st.text(st.sampled_from("aếô <>&;\"'\u0338\u0301"), max_size=6),
        ),
        max_size=10,
    ).map("".join)
)
def test_a_body_keeps_its_text(body: str) -> None:
    """Against the same text read by Markdown and by a browser, and by nobody between them."""
    assert words(typeset(body).fragment.body_html) == words(convert(manuscript.clean(body, "")[0])), body


@pytest.mark.slow
@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join).filter(lambda text: "\n" not in text))
@example(f"{SOLIDUS} onfocus=alert(1) x=")
@example("\u0338 onfocus=alert(1) x=")
def test_a_page_shows_every_key_of_the_front_matter_as_text(value: str) -> None:
    project = Project(Path(mkdtemp()) / "bulletin")
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    keys = "".join(f'{key}: "x{quoted}y"\n' for key in ("title", "lead"))
    more = (
        f'author: ["x{quoted}y"]\ntags: ["x{quoted}y"]\nimage: {{caption: "x{quoted}y", credit: "x{quoted}y"}}\n'
        f'source: {{name: "x{quoted}y"}}\n'
    )
    project.post("2026/06/a.md", f"---\n{keys}{more}date: 2026-06-20 08:15\ncategory: thoi-su\n---\nĐoạn.\n")
    edition, _ = prepare(project)
    if not edition.catalogue.articles:
        return  # a key was refused, and told
    tree = html5lib.parse(page_of(edition), namespaceHTMLElements=False)
    (headline,) = tree.iter("h1")
    assert "".join("".join(headline.itertext()).split()) == "".join(
        headlines.headline(edition.catalogue.articles[0].facts.title).split()
    )
    assert all(not name.startswith("on") or name == "onload" for element in tree.iter() for name in element.attrib)
    assert not [element for element in tree.iter() if element.get("autofocus") is not None]


def page_of(edition: Edition) -> str:
    theme = themes.printed(SETTINGS)
    (month,) = month_edition.months(edition)
    return (
        next(recipe for path, recipe in article_page.outputs(month, theme) if path.endswith("/a/index.html"))
        .render()
        .decode()
    )
