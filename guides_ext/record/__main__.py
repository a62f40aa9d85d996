"""``python -m guides_ext.record``: writes the JSON Schemas that are published with the package."""

from pathlib import Path

from guides_ext.record.schema import write

if __name__ == "__main__":
    write(Path(__file__).parent.parent / "schema")
