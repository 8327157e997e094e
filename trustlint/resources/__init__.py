"""What stands at addresses elsewhere: from files that were given, the network, or a recording."""

from trustlint.resources.choose import resources_for

__all__ = ["resources_for"]
