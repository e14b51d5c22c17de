"""The keys people type, as enumerations: rows, columns and outcomes of the built-in forms, all editions together.

Only a convenience: every call that takes one takes any string, and a form of a third party has keys of its own.

>>> str(Outcome.WITHHELD_STATE_SECRET), str(Applicant.NATURAL_PERSON)
('outcomes.withheld.state_secret', 'natural_person')
"""

from enum import StrEnum

__all__ = ["Applicant", "Disclosure", "DisclosureColumn", "Flow", "Outcome", "Proceeding", "Result"]


class Applicant(StrEnum):
    """Who asked (申请人情况): the columns of ``report.applications``."""

    NATURAL_PERSON = "natural_person"
    COMMERCIAL_ENTERPRISE = "commercial_enterprise"
    RESEARCH_INSTITUTION = "research_institution"
    PUBLIC_WELFARE_ORGANIZATION = "public_welfare_organization"
    LEGAL_SERVICES_ORGANIZATION = "legal_services_organization"
    OTHER_ORGANIZATION = "other_organization"
    TOTAL = "total"


class Flow(StrEnum):
    """Requests that came in and went on (新收, 上年结转, 结转下年度): the other rows of ``report.applications``."""

    NEW_RECEIVED = "new_received"
    CARRIED_IN = "carried_in"
    CARRIED_OUT = "carried_out"


class Outcome(StrEnum):
    """What became of a request (本年度办理结果): rows of ``report.applications``."""

    DISCLOSED = "outcomes.disclosed"
    PARTIALLY_DISCLOSED = "outcomes.partially_disclosed"
    WITHHELD_STATE_SECRET = "outcomes.withheld.state_secret"  # noqa: S105 - a secret of the state, not ours
    WITHHELD_PROHIBITED_BY_LAW = "outcomes.withheld.prohibited_by_law"
    WITHHELD_SECURITY_AND_STABILITY = "outcomes.withheld.security_and_stability"
    WITHHELD_THIRD_PARTY_RIGHTS = "outcomes.withheld.third_party_rights"
    WITHHELD_INTERNAL_AFFAIRS = "outcomes.withheld.internal_affairs"
    WITHHELD_PROCESS_INFORMATION = "outcomes.withheld.process_information"
    WITHHELD_ENFORCEMENT_FILES = "outcomes.withheld.enforcement_files"
    WITHHELD_ADMINISTRATIVE_QUERY = "outcomes.withheld.administrative_query"
    UNAVAILABLE_NOT_HELD = "outcomes.unavailable.not_held"
    UNAVAILABLE_REQUIRES_CREATION = "outcomes.unavailable.requires_creation"
    UNAVAILABLE_UNCLEAR_AFTER_CORRECTION = "outcomes.unavailable.unclear_after_correction"
    NOT_PROCESSED_PETITION_OR_COMPLAINT = "outcomes.not_processed.petition_or_complaint"
    NOT_PROCESSED_REPEATED_REQUEST = "outcomes.not_processed.repeated_request"
    NOT_PROCESSED_PUBLIC_PUBLICATION = "outcomes.not_processed.public_publication"
    NOT_PROCESSED_EXCESSIVE_REQUESTS = "outcomes.not_processed.excessive_requests"
    NOT_PROCESSED_CONFIRM_OR_REISSUE = "outcomes.not_processed.confirm_or_reissue"
    OTHER_OUTCOMES = "outcomes.other_outcomes"
    OTHER_OUTCOMES_CORRECTION_OVERDUE = "outcomes.other_outcomes.correction_overdue"
    OTHER_OUTCOMES_FEE_OVERDUE = "outcomes.other_outcomes.fee_overdue"
    OTHER_OUTCOMES_OTHER = "outcomes.other_outcomes.other"
    TOTAL = "outcomes.total"


class Disclosure(StrEnum):
    """What was made public (Art. 20): the rows of ``report.disclosure``."""

    RULES = "rules"
    NORMATIVE_DOCUMENTS = "normative_documents"
    ADMINISTRATIVE_LICENSING = "administrative_licensing"
    OTHER_EXTERNAL_SERVICES = "other_external_services"
    ADMINISTRATIVE_PENALTIES = "administrative_penalties"
    ADMINISTRATIVE_COMPULSION = "administrative_compulsion"
    ADMINISTRATIVE_FEES = "administrative_fees"
    CENTRALIZED_PROCUREMENT = "centralized_procurement"


class DisclosureColumn(StrEnum):
    """What is counted of it: the columns of ``report.disclosure``, which differ from row to row."""

    MADE = "made"
    REPEALED = "repealed"
    IN_FORCE = "in_force"
    NEWLY_MADE = "newly_made"
    NEWLY_PUBLISHED = "newly_published"
    PUBLIC_TOTAL = "public_total"
    ITEMS_PRIOR_YEAR = "items_prior_year"
    ITEMS_CHANGE = "items_change"
    DECISIONS = "decisions"
    PROJECTS = "projects"
    AMOUNT = "amount"


class Proceeding(StrEnum):
    """How a decision was contested: the rows of ``report.review_litigation``."""

    RECONSIDERATION = "reconsideration"
    LITIGATION_DIRECT = "litigation_direct"
    LITIGATION_AFTER_RECONSIDERATION = "litigation_after_reconsideration"


class Result(StrEnum):
    """How it ended: the columns of ``report.review_litigation``."""

    UPHELD = "result_upheld"
    CORRECTED = "result_corrected"
    OTHER = "other_result"
    NOT_CONCLUDED = "not_concluded"
    TOTAL = "total"
