"""Posts that no text file can hold safely: git, an editor or a file system would change them on the way.

`MAKERS` is keyed by the name of a case folder; the docstring of each function is what an editor would read in the
case's `posts/`. Each gets the `posts/` folder to write into.
"""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

from PIL import Image

Maker = Callable[[Path], None]

MAKERS: dict[str, Maker] = {}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _makes(case: str) -> Callable[[Maker], Maker]:
    def register(function: Maker) -> Maker:
        MAKERS[case] = function
        return function

    return register


def _write(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _post(
    title: str, date: str = "2026-06-10 08:00", body: str = "Buổi làm việc diễn ra sáng 10/6.", **keys: str
) -> str:
    extra = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {title}\ndate: {date}\ncategory: thoi-su\n{extra}---\n\n{body}\n"


@_makes("binary-file")
def _binary_file(posts: Path) -> None:
    """A picture and a Word file that were given the ending .md."""
    _write(
        posts / "2026/06/anh-doi-duoi.md",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10\x08\x02\x00\x00\x00",
    )
    _write(posts / "2026/06/word-doi-duoi.md", b"PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml")


@_makes("utf-16")
def _utf_16(posts: Path) -> None:
    """What Notepad's `Unicode` used to write, with its mark in both byte orders, and without one."""
    text = _post("Ký kết quy chế phối hợp")
    _write(posts / "2026/06/notepad-unicode.md", b"\xff\xfe" + text.encode("utf-16-le"))
    _write(posts / "2026/06/notepad-unicode-big-endian.md", b"\xfe\xff" + text.encode("utf-16-be"))
    _write(posts / "2026/06/utf-16-khong-dau-hieu.md", text.encode("utf-16-le"))


@_makes("windows-1258")
def _windows_1258(posts: Path) -> None:
    """Vietnamese in Microsoft's old code page: vowel first, then its tone."""
    _write(
        posts / "2026/06/ma-windows-1258.md",
        "".join(map(_vowel_then_tone, _post("Đại hội đại biểu Hội Nông dân"))).encode("cp1258"),
    )


def _vowel_then_tone(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in _TONES)
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES)) + tone


@_makes("latin-1")
def _latin_1(posts: Path) -> None:
    """A text in ISO 8859-1 whose first foreign letter stands in the body, on line 7."""
    _write(
        posts / "2026/06/ma-latin-1.md",
        _post("Ban tin ngan", body="Quán cà phê mở cửa lúc 6 gi.\n").encode("latin-1", "ignore"),
    )


@_makes("utf-8-bom")
def _bom(posts: Path) -> None:
    """UTF-8 with the byte order mark that Notepad puts in front: nothing is wrong with it."""
    _write(posts / "2026/06/co-bom.md", b"\xef\xbb\xbf" + _post("Hội Chữ thập đỏ tặng quà").encode())


@_makes("line-ends-of-other-systems")
def _line_ends(posts: Path) -> None:
    """CRLF as Windows writes it, and CR as old Macs did: nothing is wrong with them."""
    _write(posts / "2026/06/xuong-dong-windows.md", _post("Ra mắt tổ công nghệ số").replace("\n", "\r\n"))
    _write(posts / "2026/06/xuong-dong-mac-cu.md", _post("Tổ công nghệ số đi từng ngõ").replace("\n", "\r"))


@_makes("nfd-file-names")
def _nfd_names(posts: Path) -> None:
    """Names as macOS hands them out, letters and marks apart, named by the posts in one piece: nothing is wrong."""
    month = posts / "2026/06"
    picture = month / _nfd("Lễ hội/cổng làng.png")
    picture.parent.mkdir(parents=True)
    Image.new("RGB", (32, 18), "#7a1518").save(picture)
    _write(
        month / _nfd("Lễ hội.md"),
        _post(
            "Lễ hội đình làng",
            image='{src: cổng làng.png, alt: "Cổng làng treo cờ hội"}',
            body="Hội mở từ mồng tám.\n\n![Cổng làng](<cổng làng.png>)",
        ),
    )
    _write(month / "tin-lien-quan.md", _post("Sau lễ hội", body="Xem [bài trước](<Lễ hội.md>)."))


