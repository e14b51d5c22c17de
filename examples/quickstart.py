"""The example of the README: a report built, checked, written and read again."""

import ogirmodel
from ogirmodel import Applicant, Outcome, Report

report = Report(
    "云溪县教育局",
    2025,
    sections={"overview": ["（一）主动公开。全年主动公开政府信息486条。", "（二）依申请公开。新收申请2件。"]},
    tables={"applications": {"new_received": {"natural_person": 2}, "outcomes": {"disclosed": {"natural_person": 1}}}},
).blanks_as_zero()

print(report.applications[Outcome.DISCLOSED, Applicant.NATURAL_PERSON])  # 1
print(report.applications.answered)  # 1: a total that nobody typed
for finding in ogirmodel.check(report):
    print(finding.severity, finding.code, finding.text())
ogirmodel.write(report, "report.txt")
again = ogirmodel.read("report.txt").report  # == report.filled
