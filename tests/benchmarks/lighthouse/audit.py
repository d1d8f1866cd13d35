"""One page before Lighthouse (its mobile preset) in Debian's Chromium: scores, seconds, bytes."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from browser.server import CHROMIUM, FLAGS

HERE = Path(__file__).parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_SECONDS = {"fcp": "first-contentful-paint", "lcp": "largest-contentful-paint", "speed": "speed-index"}


@dataclass(frozen=True)
class Audit:
    """`scores` go to 100; `fcp`, `lcp` and `speed` are seconds, `tbt` milliseconds, `bytes` are those over the wire
    without pictures.
    """

    scores: dict[str, float]
    fcp: float
    lcp: float
    speed: float
    cls: float
    tbt: float
    bytes: float
    picture_bytes: float
    requests: float
    faults: tuple[str, ...]
    """Titles of what costs points, of accessibility, best practices and SEO."""


def audit(url: str, runs: int) -> Audit:
    """Each figure is the median of the runs."""
    measured = [_run(url) for _ in range(runs)]
    return Audit(
        scores={category: median(one.scores[category] for one in measured) for category in CATEGORIES},
        faults=tuple(dict.fromkeys(fault for one in measured for fault in one.faults)),
        **{
            name: median(getattr(one, name) for one in measured)
            for name in ("fcp", "lcp", "speed", "cls", "tbt", "bytes", "picture_bytes", "requests")
        },
    )


def version() -> str:
    return str(json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]["lighthouse"])


def _run(url: str) -> Audit:
    flags = " ".join([*FLAGS, "--headless=new", "--ignore-certificate-errors"])
    command = [
        "node",
        str(HERE / "node_modules" / "lighthouse" / "cli" / "index.js"),
        url,
        "--quiet",
        "--output=json",
        "--locale=en",
        f"--chrome-flags={flags}",
    ]
    report = json.loads(
        subprocess.run(
            command,
            env=os.environ | {"CHROME_PATH": str(CHROMIUM)},
            check=True,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
        ).stdout
    )
    audits = report["audits"]
    answers = [one for one in audits["network-requests"]["details"]["items"] if one["url"].startswith("http")]
    return Audit(
        scores={category: 100 * report["categories"][category]["score"] for category in CATEGORIES},
        **{name: audits[key]["numericValue"] / 1000 for name, key in _SECONDS.items()},
        cls=audits["cumulative-layout-shift"]["numericValue"],
        tbt=audits["total-blocking-time"]["numericValue"],
        bytes=_weight(answers, is_picture=False),
        picture_bytes=_weight(answers, is_picture=True),
        requests=len(answers),
        faults=tuple(_faults(report)),
    )


def _weight(answers: Sequence[dict[str, Any]], is_picture: bool) -> int:
    return sum(one["transferSize"] for one in answers if (one.get("resourceType") == "Image") == is_picture)


def _faults(report: dict[str, Any]) -> list[str]:
    audits = report["audits"]
    weighed = [
        one["id"] for category in CATEGORIES[1:] for one in report["categories"][category]["auditRefs"] if one["weight"]
    ]
    return [
        audits[name]["title"] for name in weighed if audits[name]["score"] is not None and audits[name]["score"] < 0.9
    ]
