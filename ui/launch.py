"""Serves the app with Streamlit; `python -m ui.launch` is what `dijkwacht serve` becomes.

With sign-in it first writes the file from which Streamlit reads the provider, and removes it when
the server stops. The secret is in no argument, and no program that the server starts inherits it.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from streamlit.web import cli

from engine.casework.signing_in import provider as providers
from engine.casework.signing_in import secrets_file
from engine.errors import DijkwachtError, SettingsError

APP = Path(__file__).resolve().parent.parent / "app.py"


def main(arguments: Sequence[str]) -> None:
    """Serve until the process is told to stop.

    Args:
        arguments: options of `streamlit run`.

    Raises:
        SettingsError: `DIJKWACHT_SECRETS` asks for sign-in, and the provider is not said.
    """
    with ExitStack() as stack:
        options = [*arguments]
        if folder := os.environ.get("DIJKWACHT_SECRETS"):
            provider = providers.from_environment(os.environ)
            if provider is None:
                raise SettingsError(
                    "DIJKWACHT_SECRETS without DIJKWACHT_OIDC_*; see docs/sign-in.md"
                )
            for name in providers.NAMES.values():
                os.environ.pop(name, None)
            file = stack.enter_context(secrets_file.written(provider, within=Path(folder)))
            options += ["--secrets.files", str(file)]
        cli.main(["run", str(APP), *options], standalone_mode=False)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except DijkwachtError as error:
        print(f"dijkwacht: {error}", file=sys.stderr)
        sys.exit(1)
