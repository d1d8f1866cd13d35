"""What a voice is given to say, held to a list of what a newsreader says."""

import re
import unicodedata
from pathlib import Path
from unittest.mock import patch

import pytest
import yaml
from bulletin.markup.plain_text import lines as text_of
from bulletin.settings import settings
from bulletin.settings.settings_file import SettingsError
from bulletin.speech import patterns, spoken_numbers
from bulletin.speech.speaker import Speaker, _dictionary, _lines
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT, Project, post
from unit.proofreading import fragment, prepare

SPEAKER = Speaker()
LIST = yaml.safe_load((Path(__file__).parent / "spoken.yml").read_text(encoding="utf-8"))
PAIRS = [(str(written), said) for group in LIST.values() for written, said in group]
PHRASES = [written for written, _ in PAIRS if not written.isupper()] + [
    "họp",
    "và",
    "tỉnh",
    "trong",
    "số",
    "ngày",
    "tháng",
    "hơn",
]


def applied(said: tuple[tuple[str, str], ...], text: str) -> str:
    """What a browser makes of a text: the longest of the list at each place, as read-aloud-text.js does it."""
    longest_first = "|".join(re.escape(written) for written, _ in sorted(said, key=lambda pair: -len(pair[0])))
    if not said:
        return text
    pattern = re.compile(rf"(?<!\w)((?:{longest_first}))(?:(?<!\w)|(?!\w))")
    return pattern.sub(
        lambda found: dict(said)[found[1]] + (" " if text[found.end() : found.end() + 1].isalnum() else ""), text
    )


@pytest.mark.parametrize(("written", "said"), PAIRS)
def test_it_is_said_as_a_newsreader_says_it(written: str, said: str) -> None:
    assert SPEAKER.say(written) == said


@pytest.mark.parametrize(("written", "said"), PAIRS)
def test_a_browser_that_replaces_what_is_listed_says_the_same(written: str, said: str) -> None:
    assert SPEAKER.say(applied(SPEAKER.said([written]), written)) == said


def test_the_list_is_long_enough_and_nothing_is_in_it_twice() -> None:
    assert len(PAIRS) == len(dict(PAIRS)) > 200


@given(st.integers(0, 10**15))
def test_every_number_has_words_of_its_own(number: int) -> None:
    said = spoken_numbers.cardinal(number)
    assert said == " ".join(said.split())
    assert not re.search(r"\d", said)
    assert spoken_numbers.number(f"{number:,}".replace(",", ".")) == said
    assert said != spoken_numbers.cardinal(number + 1)


@pytest.mark.slow
@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=8), st.sampled_from([", ", "; ", " (", "\n"]))
def test_what_stands_around_changes_nothing(phrases: list[str], gap: str) -> None:
    assert SPEAKER.say(gap.join(phrases)) == " ".join(gap.split(" ")).join(SPEAKER.say(phrase) for phrase in phrases)


@given(st.text(st.sampled_from("aấ5 \n\t\u00a0\u2009\u3000\u200b\x1f\x85"), max_size=12))
def test_lines_have_single_plain_spaces(text: str) -> None:
    assert list(_lines(text)) == [" ".join(line.split()) for line in text.split("\n")]


WORDS = [
    "gọi số",
    "Tổng đài",
    "đường dây nóng",
    "tháng",
    "Thứ",
    "thứ",
    "năm học",
    "Khi",
    "Thôn",
    "ThS",
    "m",
    "km²",
    "x",
]
NUMBERS = ["0", "1", "4", "12", "113", "1900", "1950", "2.000", "5678", "XV", "–", "%", "tỷ đồng", "ngành", "lít", "３"]


@pytest.mark.slow
@given(st.lists(st.sampled_from([*PHRASES, *WORDS, *NUMBERS]), max_size=9), st.sampled_from([" ", ", ", " (", ") "]))
def test_what_is_skipped_has_no_words_of_its_own(phrases: list[str], gap: str) -> None:
    """Neither the look at the first letters of a word nor the one around a number leaves out anything to be said."""
    thorough = Speaker()
    thorough._candidate = re.compile(r"[/+\w](?:(?<!\w.)|(?<=[^\W\d_]/))")
    text = gap.join(phrases)
    with patch.object(thorough._rules.figures, "is_plain_number", return_value=False):
        assert (thorough.said([text]), thorough.say(text)) == (SPEAKER.said([text]), SPEAKER.say(text))


