"""The grammar of the prose: numbers, words, and what a sentence claims."""

import re
from itertools import product

import pytest

from ogirmodel.lexicon import words
from ogirmodel.prose import Claim, Subject, about, fold, number, read, sentences
from ogirmodel.prose.hints import may_claim
from ogirmodel.prose.tokens import phrases


def claims(text: str) -> list[Claim]:
    return list(read(text))


def said(text: str) -> list[tuple[str, int]]:
    """Return what each claim counts, shortly, and how many."""
    return [("+".join(".".join(filter(None, s)) for s in c.subjects), int(c.value)) for c in read(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1295", 1295),
        ("零", 0),
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百二十", 120),
        ("一百零八", 108),
        ("一百二", 120),
        ("一千零一", 1001),
        ("三千五", 3500),
        ("两万零五", 20005),
        ("三千零五十万", 30500000),
        ("一亿二千万", 120000000),
        ("一万亿", 1000000000000),
        ("二〇二五", 2025),
    ],
)
def test_numerals_mean_what_they_say(text: str, value: int) -> None:
    """A numeral that is misread becomes a false alarm."""
    assert number(text).value == value


def test_a_power_makes_the_last_digit_coarse() -> None:
    """1.2万件 is right for 11,950 and wrong for 13,000."""
    assert number("1.2", "万") == (12000, 1000)
    assert number("14", "万") == (140000, 10000)
    assert number("0.50").value == number("0.5").value


@pytest.mark.parametrize(
    ("text", "value", "vague"),
    [
        ("34件", 34, False),
        ("３４ 件", 34, False),
        ("1,295件", 1295, False),
        ("1，295件", 1295, False),
        ("一件", 1, False),
        ("十五份", 15, False),
        ("14万余条", 140000, True),
        ("101余条", 101, True),
        ("近百件", 100, True),
        ("约30件", 30, True),
        ("数十件", 10, True),
        ("十几件", 10, True),
        ("30件左右", 30, True),
        ("超过40件", 40, True),
    ],
)
def test_a_number_is_read_with_its_counter(text: str, value: int, vague: bool) -> None:  # noqa: FBT001 - a table of cases
    """Blanks, separators and words for "about" come in published reports."""
    (token,) = [token for phrase in phrases(fold(text)) for token in phrase.tokens if token.kind == "number"]
    assert (token.value, token.vague) == (value, vague)
    assert token.key in {"case", "item"}


@pytest.mark.parametrize(
    "text", ["第3件", "3-5件", "一件事", "20个工作日", "条例", "3件次", "统一", "一般", "1" * 30 + "件"]
)
def test_what_is_no_count_is_none(text: str) -> None:
    """An ordinal, a range, or a word that begins with a numeral is not how many there were."""
    assert [claim for claim in claims(f"收到政府信息公开申请{text}") if claim.known] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收到政府信息公开申请33件", [("request.received", 33)]),
        ("收到33件政府信息公开申请", [("request.received", 33)]),
        ("新收申请33件，上年转结2件", [("request.new", 33), ("request.carried_in", 2)]),
        (
            "15件予以公开、4件部分公开",
            [("request.outcomes.disclosed", 15), ("request.outcomes.partially_disclosed", 4)],
        ),
        ("予以公开及部分公开19件", [("request.outcomes.disclosed+request.outcomes.partially_disclosed", 19)]),
        ("予以公开、部分公开19件", [("request.outcomes.disclosed+request.outcomes.partially_disclosed", 19)]),
        (
            "予以公开、部分公开分别为15件、4件",
            [("request.outcomes.disclosed", 15), ("request.outcomes.partially_disclosed", 4)],
        ),
        ("行政复议、行政诉讼均为0件", [("reconsideration", 0), ("litigation", 0)]),
        ("行政复议、行政诉讼共3件", [("reconsideration+litigation", 3)]),
        ("行政复议、行政诉讼均为0", [("reconsideration", 0), ("litigation", 0)]),
        ("制发行政规范性文件2件，废止1件", [("normative_documents.made", 2), ("normative_documents.repealed", 1)]),
        ("没有行政复议、行政诉讼案件", [("reconsideration", 0), ("litigation", 0)]),
        ("未收到政府信息公开申请", [("request.received", 0)]),
        ("没有按期未答复的政府信息公开申请", []),
        ("办理人大代表建议4件", [("", 4)]),
        ("发出收费通知1件，实际收取信息处理费380元", [("", 1), ("processing_fee.collected", 380)]),
    ],
)
def test_a_sentence_claims_what_it_says(text: str, expected: list[tuple[str, int]]) -> None:
    """Whatever is read differently from what people mean is an alarm or a miss."""
    assert said(text) == expected


