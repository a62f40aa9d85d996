"""The command `schema`: the schema of role files, where an editor finds it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from importlib.resources import files
from pathlib import Path

from guides_ext.files import is_file, is_folder, write

SCHEMA = "role.schema.json"
SETTINGS = ".vscode/settings.json"
PATTERN = "*.role.yaml"


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `schema` to the commands of `python -m guides_ext`."""
    parser = commands.add_parser(
        "schema",
        help="give an editor the schema of role files",
        description="Print the JSON Schema of role files, or put it where editors find it.",
    )
    parser.add_argument(
        "--install", action="store_true",
        help=f"write it beside conf.py, and name it in {SETTINGS} where there is none yet",
    )  # fmt: skip
    parser.add_argument(
        "--source", type=Path, default=Path("docs"), help="where conf.py is (%(default)s)"
    )
    parser.set_defaults(run=run)


def editor_files(docs: str) -> dict[str, str]:
    """The schema below a folder of sources, and settings that name it; paths from the project."""
    settings = {"yaml.schemas": {f"{docs}/{SCHEMA}": PATTERN}}
    schema = files("guides_ext").joinpath("schema", SCHEMA).read_text(encoding="utf-8")
    return {f"{docs}/{SCHEMA}": schema, SETTINGS: json.dumps(settings, indent=2) + "\n"}


def run(given: argparse.Namespace) -> int:
    """Does what the command line says; returns the exit code: 1 cannot be written, 2 no sources."""
    docs = given.source.as_posix()
    made = editor_files(docs)
    if not given.install:
        sys.stdout.write(made[f"{docs}/{SCHEMA}"])
        return 0
    if not is_file(given.source / "conf.py"):
        print(f"schema: no conf.py in {docs}/ (--source names its folder)", file=sys.stderr)
        return 2
    try:
        if is_folder(given.source / SCHEMA):
            raise FileExistsError(f"{docs}/{SCHEMA} is a folder")
        write(given.source / SCHEMA, made[f"{docs}/{SCHEMA}"])
        print(f"Written: {docs}/{SCHEMA}")
        settings = Path(SETTINGS)
        if not os.path.lexists(settings):
            write(settings, made[SETTINGS])
            print(f"Written: {SETTINGS}")
        elif not is_file(settings) or SCHEMA not in settings.read_text("utf-8", errors="replace"):
            print(f'{SETTINGS} is yours. Put into it:\n  "yaml.schemas": '
                  f'{{"{docs}/{SCHEMA}": "{PATTERN}"}}')  # fmt: skip
    except OSError as error:
        print(f"schema: {error}", file=sys.stderr)
        return 1
    print("Any other editor reads it from the first line of a role file, such as one in roles/:")
    print(f"  # yaml-language-server: $schema=../{SCHEMA}")
    return 0
