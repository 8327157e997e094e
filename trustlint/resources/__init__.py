"""What stands at addresses elsewhere: from files that were given, the network, or a recording."""

from trustlint.resources.choice import resources_for

__all__ = ["resources_for"]
