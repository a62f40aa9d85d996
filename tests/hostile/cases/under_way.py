"""Files that go, or become something else, while a build is at work."""

from __future__ import annotations

from tests.hostile.case import Case, Family
from tests.projects import ARTICLE, ROLE

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
FILES = {
    "late/article.md": "---\norphan: true\n---\n# Late\n\n![A plan](plan.svg)\n\n"
    "{download}`plan.txt`\n",
    "late/plan.svg": SVG,
    "late/plan.txt": "A plan.\n",
    "late/_base.role.yaml": "level: Senior\n",
    "late/day.md": ARTICLE.replace("(walking)=", "(late-walking)="),
    "late/late.role.yaml": "extends: [_base]\n" + ROLE.replace("articles/day", "late/day"),
}
MOMENTS = ("env-updated",)
ACTS = {
    "gone": "path.unlink(missing_ok=True)",
    "a folder": "path.is_dir() or (path.unlink(missing_ok=True), path.mkdir())",
    "junk": 'path.is_file() and path.write_bytes(b"\\xff\\0[[[" * 99)',
}


def conf(moment: str, path: str, act: str) -> str:
    """A conf.py that does something to a file of the sources at a moment of the build."""
    return (
        f"from pathlib import Path\npath = Path(__file__).parent / {path!r}\n"
        f"def setup(app):\n    app.connect({moment!r}, lambda *_: ({act}, None)[1])\n"
    )


CASES = [
    Case(f"{path} {what} at {moment}", FILES, None, conf=conf(moment, path, act))
    for path in FILES
    for what, act in ACTS.items()
    for moment in MOMENTS
]
CASES += [
    Case(f"conf.py {what} at {moment}", FILES, None, conf=conf(moment, "conf.py", act))
    for what, act in ACTS.items()
    for moment in MOMENTS
]
FAMILIES = [Family("under way", CASES, options={"guides_print": "sheet"}, long=True)]
