"""`python -m ownership` is the command line."""

from ownership.cli import main

if __name__ == "__main__":
    main()
