"""The headers that every answer has, whatever it is: the policy of the pages, and what else protects their readers."""

from ..settings.settings import Settings

_PLAYERS = {"youtube": "https://www.youtube-nocookie.com", "vimeo": "https://player.vimeo.com"}
"""Where the videos of each host are played from."""


def of(settings: Settings) -> dict[str, str]:
    """The headers by name. The pages hold no inline script and no `style=`, so the policy has no exception for any."""
    return {
        "Content-Security-Policy": _policy(settings),
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }


def _policy(settings: Settings) -> str:
    frames = [_PLAYERS[host] for host in settings.bulletin.video_hosts] or ["'none'"]
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",  # for the search, which is WebAssembly
            "img-src 'self' data:",
            f"frame-src {' '.join(frames)}",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    )
