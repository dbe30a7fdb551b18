"""Takes the README's pictures of the designer, light and dark: python -m tests.browser.screenshots.

With `appearances FOLDER [NAME …]` it takes others, to look at, into that folder: every screen in every
appearance, small drawings and large; or only those whose names contain a NAME. What axe-core finds on them is
printed.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.browser.running import chromium, patchboard
from tests.browser.screenshots.appearances import take_all
from tests.browser.screenshots.readme import take


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots")
    appearances = parser.add_subparsers().add_parser("appearances")
    appearances.add_argument("folder", type=Path)
    appearances.add_argument("names", metavar="NAME", nargs="*")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        if "folder" in asked:
            sys.exit(take_all(data, asked.folder, asked.names) > 0)
        with patchboard(data) as link, chromium() as browser:
            take(browser, link)


if __name__ == "__main__":
    main()
