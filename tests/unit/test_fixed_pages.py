"""What lies in `docs/`, as `check` and every build look at it before MkDocs does."""

import os
import socket
from pathlib import Path

import pytest
from bulletin.fixed_pages import docs_folder
from bulletin.fixed_pages.docs_folder import FixedPages
from bulletin.settings import settings
from project import Project, post
from unit.proofreading import report


@pytest.fixture
def docs(project: Project) -> Path:
    """A folder of the test's own, with one page in it."""
    folder = project.folder / "docs"
    folder.unlink()
    folder.mkdir()
    (folder / "lien-he.md").write_text("# Liên hệ\n", encoding="utf-8")
    return folder


def look(docs: Path) -> FixedPages:
    return docs_folder.load(settings.load(docs.parent / "mkdocs.yml"))


def codes(docs: Path) -> list[tuple[str, str]]:
    return [(item.file, item.code) for item in look(docs).problems]


def page(docs: Path, name: str, text: str = "# Trang\n") -> Path:
    (docs / name).parent.mkdir(parents=True, exist_ok=True)
    (docs / name).write_text(text, encoding="utf-8")
    return docs / name


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "ngoai"
    folder.mkdir()
    (folder / "mat-khau.txt").write_text("bí mật", encoding="utf-8")
    (folder / "noi-bo.md").write_text("# Nội bộ", encoding="utf-8")
    return folder


# --- links


def test_links_out_of_docs_are_refused_and_nothing_behind_them_is_taken(docs: Path, outside: Path) -> None:
    (docs / "tep.txt").symlink_to(outside / "mat-khau.txt")
    (docs / "noi-bo.md").symlink_to(os.path.relpath(outside / "noi-bo.md", docs))
    (docs / "thu-muc").symlink_to(outside)
    (docs / "mot").symlink_to("hai")
    (docs / "hai").symlink_to("../docs/thu-muc/mat-khau.txt")
    (docs / "anh").mkdir()
    (docs / "anh/me.txt").symlink_to("/etc/hostname")
    (docs / "cha").symlink_to("..")
    found = look(docs)
    assert {item.code for item in found.problems} == {"fixed-page-link"}
    assert [item.file for item in found.problems] == [
        f"docs/{name}" for name in ("anh/me.txt", "cha", "hai", "mot", "noi-bo.md", "tep.txt", "thu-muc")
    ]
    assert list(found.outputs.values()) == ["docs/lien-he.md"]


def test_links_that_stay_inside_are_files_like_others(docs: Path) -> None:
    page(docs, "anh/so-do.svg", "<svg/>")
    (docs / "so-do.svg").symlink_to("anh/so-do.svg")
    (docs / "hinh").symlink_to("anh")
    (docs / "lien-lac.md").symlink_to("lien-he.md")
    found = look(docs)
    assert found.problems == ()
    assert set(found.outputs) == {
        "anh/so-do.svg",
        "so-do.svg",
        "hinh/so-do.svg",
        "lien-he/index.html",
        "lien-lac/index.html",
    }


def test_docs_itself_may_be_a_link(docs: Path, project: Project, tmp_path: Path) -> None:
    docs.rename(tmp_path / "kho")
    docs.symlink_to(tmp_path / "kho")
    assert look(docs).problems == ()
    (docs / "ra-ngoai.md").symlink_to(project.folder / "mkdocs.yml")
    assert codes(docs) == [("docs/ra-ngoai.md", "fixed-page-link")]


