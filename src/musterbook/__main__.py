"""python -m musterbook."""

from musterbook.cli.main import run

if __name__ == "__main__":
    run()
