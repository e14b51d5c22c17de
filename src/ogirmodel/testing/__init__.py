"""The conformance kit: samples, strategies and contracts for whoever builds on this library.

``sample`` needs nothing else. :mod:`ogirmodel.testing.strategies` needs hypothesis, the contracts need pytest as well
(``pip install "ogirmodel[testing]"``); each is loaded when it is asked for. All are driven by the form, so they serve
forms of third parties too. A renderer is held to its promises by::

    from ogirmodel.testing import RendererContract
    from my_package import MyRenderer

    class TestMyRenderer(RendererContract):
        renderer = MyRenderer()
"""

from importlib import import_module
from typing import TYPE_CHECKING

from ogirmodel.testing.broken import broken_kinds
from ogirmodel.testing.samples import KINDS, sample

__all__ = ["KINDS", "FormContract", "ReaderContract", "RendererContract", "broken_kinds", "sample"]

if TYPE_CHECKING:
    from ogirmodel.testing.form_contract import FormContract
    from ogirmodel.testing.reader_contract import ReaderContract
    from ogirmodel.testing.renderer_contract import RendererContract
else:
    _LATER = {
        "FormContract": "ogirmodel.testing.form_contract",
        "ReaderContract": "ogirmodel.testing.reader_contract",
        "RendererContract": "ogirmodel.testing.renderer_contract",
    }

    def __getattr__(name: str) -> object:
        """Load a contract when it is first asked for: samples alone need no pytest."""
        if name not in _LATER:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_LATER[name]), name)
