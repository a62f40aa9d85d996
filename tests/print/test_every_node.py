"""Whatever an article is made of is found again in its PDF."""

from __future__ import annotations

import pytest

from tests.print.pdfs import shown, squeezed
from tests.print.sink import GIF, JPEG, MARKDOWN, PNG, REST, SAID, SVG
from tests.projects import CONF, GARDEN, Built, Project

INDEX = """\
# Garden

:::{series}
sink
rest
articles/day
:::
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The series with the sink in it, printed."""
    files: dict[str, str | bytes] = {
        **GARDEN,
        "conf.py": f'{CONF}myst_enable_extensions = ["strikethrough"]\nnumfig = True\n',
        "index.md": INDEX,
        "sink.md": MARKDOWN,
        "rest.rst": REST,
        "files/form.txt": "form",
        "dot.png": PNG,
        "dot.gif": GIF,
        "dot.jpg": JPEG,
        "box.svg": SVG,
    }
    project = Project(tmp_path_factory.mktemp("sink")).write(files)
    return project.build("guides-pdf", guides_print=["series"])


def test_nothing_of_the_kitchen_sink_is_unknown(built: Built) -> None:
    assert [one for one in built.warnings if "guides" in one] == []
    assert not built.failed


@pytest.mark.parametrize("said", SAID.split())
def test_every_node_is_read_back_out_of_the_pdf(built: Built, said: str) -> None:
    assert squeezed(said) in shown(built.out / "series.pdf")
