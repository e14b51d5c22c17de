"""Reports laid out as other people publish them, and a judge of what comes back.

``reports`` has the figures, ``raster`` a report as rows of cells, ``flat`` and ``grids`` the ways in which papers show
them, ``wording`` the ways in which labels and figures are written, ``catalogue`` all layouts by name, ``damage`` one
figure in a hundred spoilt, ``judge`` the verdict on every cell, ``table`` the table in the documentation.
"""
