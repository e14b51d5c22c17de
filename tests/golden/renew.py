"""Write the golden documents anew: ``poe golden``. Read the difference before you commit it."""

from pathlib import Path

import ogirmodel

GOLDEN = Path(__file__).parent
EXAMPLES = GOLDEN.parents[1] / "examples"
FORMATS = ("txt",)


def rendered(example: Path, format: str) -> bytes:
    """Return an example in a format."""
    return ogirmodel.render(ogirmodel.load(example), format)


def golden(example: Path, format: str) -> Path:
    """Return where the golden document of an example lies."""
    return GOLDEN / f"{example.stem}.{format}"


def examples() -> list[Path]:
    """Return the example reports."""
    return sorted(EXAMPLES.glob("*.json"))


if __name__ == "__main__":
    for example in examples():
        for format in FORMATS:
            golden(example, format).write_bytes(rendered(example, format))
