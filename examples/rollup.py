"""A province's roll-up: the reports of its organs added up, with what the province must ask them about.

The reports are made here; in earnest they are read, each with ``ogirmodel.read`` or ``ogirmodel.load``.
"""

import ogirmodel
from ogirmodel import Organ, Report

PROVINCE = Organ("云岭省人民政府", kind="government", level="province")
EXPECTED = ["松林市人民政府", "清河市人民政府", "石桥市人民政府", "云岭省教育厅", "云岭省民政厅"]


def reported(name: str, received: int, disclosed: int) -> Report:
    """Return the report of one organ, which leaves its totals to be derived."""
    applications = {
        "new_received": {"natural_person": received},
        "outcomes": {"disclosed": {"natural_person": disclosed}, "unavailable": {"not_held": {"natural_person": 2}}},
        "carried_out": {"natural_person": received - disclosed - 2},
    }
    tables = {"disclosure": {}, "applications": applications, "review_litigation": {}}
    return Report(Organ(name, parent=PROVINCE.name), 2025, tables=tables).blanks_as_zero()


reports = [reported(name, 40 + 7 * number, 30 + 5 * number) for number, name in enumerate(EXPECTED[:-1])]
unsure = reports[-1].applications.replace({("outcomes.disclosed", "natural_person"): None})
reports[-1] = reports[-1].replace(tables={**reports[-1].tables, "applications": unsure})
reports.append(reported("松林市教育局", 9, 5).replace(organ=Organ("松林市教育局", parent="松林市人民政府")))

added = ogirmodel.total(reports, organ=PROVINCE, expected=EXPECTED)
for finding in added.findings:  # one is missing, one is inside another, one left a cell blank
    print(finding.code, finding.text())
print(added.report.applications.received)
for organ, figure in added.components["applications", "new_received", "natural_person"]:
    print(" ", organ, figure)
ogirmodel.write(added.report, "province.docx")
