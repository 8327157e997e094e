"""``python -m trustlint``."""

from trustlint.cli import main

if __name__ == "__main__":
    main()
