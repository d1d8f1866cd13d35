"""Bodies as editors write them, set in HTML: what a reader gets, and what was left out and told."""

import re

import pytest
from bulletin.pictures.picture_element import GALLERY_SIZES
from PIL import Image
from project import Project, post
from unit.proofreading import body_of, facts, findings, fragment, prepare, report, text_of

OPENING = "Đoạn mở đầu của bài.\n\n"
LINE = 9
"""The line of the file on which the text below OPENING begins."""


def body(project: Project, text: str) -> str:
    project.post("2026/06/a.md", post(body=OPENING + text))
    return body_of(project)


def pictures(html: str) -> list[dict[str, str]]:
    """The attributes of every picture."""
    return [dict(re.findall(r'([a-z]+)="([^"]*)"', tag)) for tag in re.findall(r"<img [^>]*>", html)]


# --- the lead


def test_the_lead_is_the_first_paragraph(project: Project) -> None:
    project.post(
        "2026/06/a.md", post(body="Sáng 20/6, **bà con** họp[^1] ở *đình* & chợ.\n\nĐoạn hai.\n\n[^1]: Biên bản số 3.")
    )
    made = fragment(project)
    assert facts(project).lead == "Sáng 20/6, bà con họp ở đình & chợ."
    assert made.lead_html.startswith("Sáng 20/6, <strong>bà con</strong> họp<sup")
    assert made.body_html.startswith("<p>Đoạn hai.</p>")
    assert "Sáng" not in made.body_html


def test_a_lead_of_its_own_leaves_the_body_whole(project: Project) -> None:
    project.post("2026/06/a.md", post(lead="'Sa-pô <b>riêng</b> & ngắn.'", body="Đoạn một.\n\nĐoạn hai."))
    made = fragment(project)
    assert (facts(project).lead, made.lead_html) == (
        "Sa-pô <b>riêng</b> & ngắn.",
        "Sa-pô &lt;b&gt;riêng&lt;/b&gt; &amp;\u00a0ngắn.",
    )
    assert made.body_html == "<p>Đoạn một.</p>\n<p>Đoạn hai.</p>"


def test_a_body_that_begins_with_a_heading_stays_whole_and_lends_its_first_paragraph_to_lists(project: Project) -> None:
    project.post("2026/06/a.md", post(body="## Kết quả\n\nĐoạn một."))
    made = fragment(project)
    assert (facts(project).lead, made.lead_html) == ("Đoạn một.", "")
    assert made.body_html == '<h2 id="muc-ket-qua">Kết quả</h2>\n<p>Đoạn một.</p>'


def test_a_post_without_text_is_told(project: Project) -> None:
    project.post("2026/06/a.md", post(body=""))
    assert findings(project) == [(6, "", "no-body")]


# --- headings


def test_headings_of_a_body_stay_below_the_title(project: Project) -> None:
    html = body(project, "# Một\n\nx\n\n## Hai\n\nx\n\n##### Năm\n\nx\n\n###### Sáu")
    assert re.findall(r"<(h\d) ", html) == ["h2", "h3", "h6", "h6"]


def test_headings_that_begin_at_the_second_level_stay_there(project: Project) -> None:
    assert re.findall(r"<(h\d) ", body(project, "## Hai\n\nx\n\n### Ba")) == ["h2", "h3"]


def test_ids_of_headings_are_vietnamese_without_accents_and_take_no_id_of_the_page(project: Project) -> None:
    html = body(project, "## Đồng bào Hoà Bình\n\n## Đồng bào Hoà Bình\n\n## menu\n\n## Riêng {#search}")
    assert re.findall(r'<h2 id="([^"]+)"', html) == [
        "muc-dong-bao-hoa-binh",
        "muc-dong-bao-hoa-binh_1",
        "muc-menu",
        "muc-search",
    ]


def test_every_id_of_a_body_has_the_prefix_and_links_inside_it_follow(project: Project) -> None:
    html = body(
        project,
        (
            "## Kết quả\n\nXem [trên](#ket-qua), [dưới](#bang-1) và chú thích[^1].\n\n"
            '<span id="bang-1">Bảng 1</span>\n\n[^1]: Nguồn số liệu.'
        ),
    )
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert all(identifier.startswith("muc-") for identifier in ids) and len(ids) == 4
    assert set(re.findall(r'href="#([^"]*)"', html)) <= set(ids)


# --- figures and pictures


