"""What Decap can write into: the desk, or a forge in its place."""

from typing import Any

from .. import words

BACKENDS: dict[str, dict[str, Any]] = {
    # `desk` is Decap's own `proxy` with a person in it, see admin/scripts/login.js.
    "desk": {"name": "desk", "proxy_url": "/admin/api/v1", "branch": "main"},
    "gitlab": {
        "name": "gitlab",
        "repo": words.sentence("form.forge.repository"),
        "branch": "main",
        "auth_type": "pkce",
        "app_id": words.sentence("form.forge.app_id"),
        "api_root": "https://gitlab.example.vn/api/v4",
        "base_url": "https://gitlab.example.vn",
        "auth_endpoint": "oauth/authorize",
    },
    "forgejo": {
        "name": "forgejo",
        "repo": words.sentence("form.forge.repository"),
        "branch": "main",
        "app_id": words.sentence("form.forge.app_id"),
        "api_root": "https://forgejo.example.vn/api/v1",
        "base_url": "https://forgejo.example.vn",
    },
}
"""The keys of Decap's `backend`, for each. What a forge lacks is in the words, under `form.forge.lacks`."""
FORGES = tuple(name for name in BACKENDS if name != "desk")