# A browser does not know of addresses and initials: an abbreviation of the text is one in them, too.
LISTED = [phrase for phrase in PHRASES if "://" not in phrase and ".V." not in phrase]


@given(st.lists(st.sampled_from(LISTED), min_size=1, max_size=8), st.sampled_from([", ", "; ", " (", "\n"]))
def test_a_browser_says_a_whole_text_as_a_recording_does(phrases: list[str], gap: str) -> None:
    text = gap.join(phrases)
    assert SPEAKER.say(applied(SPEAKER.said([text]), text)) == SPEAKER.say(text)


@given(st.text())
def test_no_text_is_too_odd_to_be_said(text: str) -> None:
    said = SPEAKER.say(text)
    assert said.count("\n") == text.count("\n")
    assert all(
        written in " ".join(line for one in text.split("\n") for line in [" ".join(one.split()), ""])
        for written, _ in SPEAKER.said([text])
    )


SCRIPTS = "0123456789٠١٢٣٤٥٦٧٨٩۵০１２３４５００५𝟘𝟙²½①Ⅻ"
SIGNS = [
    " ",
    "  ",
    "\xa0",
    ",",
    ".",
    ", ",
    ". ",
    "-",
    " - ",
    "–",
    "−",
    "/",
    ":",
    "%",
    "°C",
    "+",
    "x",
    " x ",
    "'",
    "(",
    ")",
    "&",
    "_",
    "đ",
    "h",
    "g",
    "İ",
    "\u0301",
]
SHAPES = [
    patterns.NUMBER,
    patterns.DATE,
    patterns.TIME,
    patterns.ROAD.pattern,
    patterns.ROMANS.pattern,
    patterns.CODE.pattern,
]
FIGURES = st.one_of(
    st.text(SCRIPTS, min_size=1, max_size=25),
    st.sampled_from(SIGNS),
    st.sampled_from(
        [
            word
            for group in ("units", "per", "titles", "abbreviations", "documents", "issuers")
            for word in _dictionary()[group]
        ]
    ),
    st.sampled_from(
        [
            "số ",
            "ngày ",
            "tháng ",
            "quý ",
            "khóa ",
            "thứ ",
            "kiệt ",
            "năm học ",
            "gọi số ",
            "đường dây nóng ",
            " triệu ",
            " số hộ",
            " xã",
            "hơn ",
            "XIV",
            "IC",
            "1:",
        ]
    ),
    st.sampled_from([written for written, _ in PAIRS]),
    *[st.from_regex(re.compile(shape), fullmatch=True) for shape in SHAPES],
)


@pytest.mark.slow
@given(st.lists(FIGURES, max_size=8).map("".join))
def test_no_row_of_figures_is_too_odd_to_be_said(text: str) -> None:
    assert SPEAKER.say(text).count("\n") == text.count("\n")
    for written, said in SPEAKER.said([text]):
        assert written in " ".join(text.split())
        assert said == " ".join(said.split())


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{}.5",
        "1,{}",
        "5 - {} kg",
        "{} - {}",
        "{}/2 số hộ",
        "1:{}",
        "QL{}A",
        "Km1+{}",
        "số {}/QĐ-UBND",
        "số 5/NQ-HĐND{}",
        "A{}",
        "+84{}",
        "lần thứ {}",
    ],
)
def test_a_row_of_thousands_of_figures_is_no_number(text: str) -> None:
    assert "triệu" not in SPEAKER.say(text.format("7" * 5000, "8" * 5000))


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("3", "25"),
        ("2,5", "3"),
        ("2,25", "2,3"),
        ("1.000", "1.000,5"),
        ("9.5", "10"),
        ("4.0", "4.5"),
        ("0", "1"),
        ("9" * 5000, "1" + "0" * 5000),
    ],
)
def test_numbers_are_compared_as_they_are_meant(less: str, more: str) -> None:
    assert spoken_numbers.size(less) < spoken_numbers.size(more)
    assert not spoken_numbers.size(more) < spoken_numbers.size(less)