def test_a_picture_with_a_title_alone_in_its_paragraph_is_a_figure_with_a_caption(project: Project) -> None:
    project.picture("2026/06/a/kenh.jpg", (1200, 800))
    html = body(project, '![Kênh N2 đầy nước](kenh.jpg "Kênh N2 sáng 20/6. Ảnh: Thúy An")')
    assert re.sub(r"<picture>.*</picture>", "", html) == (
        '<figure><a class="enlarge" href="/2026/06/a/kenh-8e021905-1200.jpg"></a><figcaption>Kênh\u00a0N2 sáng '
        "20/6. Ảnh: Thúy\u00a0An</figcaption></figure>"
    )
    (picture,) = pictures(html)
    srcset, sizes = picture.pop("srcset"), picture.pop("sizes")
    address = re.sub(r"-360\.jpg 360w,.*", "", srcset)
    assert re.fullmatch(r"/2026/06/a/kenh-[0-9a-f]{8}", address)
    assert srcset == f"{address}-360.jpg 360w, {address}-720.jpg 720w, {address}-1200.jpg 1200w"
    assert picture == {
        "class": picture["class"], "src": f"{address}-720.jpg", "alt": "Kênh N2 đầy nước", "width": "1200",
        "height": "800", "loading": "lazy", "decoding": "async",
    }  # fmt: skip
    assert re.search(
        (
            rf'^<figure><a class="enlarge" href="{address}-1200\.jpg"><picture><source type="image/avif" '
            rf'srcset="{address}-360\.avif 360w, [^"]*" sizes="{re.escape(sizes)}"><source type="image/webp" '
        ),
        html,
    )


def test_several_pictures_in_one_paragraph_are_a_gallery_of_figures(project: Project) -> None:
    for name in ("a", "b", "c"):
        project.picture(f"2026/06/a/{name}.jpg", (40, 30))
    html = body(project, '![Một](a.jpg "Lễ khởi công.")\n![Hai](b.jpg)\n![Ba](c.jpg "Bà con dự lễ.")\n\nSau.')
    bare = re.sub(r"<picture>.*?</picture>", "<img>", html)
    figures = [
        "<figure><img><figcaption>Lễ khởi công.</figcaption></figure>",
        "<figure><img></figure>",
        "<figure><img><figcaption>Bà con dự lễ.</figcaption></figure>",
    ]
    assert bare == '<div class="gallery">\n' + "\n".join(figures) + "\n</div>\n<p>Sau.</p>"
    assert html.count(f'sizes="{GALLERY_SIZES}"') == 9, "a browser is told that they stand side by side"
    assert [(picture["alt"], picture["width"]) for picture in pictures(html)] == [
        ("Một", "40"),
        ("Hai", "40"),
        ("Ba", "40"),
    ]
    assert findings(project) == []


def test_pictures_in_paragraphs_of_their_own_are_figures_one_below_the_other(project: Project) -> None:
    project.picture("2026/06/a/a.jpg", (40, 30))
    html = body(project, '![Một](a.jpg "Lễ khởi công.")\n\n![Hai](a.jpg "Bà con dự lễ.")')
    assert html.count("<figure>") == 2 and "gallery" not in html


def test_a_picture_in_a_line_of_text_is_no_figure(project: Project) -> None:
    project.picture("2026/06/a/kenh.jpg", (40, 30))
    html = body(project, 'Biểu tượng ![giọt nước](kenh.jpg "Nước") là nước sạch.')
    assert "<figure>" not in html
    assert 'width="40" height="30" loading="lazy"' in html


def test_a_picture_stands_beside_the_post_or_in_the_folder_of_its_name(project: Project) -> None:
    project.picture("2026/06/canh-dong.webp", (10, 20))
    project.picture("2026/06/a/Ảnh Kênh.JPG", (30, 40))
    html = body(project, "![Cánh đồng](canh-dong.webp) và ![Kênh](<Ảnh Kênh.JPG>)")
    shown = [
        (re.sub("-[0-9a-f]{8}-", "-…-", picture["src"]), picture["width"], picture["height"])
        for picture in pictures(html)
    ]
    assert shown == [("/2026/06/canh-dong-…-10.jpg", "10", "20"), ("/2026/06/a/anh-kenh-…-30.jpg", "30", "40")]
    assert findings(project) == []


