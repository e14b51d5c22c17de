"""``python -m ogirmodel_pdf``: which faces are here, and what replaces the others. Exit code 1 if any is missing."""

import os
import sys

from ogirmodel.messages import Language
from ogirmodel_pdf.faults import PdfFault, words
from ogirmodel_pdf.fonts import preflight


def main() -> int:
    """Print a line for each face."""
    language: Language = "en" if os.environ.get("OGIRMODEL_LANGUAGE") == "en" else "zh"
    try:
        faces = preflight()
    except PdfFault as fault:
        sys.stderr.write(fault.text(language) + "\n")
        return 2
    for face in faces:
        found = face.found.split(",")[0]
        key = "here" if face.installed else "replaced"
        sys.stdout.write(words(key, language, wanted=face.wanted, found=found) + "\n")
    return int(not all(face.installed for face in faces))


if __name__ == "__main__":
    sys.exit(main())
