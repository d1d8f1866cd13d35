"""Uploads: whether a file is what its name says, and small enough, before it gets into the repository."""

import io
import zipfile

import filetype
from bulletin.pictures import media
from bulletin.pictures.media import MediaError

from ..refusal import Refusal

LARGEST = 25 << 20
"""Bytes of one file. A film is better left to a video site."""
_TEXTS = frozenset({"txt", "csv"})
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""The beginning of doc, xls and ppt ([MS-CFB], section 2.2)."""
_OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
    "odp": b"application/vnd.oasis.opendocument.presentation",
}
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<?php", b"#!")
_LARGEST_INDEX = 20_000
"""Files in an archive."""


def check(name: str, content: bytes, largest: int = LARGEST) -> None:
    """Raises Refusal for a file of more than `largest` bytes, or of another kind than its name says."""
    ending = name.rpartition(".")[2].lower()
    if not content:
        raise Refusal(422, "manuscripts_empty_file", name=name)
    if len(content) > largest:
        size, most = (f"{number / (1 << 20):.0f}" for number in (len(content), largest))
        raise Refusal(413, "manuscripts_large_file", name=name, size=size, most=most)
    if ending in media.PICTURE_ENDINGS:
        _check_picture(name, content)
    elif not _is_kind(ending, content):
        raise Refusal(422, "manuscripts_disguised", name=name, ending=ending)


def _check_picture(name: str, content: bytes) -> None:
    guess = filetype.guess(content)
    family = {"jpeg": "jpg"}.get(name.rpartition(".")[2].lower(), name.rpartition(".")[2].lower())
    try:
        with media.open_picture(io.BytesIO(content)) as image:
            image.load()
            is_same = image.format in ("MPO", family.upper().replace("JPG", "JPEG"))
    except MediaError as error:
        is_large = error.code == "picture-too-large"
        is_picture = guess is not None and guess.mime.startswith("image/")
        key = "manuscripts_huge_picture" if is_large else "manuscripts_broken_picture"
        raise Refusal(
            422, key if is_large or is_picture else "manuscripts_disguised", name=name, ending=family
        ) from None
    if not is_same:
        raise Refusal(422, "manuscripts_disguised", name=name, ending=family)


def _is_kind(ending: str, content: bytes) -> bool:
    if ending in _TEXTS:
        return _is_text(content)
    if ending in ("doc", "xls", "ppt"):
        return content.startswith(_OLE)
    if ending in _OFFICE or ending in _OPEN_DOCUMENT:
        return _is_document(ending, content)
    if ending == "rtf":
        return content.startswith(b"{\\rtf")
    if ending == "mp4":
        return content[4:8] == b"ftyp"
    guess = filetype.guess(content)
    return guess is not None and guess.extension == ending


def _is_text(content: bytes) -> bool:
    """Whether it is text, in whatever encoding, and nothing that a browser or a shell would run."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    return (is_utf_16 or b"\0" not in content) and not start.startswith(_MARKUP) and filetype.guess(content) is None


def _is_document(ending: str, content: bytes) -> bool:
    """Whether a packed document holds what documents of its kind do."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if len(names) > _LARGEST_INDEX:
                return False
            if ending in _OFFICE:
                return any(name.startswith(_OFFICE[ending]) for name in names) and "[Content_Types].xml" in names
            with archive.open("mimetype") as file:
                return file.read(100).startswith(_OPEN_DOCUMENT[ending])
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return False