def test_a_picture_that_was_turned_has_the_size_it_is_seen_in(project: Project) -> None:
    path = project.picture("2026/06/a/dung.jpg", (400, 300))
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(path) as picture:
        picture.load()
        picture.save(path, exif=exif)
    assert 'width="300" height="400"' in body(project, "![Cột mốc](dung.jpg)")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "code", "severity"),
    [
        ("![Kênh](kenh-n2.jpg)", "missing-picture", "error"),
        ("![Kênh](https://bao.example/kenh.jpg)", "foreign-picture", "warning"),
        ("![Kênh](/2026/06/a/kenh.jpg)", "picture-not-beside", "error"),
        ("![](kenh.jpg)", "missing-alt", "error"),
        ("![Kênh](hong.jpg)", "picture-broken", "error"),
        ("![Kênh](ke-hoach.pdf)", "picture-type", "error"),
        ("![Kênh](so-do.svg)", "picture-svg", "error"),
        ("![Kênh](IMG_2041.HEIC)", "picture-heic", "error"),
        ("![Kênh](doi-duoi.jpg)", "picture-heic", "error"),
        ("![Kênh](bom.png)", "picture-too-large", "error"),
        ("![Kênh](nha-in.jpg)", "picture-cmyk", "warning"),
        ("![Kênh](dong.gif)", "picture-animated", "warning"),
        ("![Kênh](dong.webp)", "picture-animated", "warning"),
    ],
)
def test_pictures_that_cannot_be_shown(project: Project, text: str, code: str, severity: str) -> None:
    project.picture("2026/06/a/kenh.jpg", (10, 10))
    project.post("2026/06/a/hong.jpg", b"\xff\xd8\xff\xe0 cut short")
    project.post("2026/06/a/ke-hoach.pdf", b"%PDF-1.7")
    project.post("2026/06/a/so-do.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>')
    for name in ("IMG_2041.HEIC", "doi-duoi.jpg"):
        project.post(f"2026/06/a/{name}", b"\0\0\0\x28ftypheic\0\0\0\0mif1MiHEmiaf" + bytes(200))
    Image.new("1", (12_000, 12_000)).save(project.posts / "2026/06/a/bom.png")
    Image.new("CMYK", (40, 30)).save(project.posts / "2026/06/a/nha-in.jpg")
    for name in ("dong.gif", "dong.webp"):
        frames = [Image.new("RGB", (40, 30), colour) for colour in ("#a00", "#0a0")]
        frames[0].save(project.posts / f"2026/06/a/{name}", save_all=True, append_images=frames[1:])
    project.post("2026/06/a.md", post(body=f"{OPENING}Một dòng.\n\n{text}"))
    assert [(item.line, item.code, item.severity) for item in prepare(project)[1]] == [(LINE + 2, code, severity)]


@pytest.mark.parametrize("ending", ["jpg", "jpeg", "png", "webp", "gif"])
def test_every_kind_of_picture_is_shown_in_the_body_and_above_it(project: Project, ending: str) -> None:
    project.picture(f"2026/06/a/kenh.{ending}", (20, 10))
    project.post(
        "2026/06/a.md", post(image=f"{{src: kenh.{ending}, alt: Kênh N2}}", body=f"{OPENING}![Kênh](kenh.{ending})")
    )
    made = fragment(project)
    picture = made.photo.picture if made.photo else None
    assert (
        picture
        and re.fullmatch(r"2026/06/a/kenh-[0-9a-f]{8}", picture.address)
        and (picture.shape.width, picture.shape.height) == (20, 10)
    )
    assert [shown["src"] for shown in pictures(made.body_html)] == [f"/{picture.address}-20.jpg"]
    assert findings(project) == []


def test_every_mistake_of_a_line_is_told(project: Project) -> None:
    project.post("2026/06/a.md", post(body=f"{OPENING}![Một](mot.jpg) và ![hai](hai.jpg)"))
    assert "«mot.jpg»" in report(project) and "«hai.jpg»" in report(project)


def test_a_missing_picture_is_told_with_the_nearest_name(project: Project) -> None:
    project.picture("2026/06/a/kenh-n2.jpg", (10, 10))
    project.post("2026/06/a.md", post(body=f"{OPENING}![Kênh](kenh-2.jpg)"))
    assert "posts/2026/06/a.md:9: LỖI: Không tìm thấy ảnh «kenh-2.jpg»." in report(project)
    assert "Đặt ảnh vào posts/2026/06/a/ hoặc cạnh bài. Có phải bạn muốn viết: kenh-n2.jpg" in report(project)


# --- tables, notes, lists, boxes


def test_a_table_is_aligned_by_class_and_scrolls_in_a_box(project: Project) -> None:
    html = body(project, "| Thôn | Số hộ | Ghi chú |\n|:--|--:|:-:|\n| Đông Hòa | 120 | x |\n\nSau bảng.")
    assert html.startswith('<section class="table-box" tabindex="0" aria-label="Bảng"><table>')
    assert '<th class="align-left">Thôn</th>' in html
    assert '<td class="number align-right">120</td>' in html
    assert '<td class="align-center">x</td>' in html
    assert "style=" not in html
    assert html.endswith("</table></section>\n<p>Sau bảng.</p>")
    assert findings(project) == []


def test_the_box_of_a_table_is_named_by_its_caption(project: Project) -> None:
    html = body(project, "<table><caption>Số hộ <b>&amp; xe</b></caption><tr><td>1</td></tr></table>")
    assert 'aria-label="Số hộ &amp; xe"><table><caption>' in html


def test_footnotes_lead_there_and_back(project: Project) -> None:
    html = body(
        project,
        (
            "Hai nghìn hộ[^ho] và tám trạm[^tram], vẫn hai nghìn hộ[^ho].\n\n[^ho]: Số liệu 2025.\n"
            "[^tram]: Kể cả trạm tạm."
        ),
    )
    for mark in re.findall(r'<sup id="([^"]+)">', html):
        assert f'class="footnote-backref" href="#{mark}"' in html
    assert html.count('class="footnote-ref"') == 3
    assert '<div class="footnote">' in html and 'title="Về chỗ đọc dở, chú thích 2"' in html
    assert 'aria-label="Về chỗ đọc dở, chú thích 2"' in html, "the arrow is no name"
    assert html.count(" aria-label=") == html.count('class="footnote-backref"') == 3
    assert findings(project) == []


def test_definitions_and_abbreviations(project: Project) -> None:
    html = body(project, "Cơ chế một cửa\n:   Nơi nhận và trả mọi hồ sơ.\n\nUBND tỉnh họp.\n\n*[UBND]: Ủy ban nhân dân")
    assert re.search(r"<dl>\s*<dt>Cơ chế một cửa</dt>\s*<dd>Nơi nhận và trả mọi hồ sơ\.</dd>\s*</dl>", html)
    assert '<abbr title="Ủy ban nhân dân">UBND</abbr> tỉnh họp.' in html
    assert findings(project) == []


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("note", "Ghi chú"),
        ("info", "Thông tin"),
        ("tip", "Mẹo"),
        ("warning", "Lưu ý"),
        ("danger", "Cảnh báo"),
        ("example", "Ví dụ"),
        ("question", "Hỏi đáp"),
    ],
)
def test_a_box_without_a_title_is_named_in_vietnamese(project: Project, kind: str, title: str) -> None:
    html = body(project, f"!!! {kind}\n    Nội dung hộp.")
    assert (
        html
        == f'<div class="admonition {kind}">\n<p class="admonition-title">{title}</p>\n<p>Nội dung hộp.</p>\n</div>'
    )
    assert findings(project) == []