def test_a_page_that_is_kept_back_is_not_published_under_another_name(docs: Path) -> None:
    with (docs.parent / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("exclude_docs: |\n  /nhap/\n")
    page(docs, "nhap/ke-hoach.md")
    (docs / "ke-hoach.md").symlink_to("nhap/ke-hoach.md")
    assert codes(docs) == [("docs/ke-hoach.md", "fixed-page-link")]


def test_folders_that_hold_themselves_and_links_to_nothing(docs: Path) -> None:
    (docs / "vong").symlink_to(".")
    page(docs, "a/x.txt")
    (docs / "a/b").symlink_to("../c")
    page(docs, "c/y.txt")
    (docs / "c/d").symlink_to("../a")
    (docs / "mat.md").symlink_to("khong-co.md")
    (docs / "quanh").symlink_to("quanh")
    (docs / ".#lien-he.md").symlink_to("an@may-tinh.1234:5678")  # Emacs marks so what is being edited
    assert ("docs/vong", "fixed-page-circle") in codes(docs)
    assert ("docs/mat.md", "fixed-page-dead-link") in codes(docs)
    assert {code for _, code in codes(docs)} == {"fixed-page-circle", "fixed-page-dead-link"}
    assert not [file for file, _ in codes(docs) if "#" in file]


# --- what is no file, or can't be read


def test_pipes_and_sockets_are_named_and_never_opened(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(docs / "ong.md")
    os.mkfifo(docs / "ong.png")
    monkeypatch.chdir(docs)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind("o-cam.svg")
    (docs / "ong-2.md").symlink_to("ong.md")
    assert codes(docs) == [
        (f"docs/{name}", "fixed-page-special") for name in ("o-cam.svg", "ong-2.md", "ong.md", "ong.png")
    ]


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"# Li\xean h\xea\n", "not-utf-8", 1),
        ("# Liên hệ\n\nSố 24 đường Bờ Kè\n".encode() + "Điện thoại".encode()[:1], "not-utf-8", 4),
        ("# Liên hệ".encode("utf-16"), "utf-16", 1),
        (b"# Trang\n\n\x00\n", "binary-file", 1),
    ],
)
def test_a_page_that_is_no_text_is_named_with_its_line(docs: Path, content: bytes, code: str, line: int) -> None:
    (docs / "lien-he.md").write_bytes(content)
    assert [(item.file, item.line, item.code) for item in look(docs).problems] == [("docs/lien-he.md", line, code)]


def test_any_bytes_may_be_a_picture_and_an_empty_page_is_one(docs: Path) -> None:
    (docs / "anh.png").write_bytes(b"\x89PNG\x00\xff")
    (docs / "trong.md").write_bytes(b"")
    assert look(docs).problems == ()


