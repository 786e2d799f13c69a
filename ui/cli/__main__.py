"""`python -m ui.cli` is the same as `quartermaster`."""

from ui.cli import main

main()
