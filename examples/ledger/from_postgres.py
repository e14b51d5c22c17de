"""From a register in PostgreSQL to the report, and the requests behind one of its figures.

python examples/ledger/from_postgres.py postgresql://clerk@host/database   # or the variable OGIRMODEL_REGISTER
"""

import os
import sys
from pathlib import Path

from ogirmodel import Register, tally, trace, write
from ogirmodel.ledger import load_map

url = sys.argv[1] if len(sys.argv) > 1 else os.environ["OGIRMODEL_REGISTER"]
register = Register(url, load_map(Path(__file__).with_name("register.toml")))
reading = tally(register, year=2025, organ="云溪县人民政府")
write(reading.report, "report.docx")
print(*(finding.text() for finding in reading.findings), sep="\n")
cell = ("applications", "outcomes.not_processed.repeated_request", "total")
print(*trace(register, cell, year=2025, organ="云溪县人民政府").ids)