def test_a_box_keeps_the_title_it_was_given(project: Project) -> None:
    assert '<p class="admonition-title">Hồ sơ cần có</p>' in body(project, '!!! note "Hồ sơ cần có"\n    Nội dung hộp.')
    assert "admonition-title" not in body(project, '!!! note ""\n    Nội dung hộp.')


def test_lists_keep_their_first_number(project: Project) -> None:
    assert '<ol start="4">' in body(project, "4. Nhà văn hóa\n5. Sân vận động")


# --- links


def test_links_between_posts_lead_to_their_pages(project: Project) -> None:
    project.post("2025/12/b.md", post(date="2025-12-02 08:00", slug="hop-dan", body="Đoạn.\n\n## Kết quả\n\nĐoạn."))
    project.post("2026/06/c d.md", post(date="2026-06-02 08:00", body="Đoạn.\n\n## Kết quả\n\nĐoạn."))
    html = body(
        project,
        "[một](../../2025/12/b.md), [hai](<c d.md>), [ba](../../2025/12/b.md#ket-qua), [bốn](c%20d.md#muc-ket-qua)",
    )
    assert re.findall(r'href="([^"]*)"', html) == [
        "/2025/12/hop-dan/",
        "/2026/06/c-d/",
        "/2025/12/hop-dan/#muc-ket-qua",
        "/2026/06/c-d/#muc-ket-qua",
    ]
    assert findings(project) == []


