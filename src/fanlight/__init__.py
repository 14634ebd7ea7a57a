"""Fanlight turns councils' standards for houses in multiple occupation into checked data and assesses real houses against them."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("fanlight")
except PackageNotFoundError:  # pragma: no cover - a source tree that was never installed
    __version__ = "0+source"
