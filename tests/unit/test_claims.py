"""Two things at one address: both are named, with the lines where they are asked for."""

import pytest
from bulletin.problems import Problem
from project import Project, post
from unit.proofreading import prepare


def said(project: Project) -> list[str]:
    """File, line, key and message of every finding."""
    return [f"{one.file}:{one.line} [{one.key}] {one.message}" for one in sorted(prepare(project)[1])]


def problem(project: Project) -> Problem:
    (found,) = prepare(project)[1]
    return found


# --- attachments


def test_attachments_of_two_posts_whose_names_differ_in_accents_only(project: Project) -> None:
    project.post("2026/06/Dự toán.pdf", b"%PDF-1.7 cua xa Tra Van")
    project.post("2026/06/du-toan.PDF", b"%PDF-1.7 cua xa Pa Rin")
    project.post(
        "2026/06/a.md", post(date="2026-06-02 08:00", attachments="[{title: Dự toán xã Trà Vân, file: Dự toán.pdf}]")
    )
    project.post(
        "2026/06/b.md", post(date="2026-06-03 08:00", body="Sáng nay xã công khai.\n\nXem [dự toán](du-toan.PDF).")
    )
    assert said(project) == [
        (
            "posts/2026/06/b.md:9 [] Tệp «posts/2026/06/du-toan.PDF» sẽ đăng ở /2026/06/du-toan.pdf, "
            "nơi đã có tệp khác: «posts/2026/06/Dự toán.pdf» của posts/2026/06/a.md:5."
        )
    ]


def test_attachments_of_one_post(project: Project) -> None:
    project.post("2026/06/a/Biểu 1.xlsx", b"mot")
    project.post("2026/06/a/bieu-1.xlsx", b"hai")
    project.post("2026/06/a.md", post(attachments="\n  - file: Biểu 1.xlsx\n  - file: bieu-1.xlsx"))
    found = problem(project)
    assert (found.line, found.key, found.code) == (7, "attachments.2.file", "attachment-twice")
    assert "posts/2026/06/a.md:6" in found.message


def test_attachments_in_folders_of_nearly_one_name(project: Project) -> None:
    for name, content in {"Họp dân": b"mot", "hop-dan": b"hai"}.items():
        project.post(f"2026/06/{name}/bien-ban.docx", content)
    project.post(
        "2026/06/Họp dân.md", post(slug="hop-dan-1", date="2026-06-02 08:00", attachments="[{file: bien-ban.docx}]")
    )
    project.post("2026/06/hop-dan.md", post(attachments="[{file: bien-ban.docx}]"))
    assert problem(project).code == "attachment-twice"


def test_attachments_from_a_folder_that_belongs_to_no_month(project: Project) -> None:
    project.post("van-ban/Nghị quyết 5.pdf", b"mot")
    project.post("van-ban/nghi-quyet-5.pdf", b"hai")
    project.post(
        "2026/05/a.md", post(date="2026-05-02 08:00", body="Xem [nghị quyết](<../../van-ban/Nghị quyết 5.pdf>).")
    )
    project.post("2026/06/b.md", post(body="Xem [nghị quyết](../../van-ban/nghi-quyet-5.pdf)."))
    found = problem(project)
    assert (found.file, found.line, found.code) == ("posts/2026/06/b.md", 7, "attachment-twice")
    assert "posts/2026/05/a.md:7" in found.message


def test_one_file_of_two_posts_and_two_files_with_the_same_bytes_are_no_problem(project: Project) -> None:
    project.post("2026/06/Kế hoạch.pdf", b"%PDF-1.7 nhu nhau")
    project.post("2026/06/ke-hoach.pdf", b"%PDF-1.7 nhu nhau")
    for number, file in enumerate(("Kế hoạch.pdf", "Kế hoạch.pdf", "ke-hoach.pdf"), 1):
        project.post(f"2026/06/bai-{number}.md", post(attachments=f"[{{file: {file}}}]"))
    assert said(project) == []


def test_an_attachment_in_the_place_of_a_recording(project: Project) -> None:
    project.post("2026/06/a/Bài đọc.mp3", b"ID3")
    project.post("2026/06/a.md", post(attachments="[{file: Bài đọc.mp3}]"))
    assert said(project) == [], "nothing is read aloud here"
    mkdocs_yml = project.folder / "mkdocs.yml"
    text = mkdocs_yml.read_text(encoding="utf-8")
    mkdocs_yml.write_text(
        text.replace("  bulletin:\n", '  bulletin:\n    audio: {command: [espeak-ng, "{text}", "{output}"]}\n'),
        encoding="utf-8",
    )
    assert said(project) == [
        (
            "posts/2026/06/a.md:5 [attachments.1.file] Tệp «posts/2026/06/a/Bài đọc.mp3» sẽ đăng ở "
            "/2026/06/a/bai-doc.mp3, chỗ của bản đọc thành tiếng của bài posts/2026/06/a.md."
        )
    ]


