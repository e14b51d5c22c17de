"""Write the golden documents anew: ``poe golden``. Read the difference before you commit it.

Text and web pages are kept as they are. Of a docx or odt the parts are kept, as canonical XML, a tag a line: bytes of
a zip change with the zlib that made it, and what they mean does not.
"""

import io
import zipfile
from pathlib import Path

from lxml import etree

import ogirmodel

GOLDEN = Path(__file__).parent
EXAMPLES = GOLDEN.parents[1] / "examples"
FORMATS = ("txt", "html", "docx", "odt")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def rendered(example: Path, format: str) -> str:
    """Return what an example looks like in a format, as text."""
    data = ogirmodel.render(ogirmodel.load(example), format)
    return canonical(data) if format in {"docx", "odt"} else data.decode()


def canonical(package: bytes) -> str:
    """Return the parts of a package as canonical XML, in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return "".join(f"== {name}\n{_part(parts.read(name))}\n" for name in parts.namelist())


def _part(content: bytes) -> str:
    if not content.startswith(b"<"):
        return content.decode()
    xml: bytes = etree.tostring(etree.fromstring(content, PARSER), method="c14n")
    return xml.decode().replace("><", ">\n<")


def golden(example: Path, format: str) -> Path:
    """Return where the golden document of an example lies."""
    return GOLDEN / f"{example.stem}.{format}{'' if format in {'txt', 'html'} else '.xml'}"


def examples() -> list[Path]:
    """Return the example reports."""
    return sorted(EXAMPLES.glob("*.json"))


if __name__ == "__main__":
    for example in examples():
        for format in FORMATS:
            golden(example, format).write_text(rendered(example, format), encoding="utf-8", newline="\n")
