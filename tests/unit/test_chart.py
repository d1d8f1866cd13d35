"""Charts of tables: which numbers are read, what is drawn, what an editor is told."""

import csv
import io
import re
from decimal import Decimal

import pytest
from bulletin.pictures import chart
from project import Project, post
from unit.proofreading import findings, fragment, report

BUDGET = """Thu ngân sách sáu tháng:

| Nguồn thu | Tỷ đồng |
|:---|---:|
| Doanh nghiệp nhà nước | 1.234,5 |
| Ngoài quốc doanh | 980 |
| Tiền sử dụng đất | 1.502 |
| **Tổng cộng** | **3.716,5** |
{: .bieu-do }

Số liệu của Sở Tài chính."""
YEARS = (
    "| Năm | Thu | Chi | Ghi chú |\n|---|---:|---:|---|\n| 2024 | 7.210 | 6.980 | |\n| 2025 | 7.880 | 7.640 | ước |\n"
    "| 2026 | 8.120 | – | |\n"
)


def written(project: Project, body: str) -> str:
    project.post("2026/06/a.md", post(body=body))
    return fragment(project).body_html


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("12%", "12"),
        ("2.980 tỷ", "2980"),
        ("−3,5", "-3.5"),
        ("-7", "-7"),
        ("+4", "4"),
        ("**98**", "98"),
        ("0", "0"),
        ("1.000.000 đồng", "1000000"),
        ("5 °C", "5"),
    ],
)
def test_numbers_are_read_as_vietnamese_writes_them(text: str, value: str) -> None:
    assert chart.number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "-", "–", "—", "…"])
def test_an_empty_cell_is_no_number(text: str) -> None:
    assert chart.number(text) is None


@pytest.mark.parametrize("text", ["1.5", "12.34", "1,234.5", "khoảng 20", "20-30", "1 234", "12..3", "một", "9.99.9"])
def test_what_may_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        chart.number(text)


def test_a_table_gets_a_chart_of_its_rows_but_not_of_their_sum(project: Project) -> None:
    text = written(project, BUDGET)
    assert text.count('<figure class="chart" data-chart="1">') == 1 and "{:" not in text and "Tổng cộng" in text
    found = fragment(project).charts[0]
    assert found.name == "Biểu đồ cột: Tỷ đồng, theo Nguồn thu"
    for drawing in found.svgs:
        assert drawing.count("<rect") == 3 and "1.234,5" in drawing and "3.716,5" not in drawing


def test_the_drawing_has_no_style_no_script_and_no_date(project: Project) -> None:
    written(project, BUDGET)
    for drawing in fragment(project).charts[0].svgs:
        assert not re.search(r"style|script|<!--|pygal|href|\son\w+=", drawing, re.IGNORECASE)


def test_several_columns_are_series_and_one_of_words_is_none(project: Project) -> None:
    written(project, YEARS + "{: .bieu-do .duong }")
    found = fragment(project).charts[0]
    assert found.legend == ("Thu", "Chi") and found.name.startswith("Biểu đồ đường")
    assert 'class="line' in found.svgs[0]


def test_an_empty_line_between_table_and_sign_is_forgiven(project: Project) -> None:
    assert 'data-chart="1"' in written(project, YEARS + "\n{: .bieu-do }\n\nHết.")


def test_labels_are_text_in_the_drawing(project: Project) -> None:
    written(project, '| Tên | Số |\n|---|---|\n| a < b & "c" | 1 |\n| d | 2 |\n{: .bieu-do }')
    assert "a &lt; b &amp; " in fragment(project).charts[0].svgs[0]


def test_the_file_has_numbers_for_programs(project: Project) -> None:
    written(project, BUDGET)
    rows = list(csv.reader(io.StringIO(fragment(project).charts[0].data)))
    assert rows == [
        ["Nguồn thu", "Tỷ đồng"],
        ["Doanh nghiệp nhà nước", "1234.5"],
        ["Ngoài quốc doanh", "980"],
        ["Tiền sử dụng đất", "1502"],
        ["Tổng cộng", "3716.5"],
    ]


def test_a_cell_that_is_no_number_is_told_with_its_line(project: Project) -> None:
    written(project, BUDGET.replace("| 980 |", "| gần 980 |"))
    assert findings(project) == [(12, "", "chart-cell")]
    assert "ô «gần 980» ở cột «Tỷ đồng»" in report(project)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("| Tên | Vai |\n|---|---|\n| An | trưởng |\n| Bình | phó |\n{: .bieu-do }", "chart-empty"),
        ("| Tên | Số |\n|---|---|\n| An | 1 |\n{: .bieu-do }", "chart-empty"),
        ("| Tên | Số |\n|---|---|\n| Tổng số | 1 |\n| Cộng | 2 |\n{: .bieu-do }", "chart-empty"),
        (
            "| Ngày | Số |\n|---|---|\n" + "".join(f"| {day} | {day} |\n" for day in range(41)) + "{: .bieu-do }",
            "chart-too-large",
        ),
        ("Một đoạn văn.\n\n{: .bieu-do }", "chart-without-table"),
        (
            '<table class="bieu-do"><tr><th>Tên</th><th>Số</th></tr><tr><td>An</td><td>1</td></tr>'
            "<tr><td>Bình</td><td>hai</td></tr></table>",
            "chart-cell",
        ),
        ('<table class="bieu-do"></table>', "chart-empty"),
        (
            '<table class="bieu-do"><tr></tr><tr><td>An</td><td>1</td></tr><tr><td>Bình</td><td>2</td></tr></table>',
            "chart-empty",
        ),
    ],
)
def test_what_makes_no_chart_stays_a_table_and_is_told(project: Project, body: str, code: str) -> None:
    text = written(project, body)
    assert "data-chart" not in text
    assert [found[2] for found in findings(project)] == [code]


@pytest.mark.slow
def test_the_page_has_drawing_link_and_table_and_the_file_lies_beside_it(project: Project) -> None:
    project.post("2026/06/a.md", post(body=BUDGET))
    assert project.build().returncode == 0
    page, printed = project.page("2026/06/a/index.html"), project.page("2026/06/a/ban-in/index.html")
    assert (
        page.count('<svg class="chart__drawing') == 2
        and 'href="/2026/06/a/bieu-do-1.csv" download' in page
        and '<td class="number align-right">1.234,5' in page
    )
    assert printed.count('<svg class="chart__drawing') == 2 and ".csv" not in printed
    assert (project.site / "2026/06/a/bieu-do-1.csv").read_bytes().startswith(b"\xef\xbb\xbfNgu")
    feed = project.page("rss.xml")
    assert "chart__drawing" not in feed and "data-chart" not in feed and "1.234,5" in feed


def test_two_builds_draw_the_same(project: Project) -> None:
    written(project, BUDGET)
    first = fragment(project).charts
    (project.folder / ".cache").rename(project.folder / "old")
    assert fragment(project).charts == first