def test_other_links(project: Project) -> None:
    project.post("2026/06/a/Kế hoạch.pdf", b"%PDF-1.7")
    html = body(
        project,
        (
            "[a](https://chinhphu.example/x?y=1&z=2) [b](mailto:ban@example.org) [c](tel:+842350000000) "
            "[d](/gioi-thieu/#lien-he) [e](<Kế hoạch.pdf>)"
        ),
    )
    expected = [
        "https://chinhphu.example/x?y=1&amp;z=2",
        "mailto:ban@example.org",
        "tel:+842350000000",
        "/gioi-thieu/#lien-he",
        "/2026/06/a/ke-hoach.pdf",
    ]
    assert re.findall(r'href="([^"]*)"', html) == expected
    assert findings(project) == []


@pytest.mark.parametrize(
    ("link", "code", "severity"),
    [
        ("../07/khong-co.md", "dead-link", "error"),
        ("b.md", "link-to-unpublished", "warning"),
        ("javascript:alert(1)", "link-removed", "warning"),
        ("ke-hoach.pdf", "missing-file", "error"),
        ("trang.html", "attachment-type", "error"),
        ("http://[hong", "bad-link", "warning"),
        ("www.chinhphu.vn", "link-without-https", "error"),
    ],
)
def test_links_that_lead_nowhere_leave_their_words(project: Project, link: str, code: str, severity: str) -> None:
    project.post("2026/06/b.md", post(date="2026-06-02 08:00", draft="true"))
    project.post("2026/06/a/trang.html", "<script>alert(1)</script>")
    project.post("2026/06/a.md", post(body=f"{OPENING}Một dòng.\n\nXem [chữ này]({link})."))
    assert [(item.line, item.code, item.severity) for item in prepare(project)[1] if item.code != "draft"] == [
        (LINE + 2, code, severity)
    ]
    assert body_of(project) == "<p>Một dòng.</p>\n<p>Xem <a>chữ này</a>.</p>"


def test_a_dead_link_is_told_with_the_nearest_post(project: Project) -> None:
    project.post("2026/06/hop-dan-thon-dong.md", post())
    project.post("2026/06/a.md", post(body=f"{OPENING}[x](hop-dan-thon-don.md)"))
    assert "Có phải bạn muốn viết: hop-dan-thon-dong.md" in report(project)


# --- raw HTML


def test_html_that_is_allowed(project: Project) -> None:
    text = (
        "<details><summary>Danh sách</summary><p>H<sub>2</sub>O, <mark>mới</mark>, <kbd>Ctrl</kbd>, "
        "<q>lời nói</q></p></details>"
    )
    assert body(project, text) == text
    assert findings(project) == []


def test_markdown_inside_html(project: Project) -> None:
    assert "<strong>đậm</strong>" in body(project, '<div markdown="1">\n\nMột chữ **đậm**.\n\n</div>')
    assert findings(project) == []


