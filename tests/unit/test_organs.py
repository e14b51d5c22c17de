"""What a name tells of an organ: the deadline, the right to make rules and the duty to tell of accountability."""

import pytest

from ogirmodel import Finding, Organ, check
from ogirmodel.checks.organs import known_organ
from ogirmodel.testing import sample

KNOWN = """
国务院办公厅 department central
中华人民共和国教育部 department central
国家发展和改革委员会 department central
国家税务总局 department central
海关总署 department central
国家税务总局松林市税务局 vertical -
国家税务总局云溪县税务局 vertical county
国家统计局松林调查队 vertical -
中华人民共和国松林海关 vertical -
国家金融监督管理总局松林监管分局 vertical -
松林市气象局 vertical -
松林海事局 vertical -
松林市烟草专卖局 vertical -
云溪县消防救援大队 vertical county
北京市人民政府 government province
北京市海淀区人民政府 government county
上海市 government province
上海市科学技术委员会 department province
上海市浦东新区人民政府 government county
重庆市云阳县人民政府 government county
上海市静安区南京西路街道办事处 subdistrict_office township
广东省人民政府 government province
广东省教育厅 department province
广东省人民政府办公厅 department province
内蒙古自治区人民政府 government province
新疆维吾尔自治区财政厅 department province
锡林郭勒盟行政公署 government city
锡林郭勒盟苏尼特右旗人民政府 government county
凉山彝族自治州人民政府 government city
黔南布依族苗族自治州人民政府 government city
恩施土家族苗族自治州恩施市人民政府 government county
长阳土家族自治县人民政府 government county
鄂伦春自治旗人民政府 government county
阿里地区行政公署 government city
神农架林区人民政府 government county
云溪县人民政府 government county
云溪县清河镇人民政府 government township
云溪县红旗回族乡人民政府 government township
清河乡人民政府 government township
巴彦苏木人民政府 government township
云溪县青石街道办事处 subdistrict_office township
青石街道办 subdistrict_office township
松林市人民政府 government -
松林市 government -
盐城市人民政府 government -
镇江市人民政府 government -
江苏省昆山市人民政府 government -
诸城市教育局 department -
松林市石桥区人民政府办公室 department county
泰州市姜堰区人民政府 government county
云溪县教育局 department county
云溪县人力资源和社会保障局 department county
云溪县住房和城乡建设局 department county
云溪县乡村振兴局 department county
城固县人民政府 government county
乡宁县人民政府 government county
松林市市场监督管理局 department -
松林市城市管理局 department -
松林市民政局 department -
松林市政务服务局 department -
松林高新技术产业开发区管委会 other -
松林市高新区管理委员会 other county
云溪县人民医院 - county
松林市总工会 - -
某局 department -
"""


@pytest.mark.parametrize("line", KNOWN.split("\n")[1:-1])
def test_a_name_tells_kind_and_level(line: str) -> None:
    """A bureau would be held to the date of a government, or a city be told that it can make no rules."""
    name, kind, level = line.split()
    known = known_organ(Organ(name))
    assert (known.kind or "-", known.level or "-") == (kind, level)


def test_what_is_stated_is_believed() -> None:
    """An organ whose name misleads could not say what it is."""
    stated = Organ("松林市人民政府", "department", "province", code="1", parent="某省")
    assert known_organ(stated) == stated
    assert known_organ(Organ("松林市人民政府", level="city")).kind == "government"
    assert known_organ(Organ("松林市人民政府", level="city")).level == "city"


def told(organ: Organ) -> list[Finding]:
    return [finding for finding in check(sample().replace(organ=organ)) if finding.code == "U12"]


def test_what_was_inferred_is_told() -> None:
    """A rule that leans on a guess would speak as if it knew."""
    (finding,) = told(Organ("松林市人民政府"))
    assert finding.severity == "info"
    assert "人民政府" in finding.text()
    assert "不明" in finding.text()
    assert "unknown" in finding.text("en")
    assert told(Organ("松林市人民政府", "government", "city")) == []
    assert told(Organ("City Library")) == []


@pytest.mark.parametrize(
    ("organ", "severity"),
    [
        ("云溪县清河镇人民政府", "warning"),
        ("云溪县人民政府", "warning"),
        ("松林市", "warning"),
        ("云溪县教育局", None),
        ("云溪县青石街道办事处", None),
        ("云溪县税务局", None),
        ("云溪高新区管委会", None),
        ("云溪广播站", "unjudged"),
    ],
)
def test_governments_of_any_level_tell_of_accountability(organ: str, severity: str | None) -> None:
    """A bureau would be asked for what only governments owe, or a township be let off."""
    report = sample().replace(organ=organ, sections={**sample().sections, "overview": "全年未发生行政复议。"})
    severities = [finding.severity for finding in check(report) if finding.code == "S04"]
    assert severities == ([severity] if severity else [])
