"""Links for sharing an article: plain ones, which work without scripts."""

import json
from base64 import b64encode
from typing import NamedTuple
from urllib.parse import quote


class Share(NamedTuple):
    """URLs that open another site's form, or an e-mail, for an article. Nothing is requested from those sites before
    the reader follows a link.
    """

    facebook: str
    zalo: str
    email: str


def share(title: str, full_url: str) -> Share:
    subject, address = quote(title, safe=""), quote(full_url, safe="")
    page = b64encode(
        json.dumps({"url": full_url}, separators=(",", ":")).encode()
    ).decode()  # as Zalo's own share button writes it
    return Share(
        facebook=f"https://www.facebook.com/sharer/sharer.php?u={address}",
        zalo=f"https://button-share.zalo.me/share_external?d={quote(page, safe='')}",
        email=f"mailto:?subject={subject}&body={subject}%0D%0A{address}",
    )