@pytest.mark.parametrize(
    ("text", "left", "code", "said"),
    [
        ("<script>alert(1)</script>", "", "html-removed", "Thẻ HTML <script>"),
        ('<iframe src="https://video.example/1"></iframe>', "", "html-removed", "Thẻ HTML <iframe>"),
        ('<font color="red">Khẩn</font>', "<p>Khẩn</p>", "html-removed", "Thẻ HTML <font>"),
        ('<form action="/x"><button>Gửi</button></form>', "Gửi", "html-removed", "Thẻ HTML <form>"),
        ('<p onclick="alert(1)">Khẩn</p>', "<p>Khẩn</p>", "attribute-removed", "Thuộc tính onclick của thẻ <p>"),
        ('<p style="color: red">Khẩn</p>', "<p>Khẩn</p>", "attribute-removed", "Thuộc tính style của thẻ <p>"),
        ("<p onclick=alert(1)>Khẩn</p>", "<p>Khẩn</p>", "attribute-removed", "Thuộc tính onclick của thẻ <p>"),
        ("<p style='color: red'>Khẩn</p>", "<p>Khẩn</p>", "attribute-removed", "Thuộc tính style của thẻ <p>"),
        ("<p hidden>Khẩn</p>", "<p>Khẩn</p>", "attribute-removed", "Thuộc tính hidden của thẻ <p>"),
        (
            "<P DATA-X='a>b' ID='x'>Khẩn</P>",
            '<p id="muc-x">Khẩn</p>',
            "attribute-removed",
            "Thuộc tính data-x của thẻ <p>",
        ),
        (
            "<p class='note masthead'>Khẩn</p>",
            "<p>Khẩn</p>",
            "attribute-removed",
            'Thuộc tính class="masthead" của thẻ <p>',
        ),
        (
            "<p><a href=javascript:alert(1)>Khẩn</a></p>",
            "<p><a>Khẩn</a></p>",
            "link-removed",
            "Liên kết kiểu javascript:",
        ),
        (
            "<details><summary onmouseover=x>A</summary>Khẩn</details>",
            "<details><summary>A</summary>Khẩn</details>",
            "attribute-removed",
            "Thuộc tính onmouseover của thẻ <summary>",
        ),
        ('<p class="masthead">Khẩn</p>', "<p>Khẩn</p>", "attribute-removed", 'Thuộc tính class="masthead" của thẻ <p>'),
        (
            '<p><a href="JavaScript:alert(1)">Khẩn</a></p>',
            "<p><a>Khẩn</a></p>",
            "link-removed",
            "Liên kết kiểu javascript:",
        ),
        ('<p><a href="data:text/html,x">Khẩn</a></p>', "<p><a>Khẩn</a></p>", "link-removed", "Liên kết kiểu data:"),
    ],
)
def test_html_that_is_removed_is_told_with_its_line(
    project: Project, text: str, left: str, code: str, said: str
) -> None:
    project.post("2026/06/a.md", post(body=f"{OPENING}Một dòng.\n\n{text}\n\nDòng cuối."))
    edition, found = prepare(project)
    html = edition.fragments["2026/06/a.md"].body_html.replace(' class=""', "")
    assert re.sub(r"\s", "", html.removeprefix("<p>Một dòng.</p>").removesuffix("<p>Dòng cuối.</p>")) == left.replace(
        " ", ""
    )
    ours = [item for item in found if item.message.startswith(said)]
    assert [(item.line, item.code, item.severity) for item in ours] == [(LINE + 2, code, "warning")]


@pytest.mark.parametrize(
    "attack",
    [
        "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<a href='java\tscript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "<math><mtext></p><script>alert(1)</script>",
        "<style>@import 'https://x.example'</style>", "<base href=//x.example>", "<meta http-equiv=refresh content=0>",
        "<object data=x.swf></object>", "<b><script>alert(1)//</b>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "![x](x){onerror=alert(1)}",
        "# x {onclick=alert(1)}", "<details ontoggle=alert(1) open>x</details>",
    ],
)  # fmt: skip
def test_no_script_gets_through(project: Project, attack: str) -> None:
    tags = "".join(re.findall(r"<[^>]*>", body(project, f"{attack}\n\nDòng cuối.")))
    for sign in ("<script", "<style", "<svg", "<base", "<meta", "<object", " on", "script:"):
        assert sign not in tags.lower()


def test_characters_made_of_entities_are_taken_out_and_told(project: Project) -> None:
    project.post("2026/06/a.md", post(body="Đoạn&#1; văn&#x202e;."))
    assert facts(project).lead == "Đoạn văn."
    assert {code for _, _, code in findings(project)} == {"control-characters"}


def test_text_in_angle_brackets_and_ampersands_stays_text(project: Project) -> None:
    html = body(project, "Nếu a < b & c > d thì &copy; và R&D vẫn là chữ.")
    assert text_of(html) == "Nếu a < b & c > d thì © và R&D vẫn là chữ."
    assert findings(project) == []


def test_a_picture_that_is_linked_to_as_a_file_still_stands_on_the_page(project: Project) -> None:
    project.picture("2026/06/a/so-do.png", (40, 30))
    project.post("2026/06/a.md", post(body="[Tải sơ đồ](so-do.png)\n\n![Sơ đồ kênh](so-do.png)"))
    made = fragment(project)
    (shown,) = pictures(made.body_html)
    assert shown["alt"] == "Sơ đồ kênh"
    assert f'href="{shown["src"].removesuffix("-40.jpg")}-goc.jpg"' in made.body_html, (
        "in full, but not as the camera wrote it"
    )


