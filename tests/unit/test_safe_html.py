"""The form in which the sanitiser writes HTML. Many regular expressions rely on it; here it is held for all of them."""

import re

import pytest
from bulletin.markup import safe_html
from bulletin.markup.sanitiser import Sanitiser
from hypothesis import given, settings
from hypothesis import strategies as st

FORM = re.compile(
    r"""(?: [^<>&\0\r]                                     # text
          | &(?:amp|lt|gt|nbsp|\#\d+);                     # what can't be written as it is
          | <[a-z][a-z0-9]* (?:\ [a-z-]+="[^"<>]*")* >     # one space before each attribute, double quotes
          | </[a-z][a-z0-9]*> )*""",
    re.VERBOSE,
)
PIECES = [
    "Hội nghị", "25 < 26", "a & b", "&amp;", "&lt;b&gt;", "&nbsp;", "\u00a0", "&#62;", "&notin", "'", '"', ">",
    "<", "</", "<p>", "</p>", "<P CLASS=table>", "<b>", "</B>", "<i title=x>", "<a href=/a>", '<a href="/a?b=1&c=2">',
    "</a>", "<a href='x\">y'>", '<a title="a > b" href="#x">', '<a title="a < b" href="#x">',
    "<a title='&quot;&lt;' href=x>", "<img src=a.jpg alt='Ảnh \"chung\" > 1'>", "<img/src=a.jpg />",
    "<br/>", "<hr>", "<table><tr><td>", "</table>", "<td colspan=2>", "<ol start='3'>", "<li>", "</ol>",
    "<details open>", "<!-- > -->", "<![CDATA[x]]>", "<?php ?>", "<script>1 > 0</script>", "<svg><a>",
    "<pre>\n\n", "<h2 id=a>", "\r\n", "\n", "\t", "<div\nclass=gallery\n>",
]  # fmt: skip


@pytest.mark.slow
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=600)
def test_the_sanitiser_writes_one_form(markup: str) -> None:
    clean, _ = Sanitiser().clean(markup, lambda tag, url: url)
    assert FORM.fullmatch(clean), clean


@pytest.mark.slow
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(max_examples=300)
def test_elements_are_closed_in_their_order(markup: str) -> None:
    clean, _ = Sanitiser().clean(markup, lambda tag, url: url)
    open_tags: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)", clean):
        if closing:
            assert open_tags.pop() == name, clean
        elif name not in ("br", "hr", "img"):
            open_tags.append(name)
    assert open_tags == []


@pytest.mark.parametrize(
    ("markup", "written"),
    [
        ("<P TITLE='a > \"b\"'>x", '<p title="a &gt; &quot;b&quot;">x</p>'),
        ("a < b & c\u00a0d", "a &lt; b &amp; c&nbsp;d"),
        ("<br/><hr />", "<br><hr>"),
    ],
)
def test_the_form_by_examples(markup: str, written: str) -> None:
    assert Sanitiser().clean(markup, lambda tag, url: url)[0] == written


def test_text_and_tags_are_changed_apart() -> None:
    markup = '<p title="a">a <b>a</b></p>'
    assert safe_html.with_text(markup, lambda text: text.replace("a", "o")) == '<p title="a">o <b>o</b></p>'
    assert safe_html.with_tags(markup, lambda tag: tag.replace("a", "o")) == '<p title="o">a <b>a</b></p>'


def test_elements_are_those_in_no_other_one() -> None:
    markup = "<p>Một<br>hai</p>chữ<ul><li><p>ba</p></li></ul>"
    assert [(element.tag, element.inner) for element in safe_html.elements(markup)] == [
        ("p", "Một<br>hai"),
        ("ul", "<li><p>ba</p></li>"),
    ]
