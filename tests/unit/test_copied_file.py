"""Files that hold no plain text are known by what is in them, whatever they are called, and the editor hears what to
do.
"""

import zipfile
from io import BytesIO

import pytest
from bulletin.portals import copied_file
from bulletin.portals.copied_file import CopyError
from project import Project


def zipped(*names: str) -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, "nội dung")
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "tệp Word (.docx)"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "bảng tính Excel"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "trình chiếu PowerPoint"),
        (zipped("mimetype", "content.xml"), "tệp LibreOffice"),
        (zipped("anh-1.jpg", "anh-2.jpg"), "tệp nén"),
        (b"PK\x03\x04\x14\x00\x06\x00", "tệp nén"),
        (b"Rar!\x1a\x07\x01\x00", "tệp nén"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "Word, Excel hay PowerPoint đời cũ"),
        (b"{\\rtf1\\ansi\\deff0 Ng\\u224?y}", "tệp RTF"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "tệp PDF"),
        ("<!DOCTYPE html>\n<html lang='vi'><p>Chào".encode(), "trang web đã lưu"),
        (b"\xef\xbb\xbf  <!-- saved from url -->\r\n<HTML><head>", "trang web đã lưu"),
        ("\ufeff<html><body>".encode("utf-16-le"), "trang web đã lưu"),
        (
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
            "trang web lưu một tệp",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "Đây là ảnh"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "Đây là ảnh"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "Đây là ảnh"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", "âm thanh hoặc video"),
        (b"\x00\x01\x02\x03", "Không nhận ra mã chữ"),
    ],
)
def test_files_are_known_by_their_content(data: bytes, said: str) -> None:
    with pytest.raises(CopyError, match=said.replace("(", r"\(").replace(")", r"\)")):
        copied_file.text(data, lambda *_, **__: None)


@pytest.mark.parametrize(
    "text",
    [
        "PDF là gì? %PDF-1.7 là dòng đầu của nó.",
        "<b>Thẻ</b> trong bài là chữ.",
        "RTF, ZIP và PK là tên các loại tệp.",
        "From: thư của bạn đọc\nKính gửi tòa soạn,",
    ],
)
def test_text_about_files_is_text(text: str) -> None:
    assert copied_file.text(text.encode(), lambda *_, **__: None) == text


def test_the_editor_hears_of_each_file_and_nothing_is_written(project: Project) -> None:
    (project.folder / "bai.txt").write_bytes(zipped("word/document.xml"))
    (project.folder / "trang.txt").write_text("<html><body><p>Bài</p></body></html>", encoding="utf-8")
    result = project.command("import", "bai.txt", "trang.txt")
    assert result.returncode == 2
    assert (
        "bai.txt: Đây là tệp Word (.docx), không phải tệp văn bản thường. "
        "Hãy mở tệp bằng Word, chọn hết (Ctrl+A), chép (Ctrl+C)"
    ) in result.stderr
    assert "trang.txt: Đây là trang web đã lưu (.html)" in result.stderr
    assert not list(project.posts.rglob("*.md"))
