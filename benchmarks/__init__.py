"""What the library costs beside its peers and beside the physical floor: one run, one table.

``poe bench`` runs it. A module of a family of rows gives ``rows(work)``; ``harness`` measures them, ``report`` writes
the table. Every output is looked through for every paragraph and every figure before anything is timed.
"""
