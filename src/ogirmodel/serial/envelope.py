"""The envelope around a report in JSON: its format, and the keys it may have."""

__all__ = ["FAMILY", "FORMAT", "KEYS", "REQUIRED"]

FORMAT = "ogirmodel/1"
FAMILY = FORMAT.partition("/")[0]

KEYS = (
    "format", "edition", "organ", "year", "title", "preface", "sections", "tables", "notes",
    "signed_by", "signed_on", "published_on",
)  # fmt: skip

REQUIRED = ("format", "edition", "organ", "year")
