"""The DCMI terms of a feed's entry: the period and the area of its emergency notice.

RSS has no elements for these, and feed validators report those of the Common Alerting Protocol as unknown.
"""

from datetime import datetime
from typing import Any

from ....stylebook import dates

_SPACE = "http://purl.org/dc/terms/"


class Terms:
    """An extension for feedgen, for a feed and each of its entries. Without begin and end it adds nothing."""

    def __init__(self) -> None:
        self.begins: datetime | None = None
        self.ends: datetime | None = None
        self.area = ""

    def extend_ns(self) -> dict[str, str]:
        return {"dcterms": _SPACE}

    def extend_rss(self, element: Any) -> Any:
        """Adds `dcterms:valid`, a DCMI Period (https://www.dublincore.org/specifications/dublin-core/dcmi-period/), and
        `dcterms:spatial`.
        """
        from lxml import etree

        if self.begins and self.ends:
            valid = f"start={dates.iso(self.begins)}; end={dates.iso(self.ends)}; scheme=W3C-DTF;"
            for name, value in (("valid", valid), ("spatial", self.area)):
                etree.SubElement(element, f"{{{_SPACE}}}{name}").text = value
        return element
