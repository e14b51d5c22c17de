"""Input that means harm, made by code: what it is, what the right answer to it is, and how that is seen.

``trial`` says what a trial is, the families make them, ``drive`` runs one in a process with bounds, ``judge`` tells
what was wrong with what it did. ``poe hostile`` runs all of them, ``poe fuzz`` looks for new ones, ``poe faults``
breaks the disk and the process, ``poe robustness`` writes docs/robustness.md.
"""
