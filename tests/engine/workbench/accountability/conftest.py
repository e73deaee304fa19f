"""An empty casework database."""

from tests.engine.exports.accountability.conftest import casework, session

__all__ = ["casework", "session"]
