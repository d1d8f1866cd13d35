"""The lists of all authors and keywords, the feeds of those with several articles, and what the settings say of an
author.
"""

import re

import feedparser
import pytest
from bulletin.stylebook import letters
from project import Project, post

REGISTER = """    authors:
      - {name: Hồ Thị Như Ý, role: Biên tập viên Văn hóa, mail: nhuy@anbinh.example, slug: nhu-y}
"""


def registered(project: Project, register: str = REGISTER) -> None:
    file = project.folder / "mkdocs.yml"
    text = re.sub(r"    authors:.*?\n\n", register + "\n", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    file.write_text(text, encoding="utf-8")


def several(project: Project, count: int, **keys: str) -> None:
    for number in range(count):
        project.post(
            f"2026/06/bai-{number}.md",
            post(f"Bài thứ {number}", f"2026-06-{number + 1:02} 08:00", lead=f"Sa-pô của bài thứ {number}.", **keys),
        )


def test_names_stand_in_the_order_of_a_vietnamese_dictionary() -> None:
    names = [
        "đê điều",
        "Dân vận",
        "ẩm thực",
        "An Bình",
        "ăn uống",
        "Âm nhạc",
        "bão",
        "bảo hiểm",
        "Báo chí",
        "5G",
        "điện",
        "zalo",
        "ơn nghĩa",
        "ong",
    ]
    assert sorted(names, key=letters.sort_key) == [
        "5G",
        "An Bình",
        "ăn uống",
        "Âm nhạc",
        "ẩm thực",
        "bảo hiểm",
        "bão",
        "Báo chí",
        "Dân vận",
        "đê điều",
        "điện",
        "ong",
        "ơn nghĩa",
        "zalo",
    ]
    assert [letters.initial(name) for name in ("Ăn", "đê", "ẩm", "5G", "Ơn")] == ["A", "Đ", "A", "0–9", "O"]


@pytest.mark.slow
def test_the_lists_name_all_with_their_numbers(project: Project) -> None:
    several(project, 3, author="Hồ Thị Như Ý", tags="[đê điều, Dân vận, ẩm thực]")
    registered(project)
    assert project.build().returncode == 0
    tags = re.findall(
        r'<li><a href="(/tu-khoa/[^"]+)">([^<]+)</a> <span class="names__count">(\d+) bài',
        project.page("tu-khoa/index.html"),
    )
    assert tags == [
        ("/tu-khoa/am-thuc/", "ẩm thực", "3"),
        ("/tu-khoa/dan-van/", "Dân vận", "3"),
        ("/tu-khoa/de-dieu/", "đê điều", "3"),
    ]
    assert "Biên tập viên Văn hóa" in project.page("tac-gia/index.html")
    assert "/tu-khoa/</loc>" in project.page("sitemap-trang.xml")


@pytest.mark.slow
def test_an_author_has_role_mail_and_address_and_the_old_address_leads_on(project: Project) -> None:
    several(project, 2, author="Hồ Thị Như Ý")
    registered(project)
    assert project.build().returncode == 0
    page = project.page("tac-gia/nhu-y/index.html")
    assert "Biên tập viên Văn hóa" in page and "mailto:nhuy@anbinh.example" in page
    assert 'url=/tac-gia/nhu-y/"' in project.page("tac-gia/ho-thi-nhu-y/index.html")
    assert 'href="/tac-gia/nhu-y/"' in project.page("2026/06/bai-0/index.html")
    assert '"jobTitle": "Biên tập viên Văn hóa"' in project.page("2026/06/bai-0/index.html")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{name: An, slug: Nhu Y}", "nhu-y"),
        ("{name: An, mail: khong-phai-thu}", "không phải địa chỉ thư"),
        ("{name: An, vai: Biên tập}", "không có khóa nào tên như vậy"),
        ("{role: Biên tập}", "thiếu khóa này"),
        ("{name: An}\n      - {name: AN}", "trùng tên"),
        ("{name: An, slug: a}\n      - {name: Bình, slug: a}", "trùng slug"),
        ("An", "không đúng dạng"),
    ],
)
def test_a_wrong_register_is_told(project: Project, line: str, told: str) -> None:
    registered(project, f"    authors:\n      - {line}\n")
    project.post("2026/06/a.md", post())
    done = project.build()
    assert done.returncode != 0 and told in done.stdout + done.stderr and "Traceback" not in done.stdout + done.stderr


@pytest.mark.slow
def test_a_name_with_five_articles_has_a_feed_of_leads(project: Project) -> None:
    several(project, 5, author="Hồ Thị Như Ý", tags="[đê điều]")
    project.post("2026/06/khac.md", post(tags="[ít bài]"))
    assert project.build().returncode == 0
    feed = feedparser.parse(project.page("tu-khoa/de-dieu/rss.xml"))
    assert not feed.bozo and feed.feed.title == "đê điều – Bản tin An Bình"
    assert (
        next((entry.title, entry.summary) for entry in feed.entries) == ("Bài thứ 4", "Sa-pô của bài thứ 4.")
        and len(feed.entries) == 5
    )
    assert (
        feed.entries[0].id == "https://bantin.anbinh.example/2026/06/bai-4/"
        and feed.entries[0].author == "Hồ Thị Như Ý"
    )
    assert (
        'type="application/rss+xml" title="đê điều – Bản tin An Bình" href="/tu-khoa/de-dieu/rss.xml"'
        in project.page("tu-khoa/de-dieu/index.html")
    )
    assert not (project.site / "tu-khoa/it-bai/rss.xml").exists()


@pytest.mark.slow
def test_of_very_many_names_the_list_has_those_with_the_most_articles(project: Project) -> None:
    names = [f"từ khóa {number}" for number in range(510)]
    for number in range(0, 510, 30):
        project.post(
            f"2026/06/bai-{number}.md",
            post(f"Bài {number}", tags="[" + ", ".join(["chung", *names[number : number + 30]]) + "]"),
        )
    assert project.build().returncode == 0
    page = project.page("tu-khoa/index.html")
    assert (
        "511 từ khóa" in page
        and "có 500 từ khóa nhiều bài nhất" in page
        and page.count("<li>") < 600
        and ">chung</a>" in page
    )