def test_scopes_are_told_apart() -> None:
    """A figure of another year, organ, channel or scope is no figure of this report."""
    texts = {
        "备案行政复议案件134件": "other",
        "通过网络收到政府信息公开申请9件": "part",
        "政府信息公开申请较上年增加3件": "comparison",
        "收到政府信息公开申请9件": "",
    }
    assert {text: claims(text)[0].scope for text in texts} == texts
    assert [claim.year for claim in claims("2024年收到申请3件，2025年收到申请4件")] == [2024, 2025]
    assert [claim.who for claim in claims("县教育局收到申请3件，我局收到申请4件")] == ["县教育局", "县教育局"]


def test_parts_and_shares_know_their_whole() -> None:
    """A sum can be judged only if the parts are known to be parts."""
    whole, one, two = claims("收到申请33件，其中自然人27件，占81.8%，法人6件")
    assert (whole.part_of, one.part_of, two.part_of) == (None, 0, 0)
    assert str(one.share) == "81.8"
    assert two.share is None


def test_a_topic_goes_on_until_another_begins() -> None:
    """办结 after the requests counts requests; after the proposals it does not."""
    assert said("收到政府信息公开申请3件。办结2件。")[1] == ("request.answered", 2)
    assert said("收到政府信息公开申请3件，办理提案5件，办结2件。")[2][0] == ""
    assert about("（二）依申请公开") == ("request",)
    assert about("（一）主动公开") == ()


def test_the_lexicon_lists_every_word_once() -> None:
    """A word with two meanings has the one that happens to be read last."""
    lexicon = words("prose")
    listed = [word for keys in lexicon["words"].values() for group in keys.values() for word in group]
    assert sorted({word for word in listed if listed.count(word) > 1}) == []
    counters = [word for group in lexicon["counters"].values() for word in group]
    assert len(counters) == len(set(counters))


def test_the_pattern_cannot_run_away() -> None:
    """A repeat within a repeat takes a time that doubles with every character."""
    from ogirmodel.prose import tokens

    pattern = tokens._master().pattern  # noqa: SLF001 - the promise is about this pattern
    repeated = re.findall(r"\((?:[^()]|\([^()]*\))*[+*](?:[^()]|\([^()]*\))*\)[+*]", pattern)
    assert repeated == [] or all("[0-9]{3}" in group for group in repeated)


def test_no_sentence_that_claims_is_passed_over() -> None:
    """A claim that the cheap look at a sentence does not expect is lost, and the fault in it with it."""
    lexicon = words("prose")
    near, counters = lexicon["words"]["near"], [word for group in lexicon["counters"].values() for word in group]
    numbers = ["3", "12万", "1,295", "十", "三百二", "数十", "7余", "3万多", "十几", "第3", "—5", "3.5"]
    before = ["", "均为", "的", "第", *near["before"], *near["after"]]
    told = ["".join(parts) for parts in product(before, numbers, ["件", "次", "届", "", "左右"], ["", "，好"])]
    told += ["".join(parts) for parts in product(numbers, counters, ["", *near["after"]], ["", "，好"])]
    told += [f"{denial}行政复议" for denial in lexicon["words"]["negation"]["negation"]]
    claiming = [s for s in told if any(claim.number == 0 for claim in read(f"{s}。新收申请3件"))]
    assert len(claiming) > len(told) / 4
    assert [sentence for sentence in claiming if not may_claim(fold(sentence))] == []


def test_toldof_folded_text_are_those_of_the_source() -> None:
    """A finding quotes the source by the number of the sentence."""
    text = "　收到 ３ 件。 办结！\u200b无？ "
    assert [fold(sentence) for sentence in sentences(text)] == sentences(fold(text))


def test_a_claim_shows_where_it_stands() -> None:
    """The words of a claim can be marked in its sentence."""
    (claim,) = claims("一切照常。新收申请 34 件。")
    assert claim.sentence[slice(*claim.span)] == "34件"
    assert (claim.number, claim.subjects) == (1, (Subject("request", "new"),))
