"""Samples and strategies for the tests of whoever builds on this library.

``sample`` needs nothing else; :mod:`ogirmodel.testing.strategies` needs hypothesis. Both are driven by the form, so
they serve forms of third parties as well.
"""

from ogirmodel.testing.samples import KINDS, sample

__all__ = ["KINDS", "sample"]