def test_an_attachment_in_the_place_of_a_file_of_docs(project: Project) -> None:
    (project.folder / "docs").unlink()
    (project.folder / "docs/van-ban").mkdir(parents=True)
    (project.folder / "docs/van-ban/quy-che.pdf").write_bytes(b"%PDF-1.7 cu")
    project.post("van-ban/Quy chế.pdf", b"%PDF-1.7 moi")
    project.post("2026/06/a.md", post(body="Xem [quy chế](<../../van-ban/Quy chế.pdf>)."))
    assert said(project) == [
        (
            "posts/2026/06/a.md:7 [] Tệp «posts/van-ban/Quy chế.pdf» sẽ đăng ở /van-ban/quy-che.pdf, "
            "nơi đã có docs/van-ban/quy-che.pdf."
        )
    ]


# --- old addresses


@pytest.mark.parametrize(
    ("alias", "holder"),
    [
        ("/2026/06/hop-dan/", "posts/2026/06/hop-dan.md:1"),
        ("/2026/06/Hop-Dan", "posts/2026/06/hop-dan.md:1"),
        ("/2026/06/hop-dan/index.html", "posts/2026/06/hop-dan.md:1"),
        ("/2026/06/hop-dan/ban-in", "bản in của posts/2026/06/hop-dan.md:1"),
        ("/2026/06/index.html", "chính trang mạng"),
        ("/2026/index.html", "chính trang mạng"),
        ("/Thoi-Su/bai-cu.aspx", "chính trang mạng"),
        ("/rss.xml/tin.html", "chính trang mạng"),
        ("/sitemap-2026-06.xml/tin/", "chính trang mạng"),
        ("/Tu-Khoa/lua", "chính trang mạng"),
        ("/2026/06/hop-dan/bai-doc.mp3/nghe", "chính trang mạng"),
        ("/gioi-thieu/index.html", "chính trang mạng"),
        ("/gioi-thieu/index.html/cu/", "chính trang mạng"),
    ],
)
def test_an_old_address_in_the_place_of_something_else(project: Project, alias: str, holder: str) -> None:
    project.post("2026/06/hop-dan.md", post(date="2026-06-02 08:00"))
    project.post("2026/06/b.md", post(aliases=f"\n  - /tin/1.html\n  - {alias}"))
    assert said(project) == [f"posts/2026/06/b.md:7 [aliases] Địa chỉ cũ {alias} đã có chủ: {holder}."]


def test_old_addresses_that_differ_in_capitals_only(project: Project) -> None:
    """Windows and macOS would keep one of the two pages."""
    project.post("2026/06/a.md", post(date="2026-06-02 08:00", aliases="[/Tin/Bai-7.html, /tin/bai-7.html]"))
    assert said(project) == [], "both lead to the same page"
    project.post("2026/06/b.md", post(date="2026-06-03 08:00", aliases="[/TIN/bai-7.html]"))
    assert said(project) == [
        "posts/2026/06/b.md:5 [aliases] Địa chỉ cũ /TIN/bai-7.html đã có chủ: posts/2026/06/a.md:5 (/Tin/Bai-7.html)."
    ]


@pytest.mark.parametrize("is_file_older", [True, False])
def test_an_old_address_below_another_that_is_a_file(project: Project, is_file_older: bool) -> None:
    project.post("2026/06/tep.md", post(date=f"2026-06-0{2 if is_file_older else 4} 08:00", aliases="[/cu/bai.html]"))
    project.post("2026/06/muc.md", post(date="2026-06-03 08:00", aliases="[/cu/bai.html/trang-2.html]"))
    assert said(project) == [
        (
            "posts/2026/06/muc.md:5 [aliases] Địa chỉ cũ /cu/bai.html/trang-2.html nằm dưới /cu/bai.html, "
            "mà /cu/bai.html là một tệp của posts/2026/06/tep.md:5, không phải thư mục."
        )
    ]


def test_an_old_address_below_an_attachment(project: Project) -> None:
    project.post("2026/06/a/ke-hoach.pdf", b"%PDF-1.7")
    project.post("2026/06/a.md", post(attachments="[{file: ke-hoach.pdf}]", aliases="[/2026/06/a/ke-hoach.pdf/xem]"))
    assert problem(project).code == "alias-below-file"


def test_all_of_it_is_told_in_one_run(project: Project) -> None:
    project.post("2026/06/Mẫu đơn.docx", b"mot")
    project.post("2026/06/mau-don.docx", b"hai")
    project.post(
        "2026/06/a.md",
        post(date="2026-06-02 08:00", slug="don-tu", attachments="[{file: Mẫu đơn.docx}]", aliases="[/don-tu.html]"),
    )
    project.post(
        "2026/06/b.md",
        post(
            date="2026-06-03 08:00",
            slug="don-tu",
            attachments="[{file: mau-don.docx}]",
            aliases="[/don-tu.html, /thoi-su]",
        ),
    )
    assert sorted(one.code for one in prepare(project)[1]) == [
        "address-twice",
        "alias-taken",
        "alias-taken",
        "attachment-twice",
    ]


@pytest.mark.parametrize("name", ["ban-in", "trang", "index", "00", "rss.xml", "tua-0a1b2c3d"])
def test_a_post_may_be_named_like_something_of_the_engine_s(project: Project, name: str) -> None:
    """Its page lies in a folder of the month, where the engine has nothing but posts."""
    project.post(f"2026/06/{name}.md", post())
    assert said(project) == []