def test_terms_and_definitions_need_no_empty_line_between_them(project: Project) -> None:
    html = body(
        project,
        (
            "Phường\n: Đơn vị hành chính ở thành phố,\n  có Ủy ban nhân dân.\nXã\n: Đơn vị hành chính ở nông thôn.\n\n"
            "Đặc khu\n\n: Đơn vị hành chính ở đảo."
        ),
    )
    assert [text_of(one) for one in re.findall(r"<dt>(.*?)</dt>", html)] == ["Phường", "Xã", "Đặc khu"]
    assert len(re.findall(r"<dd>", html)) == 3 and "nông thôn." in html and findings(project) == []


def test_tasks_are_boxes_of_text(project: Project) -> None:
    html = body(project, "- [x] Tập huấn tổ trưởng\n- [ ] Giao thùng\n- [chưa] Thu tiền")
    assert re.sub(r"\s+", " ", html) == (
        '<ul> <li class="task">☑ Tập huấn tổ trưởng</li> <li class="task">☐ Giao thùng</li> <li>[chưa] Thu '
        "tiền</li> </ul>"
    )
    assert findings(project) == []


def test_a_line_of_no_break_spaces_is_an_empty_line_and_they_indent_as_spaces_do(project: Project) -> None:
    html = body(
        project, "\xa0\xa0Đoạn một.\n\xa0\n\u3000Đoạn hai.\n\xa0\xa0\t\n\xa0- mục một\n \xa0- mục hai\n---\n\u202f"
    )
    assert text_of(html) == "Đoạn một. Đoạn hai. mục một mục hai"
    assert re.findall(r"<(p|ul|li|hr)>", html) == ["p", "p", "ul", "li", "li", "hr"] and findings(project) == []


def test_each_of_several_links_to_nowhere_is_told_at_its_own_line(project: Project) -> None:
    body(
        project,
        (
            '~~Xem~~ [một](khong-co.pdf).\n\n- [hai](khong-co.pdf)\n- <a href="khong-co.pdf">ba</a>\n\n&#11;\n'
            "&#11; [bốn](#khong-co)\n\n[năm](#khong-co)"
        ),
    )
    assert [line for line, _, code in findings(project) if code == "missing-file"] == [LINE, LINE + 2, LINE + 3]
    assert [line for line, _, code in findings(project) if code == "control-characters"] == [LINE + 5, LINE + 6]
    assert [line for line, _, code in findings(project) if code == "dead-anchor"] == [LINE + 6, LINE + 8]


def test_a_note_that_nobody_refers_to_is_told_once_and_has_no_way_back(project: Project) -> None:
    html = body(project, "Theo báo cáo[^1].\n\n[^1]: Báo cáo số 1.\n\n[^3]: Không ai nhắc.")
    assert html.count("footnote-backref") == 1 and "Không ai nhắc." in html
    assert findings(project) == [(LINE + 4, "", "footnote-unused")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<p>Xem <a href="https://bao.example>báo</a></p>', [(0, "html-not-closed")]),
        ("<div>\n<p title='nước lũ>Đoạn</p>\n</div>", [(1, "html-not-closed")]),
        ("<p>Nước lên <! rất nhanh > và </ đục > lắm</p>", [(0, "html-removed")] * 2),
        ("Giá <![CDATA[12 triệu]]> một tấn, <?php echo 1 ?> chấm", [(0, "html-removed")] * 2),
        ("<p>Giá </5 triệu một tấn", [(0, "html-not-closed")]),
        ("<details>\n<summary>Danh sách</summary>\n\nBà Ba", [(0, "html-left-open")]),
        ("Một chữ <b>đậm rồi thôi\n\nvà <i>nghiêng</i>", [(0, "html-left-open")]),
        ("<div>\n\nTrong <span>ô\n\n</div>", [(2, "html-left-open")]),
        (
            "<ul>\n<li>Một\n<li>Hai\n</ul>\n<table><tr><td>A<td>B</table>\n<p>C<br><img src=x.jpg alt='a>b'>",
            [(5, "missing-picture")],
        ),
        ("<!-- ghi chú\n\nXem [bài](https://bao.example/) này.", [(0, "html-not-closed")]),
        ("<!-->Hiện<!-- ẩn -->", []),
    ],
)
def test_html_that_is_not_closed_and_false_comments_are_told(
    project: Project, text: str, told: list[tuple[int, str]]
) -> None:
    project.post("2026/06/a.md", post(body=f"{OPENING}{text}\n\nDòng cuối."))
    assert [(line - LINE, code) for line, _, code in findings(project)] == told