def _nfd(name: str) -> str:
    return unicodedata.normalize("NFD", name)


@_makes("no-break-space-after-colon")
def _no_break_spaces(posts: Path) -> None:
    """No-break spaces, as they come along when a text is copied from Word or a web page: after the colons, and before a
    key.
    """
    _write(posts / "2026/06/chep-tu-word.md", _post("Trao nhà tình nghĩa").replace(": ", ":\u00a0"))
    _write(
        posts / "2026/06/chep-tu-trang-mang.md",
        _post("Trao nhà đại đoàn kết", image="\n\u00a0\u00a0caption: Lễ trao nhà."),
    )


@_makes("control-characters")
def _control_characters(posts: Path) -> None:
    """A substitute character in the title, a zero-width space and a character that turns the reading direction in the
    body.
    """
    body = "Đoạn đầu\u200b có khoảng trắng không độ rộng.\n\nĐoạn sau có \u202echữ bị đảo\u202c và một ký tự\x08 lùi."
    _write(posts / "2026/06/ky-tu-an.md", _post("Tập huấn\x1a cán bộ thôn", body=body))


@_makes("title-of-200-kb")
def _long_title(posts: Path) -> None:
    """The whole text pasted into the title, 200 KB of it."""
    words = "Toàn văn báo cáo được dán nhầm vào tên bài. "
    _write(posts / "2026/06/ten-bai-rat-dai.md", _post(words * (200 * 1024 // len(words.encode()) + 1)))


@_makes("deeply-nested-list")
def _deeply_nested(posts: Path) -> None:
    """Five thousand lists in each other, which no reader of YAML can follow."""
    _write(posts / "2026/06/danh-sach-long-nhau.md", _post("Danh sách lồng nhau", tags="[" * 5000 + "]" * 5000))


@_makes("broken-picture")
def _broken_picture(posts: Path) -> None:
    """A JPEG of which only the beginning arrived, and a text that was given the ending .png."""
    folder = posts / "2026/06/dua-thuyen"
    _write(folder / "dua-thuyen.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    _write(folder / "khan-gia.png", "Đây không phải là ảnh.\n")
    image = '{src: dua-thuyen.jpg, alt: "Hai thuyền đua sát nhau trước vạch đích"}'
    _write(
        posts / "2026/06/dua-thuyen.md",
        _post(
            "Đua thuyền trên sông Thu",
            image=image,
            body="Mười đội dự giải.\n\n![Khán giả đứng kín hai bờ](khan-gia.png)",
        ),
    )


@_makes("huge-picture")
def _huge_picture(posts: Path) -> None:
    """A small file that unpacks into 144 and 400 million pixels."""
    for name, side in (("quet-ban-do", 12_000), ("bom-anh", 20_000)):
        picture = posts / f"2026/06/{name}/{name}.png"
        picture.parent.mkdir(parents=True)
        Image.new("1", (side, side)).save(picture)
        _write(
            posts / f"2026/06/{name}.md",
            _post("Bản đồ quy hoạch", image=f'{{src: {name}.png, alt: "Bản đồ quét từ giấy"}}'),
        )


@_makes("symlink-out-of-posts")
def _symlinks_out(posts: Path) -> None:
    """Links to a file, to a folder and to a picture outside `posts/`."""
    outside = posts.parent / "rieng-tu"
    _write(outside / "mat-khau.md", _post("Mật khẩu của máy chủ"))
    Image.new("RGB", (32, 18), "#7a1518").save(outside / "anh-rieng.png")
    _write(posts / "2026/06/anh-muon/README.md", "")
    os.symlink(outside / "mat-khau.md", posts / "2026/06/bai-muon.md")
    os.symlink(outside, posts / "2026/06/thu-muc-muon")
    os.symlink(outside / "anh-rieng.png", posts / "2026/06/anh-muon/anh.png")
    _write(posts / "2026/06/anh-muon.md", _post("Bài mượn ảnh bên ngoài", image='{src: anh.png, alt: "Ảnh riêng tư"}'))


@_makes("symlink-to-draft")
def _symlinks_to_posts(posts: Path) -> None:
    """Links inside `posts/` by which a draft and a folder with posts would be published under other names, and one to a
    picture, which may stay.
    """
    month = posts / "2026/02"
    _write(month / "ban-nhap-mat.md", _post("Nhân sự dự kiến", "2026-02-10 08:00", draft="true"))
    Image.new("RGB", (32, 18), "#7a1518").save(month / "tru-so.png")
    _write(
        month / "bai-co-anh.md",
        _post("Trụ sở mới", "2026-02-11 08:00", body="Trụ sở xây xong.\n\n![Trụ sở hai tầng](anh-tru-so.png)"),
    )
    os.symlink("ban-nhap-mat.md", month / "bai-khac-ten.md")
    os.symlink("ban-nhap-mat.md", month / "tai-lieu.txt")
    os.symlink("tru-so.png", month / "anh-tru-so.png")
    os.symlink("02", posts / "2026/01")
    os.symlink(".", month / "trong-chinh-no")


@_makes("files-that-are-none")
def _odd_files(posts: Path) -> None:
    """A pipe, a folder, a link to itself, a name in an old encoding, and a file of six gigabytes that was called a
    post.
    """
    month = posts / "2025/12"
    month.mkdir(parents=True)
    os.mkfifo(month / "ong.md")
    (month / "thu-muc.md").mkdir()
    os.symlink("vong.md", month / "vong.md")
    os.symlink("da-xoa.jpg", month / "mat-dich.jpg")
    _write(Path(os.fsdecode(os.fsencode(month) + b"/th\xf4ng-b\xe1o.md")), _post("Thông báo", "2025-12-10 08:00"))
    _write(month / "ten\ncó xuống dòng.txt", "Tệp số liệu.\n")
    _write(month / "thua-dau-cach.md ", _post("Thừa dấu cách", "2025-12-10 08:30"))
    with (month / "phim-doi-duoi.md").open("wb") as file:
        file.truncate(6 << 30)
    with (month / "phim.mp4").open("wb") as file:
        file.truncate(6 << 30)
    _write(
        month / "gui-phim.md", _post("Phim tài liệu về làng nghề", "2025-12-11 08:00", attachments="[{file: phim.mp4}]")
    )


@_makes("names-as-written")
def _names_as_written(posts: Path) -> None:
    """Names with signs that divide an address, and with a space that only looks like one: all are found."""
    month = posts / "2025/11"
    for number, name in enumerate(("ảnh#1.png", "a%20b.png", "Chụp lúc 9.41\u202fAM.png")):
        month.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (32, 18 + number), "#7a1518").save(month / name)
    for name in ("Báo cáo 50%.pdf", "Vì sao?.pdf", "Ðề án.pdf"):
        _write(month / name, b"%PDF-1.7")
    body = (
        "![Cổng chợ](ảnh#1.png)\n\n![Quầy rau](a%20b.png)\n\n![Quầy cá](<Chụp lúc 9.41 AM.png>)\n\n"
        "Xem [báo cáo](Báo cáo 50%.pdf), [hỏi đáp](Vì sao?.pdf), [đề án](<Đề án.pdf>)."
    )
    _write(
        month / "cho-phien.md",
        _post(
            "Chợ phiên vùng cao",
            "2025-11-10 08:00",
            body=f"Chợ họp sáng chủ nhật.\n\n{body} Và [bài trước](chợ#2.md#gia-ca).",
        ),
    )
    _write(
        month / "chợ#2.md",
        _post("Chợ phiên tuần trước", "2025-11-03 08:00", body="Chợ đông.\n\n## Giá cả\n\nRau 10.000 đồng một bó."),
    )
