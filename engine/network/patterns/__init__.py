"""The language of network patterns: a subset of openCypher, read and checked, for two backends."""

from engine.network.patterns.binding import Compiled, Value
from engine.network.patterns.parse import parse
from engine.network.patterns.pattern import Column, Note, Param, Pattern

__all__ = ["Column", "Compiled", "Note", "Param", "Pattern", "Value", "parse"]
