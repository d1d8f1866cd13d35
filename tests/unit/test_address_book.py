"""Links to places of the site that are not there are told, in posts and in fixed pages; those that are there
are not.
"""

import pytest
from bulletin.fixed_pages import page_text
from bulletin.settings import settings
from project import Project, post
from unit.proofreading import findings, prepare, report

THERE = [
    "/", "/thoi-su/", "/thoi-su", "/thoi-su/trang/3/", "/thoi-su/rss.xml", "/rss.xml", "/2026/06/", "/2026/",
    "/2026/06/b/", "/2026/06/b/#ket-qua", "/2026/06/b/ban-in/", "/2026/06/a/bai-doc.mp3",
    "/tac-gia/thuy-hang/", "/tu-khoa/tuoi/", "/luu-tru/", "/tim-kiem/?q=lũ", "/khan-cap/", "/sitemap.xml",
    "/gioi-thieu/", "/assets/favicon.svg", "/tin-tuc/123.html", "/2026/06/b/ke-hoach.pdf",
]  # fmt: skip
NOWHERE = [
    "/khong-co-trang-nay/",
    "/thoi-suu/",
    "/2026/07/",
    "/2025/",
    "/2026/06/khong-co/",
    "/2026/06/nhap/",
    "/tac-gia/le-ha/",
    "/tu-khoa/bao/",
    "/gioi-thieu/nua/",
    "/ke-hoach.pdf",
    "/thoi-su/trang/hai/",
]


@pytest.fixture
def bulletin(project: Project) -> Project:
    project.post("2026/06/b/ke-hoach.pdf", b"%PDF-1.4\n")
    project.post(
        "2026/06/b.md",
        post(
            author="Thúy Hằng",
            tags="[tưới]",
            aliases="[/tin-tuc/123.html]",
            attachments="[{file: ke-hoach.pdf}]",
            body="Đoạn.\n\n## Kết quả\n\nĐoạn.",
        ),
    )
    project.post("2026/06/nhap.md", post(draft="true"))
    return project


def test_addresses_that_are_there(bulletin: Project) -> None:
    bulletin.post("2026/06/a.md", post(body=" ".join(f"[x]({address})" for address in THERE)))
    assert [one for one in findings(bulletin) if one[2] != "draft"] == []


@pytest.mark.parametrize("address", NOWHERE)
def test_addresses_that_are_not(bulletin: Project, address: str) -> None:
    bulletin.post("2026/06/a.md", post(body=f"Mở đầu.\n\nXem [trang]({address})."))
    assert [one for one in findings(bulletin) if one[2] != "draft"] == [(9, "", "dead-address")]
    assert f"posts/2026/06/a.md:9: Cảnh báo: Liên kết {address} dẫn tới địa chỉ không có trên trang này." in report(
        bulletin
    )


def test_a_link_is_looked_at_again_when_what_it_leads_to_goes(bulletin: Project) -> None:
    bulletin.post("2026/06/a.md", post(body="Xem [bài](/2026/06/b/) và [mục](b.md#kết-quả)."))
    assert [one for one in findings(bulletin) if one[2] != "draft"] == []
    bulletin.post("2026/06/b.md", post(body="Đoạn.\n\n## Tiến độ\n\nĐoạn."))
    assert [one for one in findings(bulletin) if one[2] != "draft"] == [(7, "", "dead-anchor-elsewhere")]
    (bulletin.posts / "2026/06/b.md").unlink()
    assert [one for one in findings(bulletin) if one[2] != "draft"] == [(7, "", "dead-address"), (7, "", "dead-link")]


@pytest.mark.parametrize(
    ("link", "led_to"),
    [
        ("#tien-do", "muc-tien-do"),
        ("#tiến-độ", "muc-tien-do"),
        ("#Ti%E1%BA%BFn-%C4%91%E1%BB%99", "muc-tien-do"),
        ("#tphcm-đợt-2", "muc-tp-hcm-dot-2"),
        ("#tiến-độ-1", "muc-tien-do_1"),
        ("#rieng", "muc-rieng"),
        ("#moc", "muc-moc"),
    ],
)
def test_headings_are_found_as_we_spell_them_and_as_github_does(bulletin: Project, link: str, led_to: str) -> None:
    from unit.proofreading import body_of

    headings = '## Tiến độ\n\nx\n\n## TP.HCM: đợt 2\n\nx\n\n## Tiến độ\n\nx\n\n## Khác {#rieng}\n\n<a name="moc"></a>\n'
    bulletin.post("2026/06/a.md", post(body=f"Mở đầu.\n\nXem [mục]({link}).\n\n{headings}"))
    assert f'href="#{led_to}"' in body_of(bulletin) and f'id="{led_to}"' in body_of(bulletin)
    assert [one for one in findings(bulletin) if one[2] != "draft"] == []


def test_a_heading_that_is_not_there_is_told(bulletin: Project) -> None:
    bulletin.post("2026/06/a.md", post(body="Mở đầu.\n\nXem [mục hai](#khong-co-muc-nay).\n\n## Mục hai\n\nx"))
    assert [one for one in findings(bulletin) if one[2] != "draft"] == [(9, "", "dead-anchor")]


def test_fixed_pages_are_looked_at_too(bulletin: Project) -> None:
    edition, _ = prepare(bulletin)
    text = page_text.PageText(settings.load(bulletin.folder / "mkdocs.yml"))
    content = (
        "---\ntitle: Hỏi đáp\n---\nXem [bài](/2026/06/b/), [trang](/khong-co/) và [mục](#khong-co).\n\n"
        '<div style="color:red" onclick="x()">\n\n| A |\n|:-:|\n| b |\n\n</div>\n\n![Ảnh](https://bao.example/a.jpg)\n'
        ""
    )
    found = text.problems(content, "docs/hoi-dap.md", edition.catalogue.address_book)
    assert sorted((one.line, one.code) for one in found) == [
        (4, "dead-address"),
        (4, "dead-anchor"),
        (6, "attribute-removed"),
        (6, "attribute-removed"),
        (14, "foreign-picture"),
    ]
