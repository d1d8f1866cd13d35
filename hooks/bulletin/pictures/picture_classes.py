"""The style of the classes of pictures.

Until a picture has been loaded, its place shows its main colour. A page that crops a picture keeps its focus visible.
Pages have no `style=`, so each value that they may need has a class.
"""

from itertools import product

from .media import SHADES
from .picture_element import FOCUS_STEP
from .renditions import CENTRE


def style() -> str:
    """Writes a class for each mixture of shades, and one for each step of the focus."""
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
