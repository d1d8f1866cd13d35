"""The headers of the desk's answers. Its policies are its own: the public site must never need what they allow."""

from collections.abc import Mapping

ALWAYS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
PAGE = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""The policy of the desk's own pages."""
FORM = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-eval'",  # Decap compiles its schemas with ajv
        "style-src 'self' 'unsafe-inline'",  # Decap writes its styles into the page
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "connect-src 'self' blob:",
        "frame-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
"""The policy of `/admin/`, where Decap runs."""
NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""The policy of answers that are no pages."""


def of_proof(address: str, prefix: str) -> str:
    """The policy of a page in a proof, which may hold anything that somebody typed.

    Without `allow-same-origin` its origin is opaque: a script in it reads nothing of the desk, and what it sends has
    `Origin: null`. It may ask for files of the proof alone. `prefix` is the path under which these lie.
    """
    own = f"{address}{prefix}"
    return "; ".join(
        [
            "sandbox allow-scripts allow-popups allow-modals",
            "default-src 'none'",
            f"script-src {own} 'wasm-unsafe-eval'",
            f"style-src {own}",
            f"img-src {own} data:",
            f"font-src {own}",
            f"media-src {own}",
            f"connect-src {own}",
            f"worker-src {own}",
            f"manifest-src {own}",
            "frame-src https://www.youtube-nocookie.com https://player.vimeo.com",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        ]
    )
