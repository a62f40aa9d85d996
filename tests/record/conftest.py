"""Records are made of roles as the model reads them."""

from tests.model.conftest import load

__all__ = ["load"]
