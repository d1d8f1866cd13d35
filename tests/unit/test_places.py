"""Earlier names of the province and of places: what older articles say, and what the search finds."""

import pytest
from bulletin.search.place_names import PlaceNames
from project import Project, post

PERIODS = (
    "    periods:\n      - {until: 1997-01-01, name: tỉnh Quảng Nam – Đà Nẵng}\n"
    "      - {until: 2025-07-01, name: tỉnh Quảng Nam}\n"
)


@pytest.fixture
def merged(project: Project) -> Project:
    file = project.folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("    periods:"), text.index("    places:")
    file.write_text(text[:start] + PERIODS + text[end:], encoding="utf-8")
    return project


@pytest.mark.slow
def test_an_article_says_under_which_province_it_was_published(merged: Project) -> None:
    for name, date, keys in (
        ("2025/06/truoc", "2025-06-30 23:59", {}),
        ("2025/07/sau", "2025-07-01 00:00", {}),
        ("2020/06/nhac-lai", "2020-06-01 08:00", {"period": "tỉnh Quảng Nam cũ"}),
        ("2020/07/thoi", "2020-07-01 08:00", {"period": "không"}),
    ):
        merged.post(f"{name}.md", post(date=date, **keys))
    assert merged.build().returncode == 0
    said = {
        path: "Bài đăng khi thuộc" in merged.page(f"{path}/index.html") and merged.page(f"{path}/index.html")
        for path in ("2025/06/truoc", "2025/07/sau", "2020/06/nhac-lai", "2020/07/thoi")
    }
    assert "Bài đăng khi thuộc tỉnh Quảng Nam." in str(said["2025/06/truoc"]).replace("\u00a0", " ")
    assert "Bài đăng khi thuộc tỉnh Quảng Nam cũ." in str(said["2020/06/nhac-lai"]).replace("\u00a0", " ")
    assert said["2025/07/sau"] is False and said["2020/07/thoi"] is False
    assert "Bài đăng khi thuộc" in merged.page("2025/06/truoc/ban-in/index.html"), "on paper, too"


@pytest.mark.parametrize(
    "periods",
    [
        "[{until: 2025-07-01, name: A}, {until: 1997-01-01, name: B}]",
        "[{until: 2025-07-01, name: A}, {until: 2025-07-01, name: B}]",
        "[{until: hôm qua, name: A}]",
        "[{until: 2025-07-01}]",
    ],
)
def test_periods_that_contradict_each_other_are_refused(project: Project, periods: str) -> None:
    file = project.folder / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("    periods:"), text.index("    places:")
    file.write_text(f"{text[:start]}    periods: {periods}\n{text[end:]}", encoding="utf-8")
    project.post("2026/06/a.md", post())
    result = project.command("check")
    assert result.returncode == 2 and "periods" in result.stderr and "Traceback" not in result.stderr


def test_a_text_is_found_by_the_other_name_of_its_place() -> None:
    places = PlaceNames([("thị xã Điện Bàn", "phường Điện Bàn"), ("Hội An", "Hội An Tây")])
    assert places.others("Họp ở Thị xã Điện Bàn sáng nay.") == ["phường Điện Bàn"]
    assert places.others("Phường Điện Bàn họp dân.", "Tin vắn") == ["thị xã Điện Bàn"]
    assert places.others("Phố cổ Hội An đông khách.") == ["Hội An Tây"]
    assert places.others("Hội Anh em") == [], "not within a word"
    assert PlaceNames().others("Hội An") == []