def test_the_way_back_stands_behind_the_words_of_a_note(project: Project) -> None:
    html = body(
        project,
        "Theo báo cáo[^1] và kế hoạch[^2].\n\n[^1]: **Báo cáo** số một.\n[^2]: [Kế hoạch](https://bao.example/)",
    )
    assert re.findall(r"<p>([^\n]*?&nbsp;)<a class=\"footnote-backref", html) == [
        "<strong>Báo cáo</strong> số một.&nbsp;",
        '<a href="https://bao.example/">Kế hoạch</a>&nbsp;',
    ]


def test_boxes_hold_what_belongs_to_them(project: Project) -> None:
    html = body(
        project,
        (
            "!!! note\n```\nmã\n\nmã hai\n```\nvẫn trong hộp\n\n!!! warning “Lưu ý”\n\n    Trong hộp hai.\n\n"
            "Ngoài hộp.\n\n!!! Khẩn cấp: nước lên"
        ),
    )
    assert re.findall(r"<p class=\"admonition-title\">(.*?)</p>", html) == ["Ghi chú", "Lưu ý"]
    assert html.count("<pre>") == 1 and html.endswith(
        "<p>Trong hộp hai.</p>\n</div>\n<p>Ngoài hộp.</p>\n<p>!!! Khẩn cấp: nước lên</p>"
    )
    assert findings(project) == []


def test_html_that_is_indented_stands_by_itself(project: Project) -> None:
    assert body(project, "Một.\n\n  <div>Hai</div>\n\n   <p>Ba</p>") == "<p>Một.</p>\n<div>Hai</div>\n<p>Ba</p>"


def test_no_break_spaces_in_a_quotation_and_in_front_of_a_table_row_are_spaces(project: Project) -> None:
    assert body(project, "> Một\n>\xa0\n>\xa0Hai") == "<blockquote>\n<p>Một</p>\n<p>Hai</p>\n</blockquote>"


def test_an_empty_quotation_may_end_a_text(project: Project) -> None:
    assert body(project, "Một.\n\n> 1. <![CDATA[ x\n> ").startswith("<p>Một.</p>\n<blockquote>\n<ol>\n<li>")


def test_a_first_cell_may_begin_with_a_bullet(project: Project) -> None:
    html = body(project, "Xã | Hộ\n--- | ---\n• Trà Vân | 12\n– Hòa Thuận | 9")
    assert re.findall(r"<td[^>]*>(.*?)</td>", html) == ["• Trà\xa0Vân", "12", "– Hòa\xa0Thuận", "9"]


@pytest.mark.slow
def test_a_table_that_grows_does_not_fill_the_page_with_empty_cells(project: Project) -> None:
    rows = "\n".join("| a |" for _ in range(2000))
    html = body(project, f"| A |\n| --- |\n{rows}\n|{' x |' * 2000}")
    assert html.count("<td>x</td>") == 2000 and html.count("<td") < 80_000


@pytest.mark.parametrize(
    ("size", "written", "enlarges"),
    [
        ((1200, 800), "![Kênh N2](kenh.jpg)", True),
        ((1200, 800), "Xem ảnh ![Kênh N2](kenh.jpg) này.", True),
        ((1200, 800), "| Ảnh |\n|---|\n| ![Kênh N2](kenh.jpg) |", True),
        ((479, 300), "![Dấu](kenh.jpg)", False),
        ((1200, 800), "[![Kênh N2](kenh.jpg)](https://kenh.example/)", False),
        ((1200, 800), "[xem ![Kênh N2](kenh.jpg) và đọc](b.md)", False),
    ],
)
def test_a_picture_enlarges_unless_it_is_small_or_part_of_a_link(
    project: Project, size: tuple[int, int], written: str, enlarges: bool
) -> None:
    project.picture("2026/06/a/kenh.jpg", size)
    project.post("2026/06/b.md", post(title="Bài kia", date="2026-06-19 08:00"))
    html = body(project, written)
    assert html.count('<a class="enlarge" href="/2026/06/a/kenh-') == enlarges and html.count("<picture>") == 1
    assert not re.search(r"<a\b[^>]*>(?:(?!</a>).)*<a\b", html, re.DOTALL), "no link within a link"
