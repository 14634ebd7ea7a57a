"""The `fanlight` command."""

from fanlight.cli.main import main

__all__ = ["main"]
