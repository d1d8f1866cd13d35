"""Files that people upload: taken if they are what their names say, refused in a sentence if not."""

import io
import struct
import zipfile
import zlib

import pytest
from desk.manuscripts import paths, uploads
from desk.refusal import Refusal
from PIL import Image
from project import source

POST = "posts/2026/11/bao-so-9.md"
SAMPLE_PDF = next(source("posts").rglob("*.pdf")).read_bytes()


def picture(form: str, size: tuple[int, int] = (60, 40)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (200, 60, 40)).save(file, form)
    return file.getvalue()


def packed(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


def document(folder: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}/document.xml", "<x/>")
    return file.getvalue()


def bomb() -> bytes:
    """A PNG of some kilobytes with 40,000 × 40,000 points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 40_000, 40_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(5001) * 1000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("anh.jpg", picture("JPEG")),
        ("anh.JPEG", picture("JPEG")),
        ("anh.png", picture("PNG")),
        ("anh.webp", picture("WEBP")),
        ("anh.gif", picture("GIF")),
        ("anh.avif", picture("AVIF")),
        ("ke-hoach.pdf", SAMPLE_PDF),
        ("ke-hoach.docx", document("word")),
        ("bang.xlsx", document("xl")),
        ("trinh-bay.pptx", document("ppt")),
        ("don.odt", packed(mimetype=b"application/vnd.oasis.opendocument.text")),
        ("don.doc", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)),
        ("don.rtf", b"{\\rtf1 xin chao}"),
        ("so-lieu.csv", "xã,hộ\nTrà Vân,12\n".encode()),
        ("so-lieu.txt", "Trà Vân: 12 hộ".encode("utf-16")),
        ("ho-so.zip", packed(a=b"b")),
        ("loi-noi.mp3", b"ID3\x03\x00\x00\x00\x00\x00\x21" + bytes(300)),
        ("canh-bao.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + bytes(300)),
    ],
)
def test_what_the_bulletin_hands_out_is_taken(name: str, content: bytes) -> None:
    assert paths.asset(f"posts/2026/11/bao-so-9/{name}", POST) == name
    uploads.check(name, content)


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("anh.jpg", b"", "rỗng"),
        ("ke-hoach.pdf", b"", "rỗng"),
        ("anh.jpg", picture("PNG"), "không phải loại jpg"),
        ("anh.png", SAMPLE_PDF, "không phải loại png"),
        ("anh.jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "không phải loại jpg"),
        ("anh.png", b"<html><script>alert(1)</script>", "không phải loại png"),
        ("anh.jpg", picture("JPEG")[:400], "bị hỏng"),
        ("anh.png", bomb(), "quá nhiều điểm ảnh"),
        ("ke-hoach.pdf", b"MZ\x90\x00" + bytes(300), "không phải loại pdf"),
        ("ke-hoach.docx", packed(x=b"y"), "không phải loại docx"),
        ("ke-hoach.docx", document("xl"), "không phải loại docx"),
        ("ke-hoach.docx", b"PK\x03\x04" + bytes(20), "không phải loại docx"),
        ("don.odt", packed(mimetype=b"application/zip"), "không phải loại odt"),
        ("don.doc", b"MZ" + bytes(100), "không phải loại doc"),
        ("so-lieu.txt", b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>", "không phải loại txt"),
        ("so-lieu.csv", b"#!/bin/sh\nrm -rf /\n", "không phải loại csv"),
        ("so-lieu.txt", b"MZ\x00\x00", "không phải loại txt"),
        ("canh-bao.mp4", picture("JPEG"), "không phải loại mp4"),
        ("phim.mp4", bytes(200 << 20), "nặng 200 MB, nhiều hơn mức 25 MB"),
    ],
)
def test_what_is_empty_disguised_broken_or_too_large_is_refused(name: str, content: bytes, part: str) -> None:
    with pytest.raises(Refusal, match=part) as refused:
        uploads.check(name, content)
    assert refused.value.status in (413, 422) and name in str(refused.value)


@pytest.mark.parametrize(
    "path",
    [
        "posts/2026/11/bao-so-9/anh.svg",
        "posts/2026/11/bao-so-9/trang.html",
        "posts/2026/11/bao-so-9/x.php.jpg",
        "posts/2026/11/bao-so-9/x.js",
        "posts/2026/11/bao-so-9/.htaccess",
        "posts/2026/11/bao-so-9/.jpg",
        "posts/2026/11/bao-so-9/anh",
        "posts/2026/11/bao-so-9/ảnh bão.jpg",
        "posts/2026/11/bao-so-9/a\0.jpg",
        "posts/2026/11/bao-so-9/a\n.jpg",
        "posts/2026/11/bao-so-9/" + "a" * 200 + ".jpg",
        "posts/2026/11/bao-so-9/../bao-so-8/anh.jpg",
        "posts/2026/11/bao-so-9/con/anh.jpg",
        "posts/2026/11/bao-so-8/anh.jpg",
        "posts/2026/11/anh.jpg",
        "posts/2026/11/bao-so-9.md",
        "posts/2026/11/bao-so-9/bai.md",
        ".git/hooks/post-update",
        "hooks/newsroom.py",
        "/etc/passwd",
        "",
    ],
)
def test_other_places_names_and_kinds_are_refused(path: str) -> None:
    with pytest.raises(Refusal) as refused:
        paths.asset(path, POST)
    assert refused.value.status == 422
