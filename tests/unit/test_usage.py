"""What is wrong with a command line is said in Chinese, and in English on request."""

import re

import pytest

from ogirmodel import messages
from ogirmodel.cli import main

COMMANDS = {
    "nothing": "没有命令“nothing”",
    "chek in.json": "没有命令“chek”，是否为check、schema",
    "it's": "没有命令“it's”",
    "--": "缺少命令",
    "check --languge zh": "没有选项--languge，是否为--language",
    "check -z": "没有选项-z",
    "check --previous": "选项--previous缺少值",
    "batch a --strict=1": "选项--strict不带值",
    "check in --language xx": "选项--language的值不合要求：说明的语言：zh（中文）或en（英文）",
    "new x 20a5": "参数YEAR的值不合要求：报告的年度，如2025",
    "new x 5": "参数YEAR的值不合要求：报告的年度，如2025",
    "new x": "缺少参数YEAR",
    "tidy a": "缺少选项--output",
    "new x 2025 one more": "多出参数“one more”",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_slip_is_told_in_chinese(command: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A clerk who reads no English would not know what the parser of arguments says."""
    assert main(command.split()) == 2
    assert f"（{COMMANDS[command]}），用法见 ogirmodel" in capfd.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_and_in_english_on_request(
    command: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a sentence in the other language is understood by nobody."""
    monkeypatch.setenv("OGIRMODEL_LANGUAGE", "en")
    assert main(command.split()) == 2
    said = capfd.readouterr().err
    assert said.startswith("The arguments are wrong (")
    own = messages.text("cli.language"), messages.text("cli.new_year")  # the help is in the language of the start
    for words in own:
        said = said.replace(words.rstrip("。"), "")
    assert not re.search("[\u4e00-\u9fff]", said)
