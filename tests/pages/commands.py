"""The reference of the command line, made from what ``--help`` says, in the language that the variable asks for.

The words of a command are chosen when it is imported, so each language is asked for in a process of its own.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

from typer.models import OptionInfo
from typer.utils import get_params_from_function

from ogirmodel.messages import Language

WORDS = {
    "en": {
        "title": "The command line",
        "intro": "`pip install 'ogirmodel[cli]'` brings the command `ogirmodel`.\n"
        "Its messages are Chinese; `OGIRMODEL_LANGUAGE=en` makes them English.\n"
        "`-` stands for the standard streams.\n"
        "The exit code is 0; 1 where errors were found; 2 for what cannot be read, written or understood; "
        "130 and 143 after Ctrl-C and SIGTERM.\n"
        "This page is made from what `ogirmodel COMMAND --help` says.",
        "argument": "argument",
        "option": "option",
        "meaning": "meaning",
    },
    "zh": {
        "title": "命令行参考",
        "intro": "执行 `pip install 'ogirmodel[cli]'` 后即可使用 `ogirmodel` 命令。\n"
        "提示信息默认为中文；设置环境变量 `OGIRMODEL_LANGUAGE=en` 后为英文。\n"
        "`-` 表示标准输入或标准输出。\n"
        "退出码：0 为正常；1 为发现错误；2 为无法读取、无法写入或参数有误；130 和 143 分别为 Ctrl-C 和 SIGTERM 中断。\n"
        "本页由 `ogirmodel 命令 --help` 的内容生成。",
        "argument": "参数",
        "option": "选项",
        "meaning": "说明",
    },
}


def command_line(language: Language) -> str:
    """Return the reference in ``language`` as Markdown."""
    done = subprocess.run(
        [sys.executable, "-m", "pages.commands", language],
        env={**os.environ, "OGIRMODEL_LANGUAGE": language, "PYTHONUTF8": "1"},
        cwd=Path(__file__).parents[1],
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def _page(language: Language) -> Iterator[str]:
    from ogirmodel.cli.app import app  # here the variable is set

    words = WORDS[language]
    yield f"# {words['title']}\n\n{app.info.help}\n{words['intro']}\n"
    for command in app.registered_commands:
        assert command.callback
        name = command.name or command.callback.__name__
        told = list(_told(command.callback))
        arguments = [(usage, said) for is_option, usage, said in told if not is_option]
        options = [(usage, said) for is_option, usage, said in told if is_option]
        usage = " ".join(("ogirmodel", name, *(usage for usage, _ in arguments), "[OPTIONS]" if options else ""))
        yield f"## `{name}`\n\n{command.help}\n\n```text\n{usage.strip()}\n```\n"
        yield from _table((words["argument"], words["meaning"]), arguments)
        yield from _table((words["option"], words["meaning"]), options)


def _told(command: Callable[..., object]) -> Iterator[tuple[bool, str, str]]:
    """Yield of every parameter whether it is an option, how it is typed, and what its help says."""
    for name, parameter in get_params_from_function(command).items():
        told, kind = parameter.default, parameter.annotation
        usage = told.metavar or name.upper()
        if isinstance(told, OptionInfo):
            spelt = "/".join(told.param_decls or [f"--{name.replace('_', '-')}"])
            usage = spelt if kind is bool else f"{spelt} {told.metavar or _value(kind)}"
        yield isinstance(told, OptionInfo), usage, told.help or ""


def _value(kind: Any) -> str:
    """Name what an option takes."""
    kinds = {int: "NUMBER", str: "TEXT"}
    return next((word for each, word in kinds.items() if each is kind or each in get_args(kind)), "TEXT")


def _table(head: tuple[str, str], rows: list[tuple[str, str]]) -> Iterator[str]:
    if rows:
        yield f"| {head[0]} | {head[1]} |\n|---|---|"
        yield from (f"| `{name.replace('|', '/')}` | {said} |" for name, said in rows)
        yield ""


if __name__ == "__main__":
    spoken: Language = "zh" if sys.argv[1] == "zh" else "en"
    print("\n".join(_page(spoken)))  # noqa: T201 - that is what the process is for
