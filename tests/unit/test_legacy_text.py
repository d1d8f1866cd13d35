"""Text from before Unicode, and UTF-8 that was read wrongly: known, converted without loss, and never seen where it is
not.
"""

import pytest
from bulletin.portals import portal
from bulletin.posts import legacy_text, manuscript
from project import NEWSPAPER, ROOT
from viparse.normalize.encodings import CHARMAPS

LINES = (
    "Sáng nay, Hội Nông dân xã Trà Giang tổ chức thu gom vỏ thuốc bảo vệ thực vật trên cánh đồng Gò Lau.",
    (
        "Hơn tám mươi người đã nhặt được hai tạ rưỡi, chở về điểm chứa của huyện; "
        "việc này sẽ làm đều vào tuần cuối mỗi tháng."
    ),
    (
        "Ông Lý Quỳnh nhắc bà con không rửa bình xịt dưới kênh, chẳng ai được vứt vỏ chai ra bờ ruộng, "
        "kể cả những kỳ nghỉ."
    ),
    "Tổng kết công tác quý hai",
)
TEXT = "\n".join(LINES)
MISSING = {"vni": {"ẳ": "aú", "ỵ": "î"}}


def typed(text: str, encoding: str) -> str:
    """Text as a font of that encoding stores it."""
    signs = {letter: written for written, letter in reversed(CHARMAPS[encoding].pairs)} | MISSING.get(encoding, {})
    return "".join(signs.get(letter, letter) for letter in text)


def spoiled(text: str, encoding: str) -> str:
    """UTF-8 read as an encoding of one byte for each letter; bytes that it has no sign for stay control characters."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encoding", list(CHARMAPS))
def test_old_encodings_are_known_and_converted(encoding: str) -> None:
    found = legacy_text.find(typed(TEXT, encoding))
    assert found and (found.encoding, found.line, found.converted) == (encoding, 1, LINES[0])
    assert legacy_text.convert(typed(TEXT, encoding), encoding) == TEXT


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "latin-1"])
@pytest.mark.parametrize("space", ["\xa0", " "], ids=["no-break spaces", "spaces"])
def test_utf_8_that_was_read_wrongly_is_mended(encoding: str, space: str) -> None:
    found = legacy_text.find(spoiled(TEXT, encoding).replace("\xa0", space))
    assert found and found.encoding == legacy_text.MOJIBAKE
    assert legacy_text.convert(spoiled(TEXT, encoding).replace("\xa0", space), found.encoding) == TEXT


@pytest.mark.parametrize("encoding", list(CHARMAPS))
def test_a_file_in_an_old_encoding_is_imported(encoding: str) -> None:
    text = f"Ra quân thu gom vỏ thuốc\nNgày đăng: 25/06/2020 09:11\n{TEXT}"
    saved = portal.read(typed(text, encoding).encode("latin-1"), "bai")
    pasted = portal.read(typed(text, encoding).encode(), "bai")
    for article in (saved, pasted):
        assert (article.title, article.lead) == ("Ra quân thu gom vỏ thuốc", LINES[0])
        assert article.body == f"{LINES[1]}\n\n{LINES[2]}\n\n{LINES[3]}"
        assert any(f"theo bảng mã {legacy_text.NAMES[encoding]}" in warning for warning in article.warnings)


def test_a_spoiled_file_is_imported_even_if_it_was_spoiled_twice() -> None:
    text = f"Ra quân thu gom vỏ thuốc\nNgày đăng: 25/06/2020 09:11\n{TEXT}"
    for broken in (spoiled(text, "cp1252"), spoiled(spoiled(text, "latin-1"), "latin-1")):
        article = portal.read(broken.encode(), "bai")
        assert (article.title, article.lead) == ("Ra quân thu gom vỏ thuốc", LINES[0])


def test_letters_that_are_gone_are_named() -> None:
    broken = spoiled(TEXT, "cp1252").replace("\x9d", "").replace("\x8d", "").replace("\x81", "")
    article = portal.read(f"Tin\n25/06/2020 09:11\n{broken}".encode(), "bai")
    assert any(
        "chuyển chưa được, hãy sửa tay" in warning and "«ngÆ°á»i»" not in warning for warning in article.warnings
    )


def test_headings_in_capitals_of_the_old_fonts_are_capitals() -> None:
    assert (
        legacy_text.convert("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM\nHéi nghÞ", "tcvn3")
        == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHội nghị"
    )


def test_a_line_of_today_among_old_ones_stays() -> None:
    mixed = f"{LINES[1]}\n{typed(LINES[0], 'tcvn3')}\n{LINES[2]}"
    assert legacy_text.convert(mixed, "tcvn3") == f"{LINES[1]}\n{LINES[0]}\n{LINES[2]}"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        (
            "«Kênh thông thì lúa mới xanh», “VÃ…”, ‘XÔ…, 1.200 m² đất, 45.000 m³ nước, ±2 °C, 3 × 4, năm¹, § 5, "
            "© 2020 Microsoft® ½"
        ),
        (
            "Les élèves de l'école où ça naît, là où ils ont dû haïr la forêt très tôt, à côté du garçon, "
            "à l'hôtel où l'on fête Noël."
        ),
        "Größe für Müller, daß süß üben; Änderung über Öl, schön, möglich.",
        "El niño, el señor y el año de mañana, corazón, camión, más allá, así.",
        "Så är det på svenska: gå så här när du får öl på båten. Rød grød med fløde på øen.",
        "Český kůň úpěl ďábelské ódy; Łódź, Gdańsk, São Paulo, Curaçao, Reykjavík, Þór, Ærø.",
        "const é = 'à'; // ¬, ×, ÷, ±, µm, ª, º, «», ¿qué?, ¡sí!",
        "Ö Ä Å ß ñ ç æ ø þ ð £ ¥ ¤ ¦ ¨ ¯ ´ ¸",
    ],
)
def test_no_alarm_for_other_texts(text: str) -> None:
    assert legacy_text.find(text) is None


def test_no_alarm_in_anything_of_this_project() -> None:
    for folder, pattern in (
        (NEWSPAPER, "posts/**/*.md"),
        (NEWSPAPER, "docs/**/*.md"),
        *(
            (ROOT, pattern)
            for pattern in (
                "*.md",
                "hooks/**/*.py",
                "hooks/**/*.yml",
                "overrides/**/*.html",
                "tests/golden/cases/pages/*/posts/**/*.md",
            )
        ),
    ):
        for path in folder.glob(pattern):
            if "legacy" not in path.name:
                assert legacy_text.find(path.read_text(encoding="utf-8")) is None, path


def test_a_post_is_told_the_first_such_line_and_how_many_there_are() -> None:
    text, found = manuscript.decode(f"{LINES[0]}\n\n{typed(TEXT, 'vni')}".encode(), "posts/2020/06/a.md")
    assert text is not None and text.startswith(LINES[0])
    assert [(problem.code, problem.line, problem.severity) for problem in found] == [("legacy-encoding", 3, "warning")]
    assert (
        "bảng mã VNI" in found[0].message and "Bài có 4 dòng" in found[0].message and LINES[0][:60] in found[0].remedy
    )
