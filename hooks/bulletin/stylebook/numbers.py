"""Numbers as Vietnamese writes them: `1.234.567`, `3,5`, `84 KB`."""


def in_thousands(number: int) -> str:
    """`1.234.567`"""
    return f"{number:,}".replace(",", ".")


def decimal(number: float, places: int = 1) -> str:
    """`3,5`"""
    return f"{number:.{places}f}".replace(".", ",")


def file_size(size: int) -> str:
    """`84 KB`, `1,3 MB`. `size` is in bytes; a KB has 1024 of them, as in file managers."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{decimal(size / 1024 / 1024)} MB"
