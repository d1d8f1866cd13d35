"""The generators that are measured: the bulletin, its peers, and MkDocs with nothing to do."""

from .bare import Bare
from .bulletin import Bulletin
from .generator import Generator
from .hugo import Hugo
from .material import Material
from .pelican import Pelican

PEERS: dict[str, type[Generator]] = {peer.name: peer for peer in (Hugo, Pelican, Material)}

__all__ = ["PEERS", "Bare", "Bulletin", "Generator"]
