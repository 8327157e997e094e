"""What stands at addresses elsewhere: from files that were given, the network, or a recording."""

from trustlint.resources.chained import Chained
from trustlint.resources.given import given_files

__all__ = ["Chained", "given_files"]