def test_a_name_that_is_no_text(docs: Path) -> None:
    try:
        (docs / os.fsdecode(b"h\xf3i.md")).write_text("# Hỏi")
    except OSError:
        pytest.skip("this disk takes no such name")
    assert [code for _, code in codes(docs)] == ["fixed-page-name"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(docs: Path) -> None:
    page(docs, "kin.md").chmod(0)
    page(docs, "kho/a.txt")
    (docs / "kho").chmod(0)
    assert codes(docs) == [("docs/kho", "fixed-page-unreadable"), ("docs/kin.md", "fixed-page-unreadable")]
    (docs / "kho").chmod(0o755)


# --- addresses


@pytest.mark.parametrize(
    ("name", "address", "owner"),
    [
        ("index.md", "/", "bản tin ("),
        ("README.md", "/", "bản tin ("),
        ("robots.txt", "/robots.txt", "bản tin ("),
        ("404.html", "/404.html", "bản tin ("),
        ("sw.js", "/sw.js", "bản tin ("),
        ("sitemap-2026-06.xml", "/sitemap-2026-06.xml", "các bài và trang theo tháng"),
        ("thoi-su.md", "/thoi-su/", "chuyên mục «Thời sự»"),
        ("thoi-su/index.md", "/thoi-su/", "chuyên mục «Thời sự»"),
        ("y-te/rss.xml", "/y-te/rss.xml", "chuyên mục «Y tế»"),
        ("y-te/trang/2.md", "/y-te/trang/2/", "chuyên mục «Y tế»"),
        ("y-te", "/y-te", "chuyên mục «Y tế»"),
        ("assets", "/assets", "bản tin ("),
        ("tac-gia/le-ha.md", "/tac-gia/le-ha/", "các danh sách bài"),
        ("tu-khoa.md", "/tu-khoa/", "các danh sách bài"),
        ("tim-kiem.md", "/tim-kiem/", "các danh sách bài"),
        ("luu-tru.md", "/luu-tru/", "bản tin ("),
        ("khan-cap.md", "/khan-cap/", "bản tin ("),
        ("2026.md", "/2026/", "các bài và trang theo tháng"),
        ("2026/06/hop-dan.md", "/2026/06/hop-dan/", "các bài và trang theo tháng"),
        ("2026", "/2026", "bản tin ("),
    ],
)
def test_an_address_of_the_bulletins_own_is_taken(docs: Path, name: str, address: str, owner: str) -> None:
    page(docs, name)
    (found,) = look(docs).problems
    assert (found.file, found.code) == (f"docs/{name}", "fixed-page-taken")
    assert found.message.startswith(f"Địa chỉ {address} đã là của {owner}")


@pytest.mark.parametrize(
    "name",
    [
        "thoi-su/quy-che.md",
        "2026/bao-cao-nam.md",
        "rss.md",
        "assets/ban-do.svg",
        "muc/index.md",
        "tai-lieu/robots.txt",
        "2026-06.md",
    ],
)
def test_what_only_looks_like_one_is_free(docs: Path, name: str) -> None:
    page(docs, name)
    assert look(docs).problems == ()


@pytest.mark.parametrize(
    ("first", "second", "address"),
    [
        ("hoi-dap.md", "hoi-dap/index.md", "/hoi-dap/"),
        ("hoi-dap/index.md", "hoi-dap/README.md", "/hoi-dap/"),
        ("hoi-dap.md", "hoi-dap/index.html", "/hoi-dap/"),
        ("hỏi đáp.md", "hỏi đáp.markdown", "/hỏi đáp/"),
        ("ho\u0309i.md", "hỏi.md", "/hỏi/"),
    ],
)
def test_two_files_at_one_address_are_both_named(docs: Path, first: str, second: str, address: str) -> None:
    page(docs, first)
    page(docs, second)
    (found,) = look(docs).problems
    assert found.code == "fixed-page-twice" and f" {address} " in found.message
    assert {found.file, found.message.rpartition(" với ")[2].rstrip(".")} >= {
        f"docs/{name}" for name in {first, second} if name.isascii()
    }


def test_a_file_where_a_folder_has_to_be(docs: Path) -> None:
    page(docs, "hoi-dap.md")
    page(docs, "hoi-dap")
    assert [(item.file, item.message) for item in look(docs).problems] == [
        ("docs/hoi-dap", "Cùng muốn đứng ở địa chỉ /hoi-dap với docs/hoi-dap.md.")
    ]


def test_files_that_are_left_out_take_no_address(docs: Path) -> None:
    with (docs.parent / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("exclude_docs: |\n  /thoi-su.md\n  !.well-known\n")
    page(docs, "thoi-su.md")
    page(docs, "templates/index.md")
    page(docs, ".well-known/security.txt", "Contact: mailto:quantri@anbinh.example")
    assert (set(look(docs).outputs), look(docs).problems) == ({"lien-he/index.html", ".well-known/security.txt"}, ())


# --- together with posts


def test_check_tells_of_docs_and_posts_in_one_run(docs: Path, project: Project) -> None:
    project.post("2026/06/a.md", post(category="thoi-xu"))
    page(docs, "thoi-su.md")
    text = report(project)
    assert "docs/thoi-su.md:1: LỖI: Địa chỉ /thoi-su/ đã là của chuyên mục «Thời sự»." in text
    assert "posts/2026/06/a.md:4: LỖI [category]: Không có chuyên mục «thoi-xu»." in text


def test_no_post_takes_the_old_address_of_a_fixed_page(docs: Path, project: Project) -> None:
    page(docs, "hỏi đáp.md")
    project.post("2026/06/a.md", post(aliases="[/hỏi-đáp/, /lien-he/]"))
    assert "/lien-he/" in report(project)
