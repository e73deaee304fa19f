"""`python -m engine` is the `dijkwacht` command."""

from engine.cli import main

if __name__ == "__main__":
    main()
