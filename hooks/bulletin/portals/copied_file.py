"""A file with a copied article: what kind of file it is, judged by its content, and its text, in whatever encoding."""

import re
import unicodedata
from collections.abc import Callable
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from ..posts import legacy_text
from ..stylebook import words

# Kind, offset and first bytes of files that are not text; the kind is a key of the word list.
_SIGNATURES = (
    ("pdf", 0, b"%PDF-"),
    ("word_97", 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("rtf", 0, b"{\\rtf"),
    ("picture", 0, b"\x89PNG\r\n\x1a\n"),
    ("picture", 0, b"\xff\xd8\xff"),
    ("picture", 0, b"GIF8"),
    ("picture", 0, b"II*\x00"),
    ("picture", 0, b"MM\x00*"),
    ("picture", 8, b"WEBP"),
    ("picture", 4, b"ftypheic"),
    ("picture", 4, b"ftypavif"),
    ("archive", 0, b"Rar!\x1a\x07"),
    ("archive", 0, b"7z\xbc\xaf\x27\x1c"),
    ("archive", 0, b"\x1f\x8b"),
    ("sound", 4, b"ftyp"),
    ("sound", 0, b"ID3"),
    ("sound", 0, b"OggS"),
    ("sound", 0, b"RIFF"),
    ("program", 0, b"MZ\x90"),
    ("program", 0, b"\x7fELF"),
)
# The kinds of ZIP archives, each with a file that only such an archive holds.
_KINDS_OF_ZIP = (
    ("word", "word/document.xml"),
    ("excel", "xl/workbook.xml"),
    ("powerpoint", "ppt/presentation.xml"),
    ("epub", "META-INF/container.xml"),
    ("libreoffice", "content.xml"),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"(?:From:|MIME-Version:|Content-Type:\s*multipart/related)[^\n]*\n", re.IGNORECASE)
_LINE_ENDS = re.compile("[\u2028\u2029\x85\x0b\x0c]")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class CopyError(ValueError):
    """A file holds no text to take an article from. The message says why and what to do, in Vietnamese."""

    def __init__(self, code: str):
        super().__init__(words.sentence(f"import_problems.{code}"))


def text(data: bytes, warn: Callable[..., None]) -> str:
    """The text of a file, in NFC with LF. Raises CopyError.

    UTF-8, UTF-16, Windows-1258 and Vietnamese encodings from before Unicode are read. `warn` gets a code and facts for
    everything that the editor should check.
    """
    if kind := _kind(data):
        raise CopyError(f"is_{kind}")
    content, encoding = _decode(data)
    if encoding:
        warn("decoded", encoding=encoding)
    if finding := legacy_text.find(content):
        content = legacy_text.convert(content, finding.encoding)
        warn(
            "converted",
            encoding=legacy_text.NAMES[finding.encoding],
            written=finding.original[:60],
            meant=finding.converted[:60],
        )
        if leftovers := legacy_text.leftovers(content):
            warn("leftovers", words=", ".join(f"«{word}»" for word in leftovers[:8]))
    return _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", content))


def _kind(data: bytes) -> str:
    """The kind of a file that is not text, a key of the word list; empty for text."""
    if data.startswith(b"PK\x03\x04"):
        try:
            names = ZipFile(BytesIO(data)).namelist()
        except (BadZipFile, ValueError, OSError):
            names = []
        return next((kind for kind, member in _KINDS_OF_ZIP if member in names), "archive")
    if kind := next((kind for kind, offset, signature in _SIGNATURES if data[offset:].startswith(signature)), ""):
        return kind
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[:4096].decode("utf-16", "ignore").encode()
    if _HTML.match(head):
        return "html"
    return "mhtml" if _MHTML.match(head) and b"multipart/related" in head else ""


def _decode(data: bytes) -> tuple[str, str]:
    """The text of a file, and the name of its encoding if the editor has to hear of it, else empty."""
    has_bom = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if has_bom else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding in ("utf-16", "utf-8-sig"):
            break
        if legacy_text.find(content):
            return content, ""
    else:
        encoding = "cp1258"
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            raise CopyError("undecodable") from None
    if _BINARY.search(content):
        raise CopyError("undecodable")
    return content, "" if encoding == "utf-8-sig" else encoding
