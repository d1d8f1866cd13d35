"""The style of the classes that pictures have: no page may have a `style=`, so every value that one may need has a class.

Until a picture is there, its place wears its main colour, and what a page cuts of it keeps its focus in sight.
"""

from itertools import product

from .media import SHADES
from .picture_element import FOCUS_STEP
from .renditions import CENTRE


def style() -> str:
    """The colours are some shades each of red, green and blue; the focus is a step of so many percent either way."""
    digits = [f"{15 * shade // (SHADES - 1):x}" for shade in range(SHADES)]
    tones = (
        f".tone-{red}{green}{blue} {{ background-color: #{digits[red]}{digits[green]}{digits[blue]}; }}"
        for red, green, blue in product(range(SHADES), repeat=3)
    )
    focuses = (
        f".focus-{across}-{down} {{ object-position: {across}% {down}%; }}"
        for across, down in product(range(0, 101, FOCUS_STEP), repeat=2)
        if (across, down) != CENTRE
    )
    return "\n".join([*tones, *focuses])
