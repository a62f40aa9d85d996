"""The two commands that README.md promises, one a line.

Run as a program it prints them, so that `.ci/run` runs what the README says and nothing else.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"

SH_BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def readme_commands(text: str) -> list[str]:
    """Return the commands in the first two fenced `sh` blocks of a README.

    Raises:
        ValueError: if there are fewer than two such blocks, or one is not exactly one line.
    """
    blocks = [block.strip() for block in SH_BLOCK.findall(text)[:2]]
    if len(blocks) < 2:
        raise ValueError(f"expected two fenced sh blocks, found {len(blocks)}")
    for block in blocks:
        if len(block.splitlines()) != 1:
            raise ValueError(f"expected one line in a fenced sh block, found {block!r}")
    return blocks


if __name__ == "__main__":
    try:
        print(*readme_commands(README.read_text(encoding="utf-8")), sep="\n")
    except ValueError as error:
        sys.exit(f"{README.name}: {error}")
