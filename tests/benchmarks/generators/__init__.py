"""The generators that are measured: the bulletin, its peers, and MkDocs with nothing to do."""

from .bare import Bare
from .bulletin import AsShipped, Bulletin
from .generator import Generator
from .hugo import Hugo, HugoWithPagefind
from .material import Material
from .pelican import Pelican

PEERS: dict[str, tuple[type[Generator], ...]] = {
    "hugo": (Hugo, HugoWithPagefind),
    "pelican": (Pelican,),
    "material": (Material,),
}

__all__ = ["PEERS", "AsShipped", "Bare", "Bulletin", "Generator", "Material"]
