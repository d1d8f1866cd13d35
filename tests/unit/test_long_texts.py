"""A text that is sixteen times as long takes sixteen times the work, not two hundred and fifty-six times."""

import time
from collections.abc import Callable

import pytest
from bulletin.markup import plain_text
from bulletin.search import spelling
from bulletin.speech.speaker import Speaker
from bulletin.typesetting import outline, videos
from unit.proofreading import typeset

pytestmark = pytest.mark.slow

TIMES, LETTERS = 16, 4000
MOST = 2.5
"""What lies between 1, for work that grows as the text does, and 16, for work that grows with its square."""

SPEAKER = Speaker()
PARAGRAPHS = {
    "sentences": "Sáng 25/6, hội nghị bàn về 500 ha rừng ở 12 xã. ",
    "numbers": "1 ",
    "ranges": "20 - 25 ",
    "school years": "năm học 2019-2020 ",
    "services": "gọi 115, ",
    "shares": "đạt 2/3 số hộ, ",
    "strokes": "1/1/",
    "dashes": "1-",
    "points": "1.000.",
    "commas": "1,000,",
    "one number": "7",
    "times": "7h30-",
    "telephones": "0905 123 456 ",
    "documents": "Quyết định số 12/2020/QĐ-UBND ",
    "kinds of documents": "Quyết định QĐ-UBND, ",
    "one document": "5/QĐ/",
    "abbreviations": "UBND-HĐND-",
    "titles": "TS ",
    "roads": "Km12+300",
    "codes": "H5N1 ",
    "one code": "A1",
    "Roman numbers": "khóa XV, ",
    "one Roman number": "I",
    "units": "5 kg/ha/ha ",
    "degrees": "−5 °C ",
    "digits of other scripts": "٢٥/٦ ",
    "addresses": "www.anbinh.example ",
    "one word": "ơ",
}
VIDEO = '<p><a href="https://www.youtube.com/watch?v=abcdefghijk">'


def growth(work: Callable[[str], object], text: str, letters: int = LETTERS) -> float:
    """How much more a long text costs than its parts one by one.

    Work is the processor's time, which other programs do not use up, and no time is asked for: the same machine does
    the same things in the same minute, only at another length. A count of calls or of characters would see what its
    writer thought of; most of this work is done within a regular expression, and the faults were where nobody had
    thought of one. Other programs can only make work seem slower than it is: so the least of several times is taken,
    and the long text is worked through again only while it seems to cost too much.
    """
    part = text * (letters // len(text))

    def cost(text: str) -> float:
        begin = time.process_time()
        work(text)
        return time.process_time() - begin

    parts = min(cost(part) for _ in range(5)) * TIMES
    grown = float("inf")
    for _ in range(6):
        grown = min(grown, cost(part * TIMES) / parts)
        if grown < MOST:
            break
    return grown


@pytest.mark.parametrize("text", PARAGRAPHS.values(), ids=PARAGRAPHS)
def test_a_long_paragraph_is_said_in_the_time_of_its_parts(text: str) -> None:
    assert growth(lambda paragraph: SPEAKER.said([paragraph]), text) < MOST


@pytest.mark.parametrize(
    "text",
    ["<p>Họp sáng nay.</p>", '<sup id="fnref:1"><a href="#fn:1">1</a></sup>', "3 &lt; 5 ", "<ul><li>A</li></ul>"],
)
def test_a_long_body_is_made_text_in_the_time_of_its_parts(text: str) -> None:
    assert growth(plain_text.lines, text) < MOST


@pytest.mark.parametrize(
    "text", ['<h2 id="muc-a">A</h2>', '<h3 id="muc-a">A</h3>', "<h2>A</h2>", '<h2 class="a">A</h2>']
)
def test_many_headings_are_listed_in_the_time_of_each(text: str) -> None:
    assert growth(lambda body: outline.of('<h2 id="muc-1">Mở đầu</h2>' + body), text) < MOST


@pytest.mark.parametrize(
    "text",
    [f"{VIDEO}Lễ hội</a></p>", f"{VIDEO}Lễ hội</a>.</p>", f'{VIDEO}<img src="a" title="b"></a></p>', "<p><a>A</a></p>"],
)
def test_many_videos_are_found_in_the_time_of_each(text: str) -> None:
    assert growth(lambda body: videos.split(body, ("youtube", "vimeo")), text) < MOST


@pytest.mark.parametrize(
    ("begin", "text", "end"),
    [
        (VIDEO, "lễ hội ", "</a></p>"),
        (VIDEO, "lễ hội ", "</a>.</p>"),
        (VIDEO[:-2] + "&amp;", "a=b&amp;", '">A</a></p>'),
    ],
)
def test_a_video_has_a_title_and_an_address_of_any_length(begin: str, text: str, end: str) -> None:
    assert growth(lambda inner: videos.split(begin + inner + end, ("youtube", "vimeo")), text) < MOST


@pytest.mark.parametrize("text", ["Sáng nay tỉnh họp. ", "ơ", "7", ", ", "`", "q"])
def test_a_long_text_is_spelled_and_read_back_in_the_time_of_its_parts(text: str) -> None:
    assert growth(spelling.spell, text) < MOST
    assert growth(spelling.read, text) < MOST


BODIES = {
    "brackets": "[a] ", "links": "[a](b.example/c) ", "links to nowhere": "[a](khong-co.md) ",
    "links to no heading": "[a](#b) ", "scripts in links": "[a](javascript:b) ", "references": "[a][b] ",
    "stars": "**a ", "bold words": "**a** ", "underlines": "_a ", "strokes": "~~a~~ ", "backquotes": "`a ",
    "half tags": "<a ", "tags": "<b>a</b> ", "spans": "<span onclick='x'>a</span> ",
    "scripts": "<script>a</script>\n\n",
    "entities": "&#1;", "ampersands": "&", "less": "<", "comments": "a <!-- ", "processing": "a <? ",
    "headings": "## a\n\n", "underlined headings": "a\n===\n", "rules": "a\n---\n", "items": "- a\n",
    "loose items": "- a\n\n",
    "quotations": "> a\n\n", "tables": "|a|b|\n|-|-|\n|c|d|\n\n", "bars": "|a", "fences": "```\na\n```\n\n",
    "boxes": "!!! note\n    a\n", "definitions": "a\n: b\n\n", "terms": "a\n: b\n", "footnotes": "a[^1] ",
    "attributes": "a {: .b }\n",
    "bullets": "• a\n", "bare addresses": "https://a.b ", "mail": "a@b.cd ", "words with www": "www", "colons": ":",
    "slashes": "/", "broken lines": "a\\\n", "pictures": "![a](x.jpg) ",
    "videos": "[a](https://youtu.be/abcdefghijk)\n\n", "paragraphs": "<p>a\n\n", "divisions": "<div>a</div>\n\n",
    "prose": "Sáng 25/6, hội nghị bàn về 500 ha rừng ở 12 xã. ", "spaces": "a 1 ",
}  # fmt: skip


@pytest.mark.parametrize("text", BODIES.values(), ids=BODIES)
def test_a_long_body_is_set_in_the_time_of_its_parts(text: str) -> None:
    assert growth(lambda body: typeset(f"{body}\n\n[^1]: Chú thích."), text, LETTERS // 4) < MOST


def test_work_that_grows_with_the_square_is_seen() -> None:
    assert growth(lambda text: [text[:at].lower() for at in range(0, len(text), 64)], "họp ") > MOST
