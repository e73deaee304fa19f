"""Which runs anybody may see without signing in: those of the invented municipality."""

from engine.register.pseudonyms import PUBLIC_SAMPLE_KEY, fingerprint
from engine.snapshot import Run


def is_invented(run: Run) -> bool:
    """True for a run with the public key of the invented municipality, which no real run has.

    Raises:
        RunError: its run.json cannot be read.
    """
    return bool(run.meta.get("key_fingerprint") == fingerprint(PUBLIC_SAMPLE_KEY))