def test_a_range_in_the_english_manner_is_listed_for_the_browser(project: Project) -> None:
    project.post(
        "2026/06/a.md",
        post("'Hỗ trợ hộ nghèo'", "2026-06-20 08:00", "thoi-su", "Mỗi hộ được 1,000,000 - 3,000,000 đồng."),
    )
    assert dict(fragment(project).spoken) == {"1,000,000 – 3,000,000": "một triệu đến ba triệu"}


def test_the_dictionary_is_in_order() -> None:
    known = yaml.safe_load((ROOT / "hooks" / "bulletin" / "speech" / "dictionary.vi.yml").read_text(encoding="utf-8"))
    for written, said in (pair for group in known.values() for pair in group.items()):
        assert unicodedata.is_normalized("NFC", written + said), written
        assert said == " ".join(said.split()), written
    assert len(known["abbreviations"]) >= 150


def test_markup_is_read_block_by_block_without_footnote_marks() -> None:
    markup = (
        '<p>Bão <em>số</em> 13<sup id="fnref:1"><a href="#fn:1">1</a></sup></p><ul><li>20 ha</li><li>3 &lt; 5</li></ul>'
    )
    assert text_of(markup).split() == ["Bão", "số", "13", "20", "ha", "3", "<", "5"]
    assert "13\n" in text_of(markup)


def test_an_article_lists_what_its_title_lead_and_body_have(project: Project) -> None:
    project.post(
        "2026/06/a.md",
        post(
            "'UBND tỉnh họp'", "2026-06-20 08:00", "thoi-su", "Ngày 25/6, trồng 500 ha rừng.", lead="'HĐND giám sát.'"
        ),
    )
    assert dict(fragment(project).spoken) == {
        "UBND": "Ủy ban nhân dân",
        "HĐND": "Hội đồng nhân dân",
        "Ngày 25/6": "Ngày hai mươi lăm tháng sáu",
        "500 ha": "năm trăm héc-ta",
    }


def test_a_corrected_title_is_spoken_anew(project: Project) -> None:
    project.post("2026/06/a.md", post("'UBND tỉnh họp'", "2026-06-20 08:00", "thoi-su", "Họp sáng nay."))
    prepare(project)
    project.post("2026/06/a.md", post("'HĐND tỉnh họp'", "2026-06-20 08:00", "thoi-su", "Họp sáng nay."))
    assert dict(fragment(project).spoken) == {"HĐND": "Hội đồng nhân dân"}


def own(project: Project, words: str) -> None:
    file = project.folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(r"(?m)^    spoken:.*\n", "", text).replace("    publisher:", f"    spoken: {words}\n    publisher:"),
        encoding="utf-8",
    )


def test_editors_add_words_of_their_own_and_overrule_the_dictionary(project: Project) -> None:
    project.post("2026/06/a.md", post("'BTV và PCGR họp'", "2026-06-20 08:00", "thoi-su", "Họp sáng nay."))
    prepare(project)
    own(project, "{PCGR: phòng chống gió rét, BTV: biên tập viên}")
    assert dict(fragment(project).spoken) == {"BTV": "biên tập viên", "PCGR": "phòng chống gió rét"}


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("[PCTT]", "phải là danh sách"),
        ("{NO: nâu ô}", "ngoặc kép"),
        ("{115: một một năm}", "ngoặc kép"),
        ("{'P/': phường}", "«P/» không dùng làm chữ viết tắt được"),
        ("{PCTT: ''}", "lời đọc của «PCTT»"),
        ("{PCTT: 5}", "lời đọc của «PCTT»"),
    ],
)
def test_words_that_cannot_be_said_are_refused_in_vietnamese(project: Project, words: str, complaint: str) -> None:
    own(project, words)
    with pytest.raises(SettingsError, match=r"bulletin\.spoken") as caught:
        settings.load(project.folder / "mkdocs.yml")
    assert complaint in str(caught.value)
