"""Bytes in and out: the right text or a clear error, and the earlier file or the whole new one."""

import errno
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogirmodel import LimitExceeded, Limits, OgirError, ReadError, WriteError, limits
from ogirmodel.encodings import decode
from ogirmodel.messages import LANGUAGES
from ogirmodel.sources import fetch, name_of, shown_path, suffix_of, write

TEXT = "某县教育局2025年政府信息公开工作年度报告\n一、总体情况\n本年度各项工作按照规定进行，𠮷。\n"
POSIX = pytest.mark.skipif(os.name != "posix", reason="pipes and devices as files are of POSIX")
NOT_ROOT = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write into any folder and read any file"
)


def proper(error: OgirError) -> None:
    """Hold an error to one short clean sentence in each language."""
    for language in LANGUAGES:
        text = error.text(language)
        assert text.isprintable(), ascii(text)
        assert len(text) < 1500
        assert text.endswith(("。", "."))


def unreadable(path: str | Path) -> str:
    with pytest.raises(ReadError) as caught:
        fetch(path)
    proper(caught.value)
    return caught.value.text("en")


def unwritable(path: str | Path, data: bytes = b"new") -> str:
    with pytest.raises(WriteError) as caught:
        write(path, data)
    proper(caught.value)
    return caught.value.text("en")


def undecodable(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        decode(data)
    proper(caught.value)
    return caught.value.key


# ---------------------------------------------------------------- decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r"])
def test_the_encodings_of_chinese_text_are_told_apart(encoding: str, mark: str) -> None:
    """Whatever Notepad, Word or a crawler saved is read as what it says, line breaks untouched."""
    text = TEXT.replace("\n", mark)
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_is_read_by_its_mark_in_both_orders(mark: bytes, encoding: str) -> None:
    """What Notepad calls Unicode and Unicode big endian both work."""
    assert decode(mark + TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["gbk", "gb2312"])
def test_the_older_national_encodings_are_parts_of_gb18030(encoding: str) -> None:
    """Files of twenty years ago are read too, be they ever so short."""
    for text in ("公开", "联通", "一、总体情况", "0件；", TEXT.replace("𠮷", ""), "教" * 5000):
        assert decode(text.encode(encoding)) == text


def test_text_that_is_empty_or_ascii_is_text() -> None:
    """No content is content; a mark alone is an empty text."""
    assert decode(b"") == decode(b"\xef\xbb\xbf") == decode(b"\xff\xfe") == ""
    assert decode(b"a,b\t1\r\n") == "a,b\t1\r\n"


def damaged(text: str) -> Iterator[bytes]:
    """Yield the UTF-8 of ``text`` with one byte lost or changed, or its end cut off within a character."""
    raw = text.encode()
    for place in range(len(raw)):
        for bad in (
            raw[:place],
            raw[:place] + raw[place + 1 :],
            raw[:place] + b"\x80" + raw[place + 1 :],
            raw[:place] + b"?" + raw[place + 1 :],
            raw[:place] + bytes([raw[place] ^ 0x20]) + raw[place + 1 :],
        ):
            try:
                bad.decode("utf-8")
            except UnicodeDecodeError:
                yield bad


@pytest.mark.parametrize(
    "text", [TEXT, '{"name": "某县教育局"}', "某县教育局2025年政府信息公开", "<p>本年度共收到申请12件</p>"]
)
def test_damaged_utf_8_is_never_taken_for_gb18030(text: str) -> None:
    """One lost byte does not turn a report into other Chinese characters in silence."""
    wrong = [bad for bad in damaged(text) if has_whole_han(bad) and read_as_other_text(bad)]
    assert wrong == []


def has_whole_han(data: bytes) -> bool:
    """Tell whether anything but damage and ASCII is left, so that it can be known for UTF-8 at all."""
    return any("\u3000" <= character < "\ufffd" for character in data.decode("utf-8", "replace"))


def read_as_other_text(data: bytes) -> bool:
    try:
        decode(data)
    except ReadError:
        return False
    return True


def test_damage_is_named_with_its_place() -> None:
    """The sentence says which encoding, and where in the file, counted in bytes from its beginning."""
    raw = TEXT.encode()
    for mark in (b"", b"\xef\xbb\xbf"):
        with pytest.raises(ReadError) as caught:
            decode(mark + raw[:28] + b"\xff" + raw[28:])
        assert caught.value.data == {"encoding": "utf-8", "offset": len(mark) + 28}
    with pytest.raises(ReadError) as caught:
        decode(b"\xff\xfe" + "公开".encode("utf-16-le") + b"\x00\xd8a\x00")
    assert caught.value.data == {"encoding": "utf-16-le", "offset": 6}
    with pytest.raises(ReadError) as caught:
        decode("公开".encode() + b"\x00")
    assert caught.value.data["offset"] == 6


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [TEXT, '{"a": 1}', "<html>"])
def test_utf_16_without_mark_and_utf_32_are_refused(encoding: str, text: str) -> None:
    """What cannot be told for certain is not guessed."""
    assert undecodable(text.encode(encoding)) in {"unknown_encoding", "damaged_text"}


@pytest.mark.parametrize(
    "data",
    [
        *(
            b"\x00",
            b"\xff",
            b"\x80",
            b"\xff\xfea",
            b"a\x00b",
            b"\xef\xbb\xbf\xff",
            b"\xed\xa0\x80abc",
            b"PK\x03\x04\x00",
        ),
        *(
            "公开".encode("gbk") + b"\xff",
            "公开".encode("gbk")[:-1],
            "é à la carte".encode("latin-1"),
            b"\x89PNG\r\n\x00",
        ),
    ],
    ids=ascii,
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    """Binary files, cut files and Western text are an error, not question marks."""
    assert undecodable(data) in {"unknown_encoding", "damaged_text"}


@pytest.mark.parametrize("encoding", ["big5", "cp950", "euc_jisx0213", "shift_jis", "cp949"])
def test_other_encodings_are_refused_rather_than_taken_for_gb18030(encoding: str) -> None:
    """Nearly any bytes are some characters of GB18030, and a report of rare ones would be written as it stands."""
    text = "清河鎮人民政府年度報告，本機關嚴格執行《條例》，全年主動公開政府信息三百條，收到申請五件，辦結五件。"
    assert decode(text.encode("gb18030")) == text
    with pytest.raises(ReadError) as caught:
        decode(text.encode(encoding, "ignore"))
    assert caught.value.key == "unknown_encoding"


@given(st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]), st.binary(max_size=40))
def test_any_bytes_are_text_or_a_read_error(mark: bytes, data: bytes) -> None:
    """No input makes ``decode`` fail in another way, and no text it gives holds what XML cannot."""
    try:
        text = decode(mark + data)
    except ReadError as error:
        proper(error)
    else:
        assert "\0" not in text
        assert not any("\ud800" <= character <= "\udfff" for character in text)


# ---------------------------------------------------------------- fetch


def test_bytes_are_content_and_everything_else_a_path(tmp_path: Path) -> None:
    """The same call takes an upload and a file."""
    path = tmp_path / "报告 2025.json"
    path.write_bytes(b"abc")
    assert fetch(b"abc") == fetch(path) == fetch(str(path)) == b"abc"


def test_sources_have_names_and_suffixes() -> None:
    """The suffix decides the format whatever its case; bytes have neither name nor suffix."""
    assert (name_of(b"x.docx"), suffix_of(b"x.docx")) == ("", "")
    assert (name_of("/a/报告.DOCX"), suffix_of("/a/报告.DOCX")) == ("报告.DOCX", "docx")
    assert suffix_of(Path("a.tar.gz")) == "gz"
    assert suffix_of("no suffix") == suffix_of(".hidden") == suffix_of("") == ""


@pytest.mark.parametrize(
    "name", ["missing", "no/folder/here", "甲" * 300, "nul\x00", "\ud800", "", "a\nb\x1b[31m", "file/below"]
)
def test_what_cannot_be_read_is_one_sentence(tmp_path: Path, name: str) -> None:
    """Missing files, folders and names that no file can have end in a ReadError."""
    (tmp_path / "file").write_bytes(b"")
    assert unreadable(f"{tmp_path}/{name}")
    assert unreadable(tmp_path / name)


def test_the_reason_is_said_in_words_of_ours(tmp_path: Path) -> None:
    """A missing file and a folder are told apart, in both languages."""
    assert "no such file" in unreadable(tmp_path / "missing")
    assert tmp_path.name in unreadable(tmp_path)
    with pytest.raises(ReadError) as caught:
        fetch(tmp_path / "missing")
    assert "没有这个文件" in caught.value.text("zh")


@NOT_ROOT
def test_a_file_without_permission_is_one_sentence(tmp_path: Path) -> None:
    """What the user may not read is said so."""
    path = tmp_path / "secret"
    path.write_bytes(b"x")
    path.chmod(0)
    assert "permission" in unreadable(path)


@POSIX
def test_devices_and_pipes_are_not_read(tmp_path: Path) -> None:
    """A pipe without a writer would hang the program, /dev/zero fill its memory."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero"), Path("/dev/null")):
        assert unreadable(path)


def test_size_is_bounded_for_files_and_bytes(tmp_path: Path) -> None:
    """At the limit a source is read, one byte beyond it is not; the sentence names the limit."""
    path = tmp_path / "file"
    path.write_bytes(b"x" * 11)
    for source in (path, b"x" * 11):
        with limits.using(Limits(input_bytes=11)):
            assert len(fetch(source)) == 11
        with limits.using(Limits(input_bytes=10)), pytest.raises(LimitExceeded) as caught:
            fetch(source)
        assert (caught.value.limit, caught.value.data["bound"]) == ("input_bytes", 10)
        proper(caught.value)


@POSIX
def test_a_sparse_file_of_a_terabyte_takes_no_memory(tmp_path: Path) -> None:
    """No more than the limit is read, whatever the size that a file claims."""
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        try:
            file.truncate(2**40)
        except OSError:
            pytest.skip("this file system takes no file of a terabyte")
    with limits.using(Limits(input_bytes=1000)), pytest.raises(LimitExceeded):
        fetch(path)


def test_limits_are_those_of_the_thread(tmp_path: Path) -> None:
    """A limit raised for one job is not raised for the one beside it, and ends with its block."""
    path = tmp_path / "file"
    path.write_bytes(b"x" * 100)
    seen: list[int] = []
    with limits.using(Limits(input_bytes=10)):
        other = threading.Thread(target=lambda: seen.append(len(fetch(path))))
        other.start()
        other.join()
        with pytest.raises(LimitExceeded):
            fetch(path)
    assert seen == [100]
    assert len(fetch(path)) == 100


# ---------------------------------------------------------------- write


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    """The content is there, under its name and no other, empty content too."""
    for data in (b"abc", b"", b"x" * 3_000_000):
        path = tmp_path / "报告.json"
        write(path, data)
        assert path.read_bytes() == data
        assert [*tmp_path.iterdir()] == [path]
    write(str(tmp_path / "other"), b"text path")
    assert (tmp_path / "other").read_bytes() == b"text path"


def test_a_relative_path_is_of_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare file name works, and nothing is left beside it."""
    monkeypatch.chdir(tmp_path)
    write("report.json", b"abc")
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def fails(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupts(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def broken(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[..., None]) -> Iterator[None]:
    """Make one step of writing fail: the flush to the disk, or the taking of the name."""
    with monkeypatch.context() as patch:
        if name == "replace":
            patch.setattr(os, "replace", act)
            patch.setattr(os, "rename", act)
            patch.setattr(Path, "replace", act)
            patch.setattr(Path, "rename", act)
        else:
            patch.setattr(os, name, act)
        yield


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("earlier", [b"earlier", None])
def test_a_write_that_fails_leaves_the_earlier_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, earlier: bytes | None
) -> None:
    """At a full disk the report of yesterday is still there, whole, and nothing lies beside it."""
    path = tmp_path / "report.docx"
    if earlier:
        path.write_bytes(earlier)
    with broken(monkeypatch, step, fails):
        assert "disk is full" in unwritable(path, b"new" * 1000)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == ({path: earlier} if earlier else {})
    write(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_ctrl_c_during_a_write_leaves_the_earlier_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Ctrl-C stays Ctrl-C, and costs nobody a file."""
    path = tmp_path / "report.docx"
    path.write_bytes(b"earlier")
    with broken(monkeypatch, step, interrupts), pytest.raises(KeyboardInterrupt):
        write(path, b"new")
    assert [*tmp_path.iterdir()] == [path]
    assert path.read_bytes() == b"earlier"


@POSIX
def test_a_disk_that_fills_up_while_writing_leaves_the_earlier_file(tmp_path: Path) -> None:
    """A real limit of the system on file sizes, not a simulated one, has the same outcome."""
    path = tmp_path / "report.docx"
    path.write_bytes(b"earlier")
    code = (
        "import resource, signal, sys; from ogirmodel import WriteError; from ogirmodel.sources import write\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    write(sys.argv[1], b'x' * 100000)\nexcept WriteError as error:\n    print(error.text('en'))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert "size limit" in done.stdout
    assert path.read_bytes() == b"earlier"
    assert [*tmp_path.iterdir()] == [path]


@POSIX
def test_permissions_of_the_earlier_file_are_kept(tmp_path: Path) -> None:
    """A file shared with the group, or hidden from it, stays so; a new one follows the umask."""
    path = tmp_path / "report.docx"
    for mode in (0o600, 0o640, 0o664, 0o444):
        path.touch()
        path.chmod(mode)
        write(path, b"new")
        assert stat.S_IMODE(path.stat().st_mode) == mode
        path.unlink()
    before = os.umask(0o027)
    try:
        write(path, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@POSIX
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a symbolic link changes the file it points to, also through two links and a dangling one."""
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "report.docx"
    target.write_bytes(b"earlier")
    link, second, dangling = tmp_path / "link", tmp_path / "second", tmp_path / "dangling"
    link.symlink_to(target)
    second.symlink_to("link")
    dangling.symlink_to("real/new.docx")
    write(second, b"new")
    write(dangling, b"first")
    assert target.read_bytes() == b"new"
    assert (tmp_path / "real" / "new.docx").read_bytes() == b"first"
    assert all(path.is_symlink() for path in (link, second, dangling))
    assert sorted(path.name for path in (tmp_path / "real").iterdir()) == ["new.docx", "report.docx"]


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    """A folder as target is one sentence, whether it is empty or not, also with a slash or through a link."""
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "folder" in unwritable(folder)
    assert "folder" in unwritable(f"{folder}{os.sep}")
    (folder / "file").write_bytes(b"kept")
    assert "folder" in unwritable(folder)
    assert (folder / "file").read_bytes() == b"kept"
    assert [*tmp_path.iterdir()] == [folder]


@pytest.mark.parametrize(
    "name", ["missing/report.docx", "file/report.docx", "甲" * 300, "nul\x00byte", "\ud800", "a" * 5000]
)
def test_what_cannot_be_written_is_one_sentence(tmp_path: Path, name: str) -> None:
    """Missing folders and impossible names end in a WriteError that leaves nothing behind."""
    (tmp_path / "file").write_bytes(b"kept")
    assert unwritable(f"{tmp_path}/{name}")
    assert unwritable(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"kept"


@pytest.mark.parametrize("name", ["报" * 85, "报" * 84 + ".js", "a" * 255, "𠮷" * 63, ".隐藏", "a b'\"$.json"])
def test_any_name_that_the_system_takes_can_be_written(tmp_path: Path, name: str) -> None:
    """The hidden file beside it fits into a folder wherever the file itself does."""
    write(tmp_path / name, b"new")
    write(tmp_path / name, b"newer")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == b"newer"


@POSIX
def test_a_deep_folder_can_be_written(tmp_path: Path) -> None:
    """A path near the longest that the system takes is no trouble."""
    folder = tmp_path
    while len(os.fsencode(folder)) < 3600:
        folder /= "报" * 40
    folder.mkdir(parents=True)
    write(folder / "report.json", b"new")
    assert (folder / "report.json").read_bytes() == b"new"


@POSIX
def test_a_pipe_and_a_device_are_written_into(tmp_path: Path) -> None:
    """They are no files to be replaced: the reader of the pipe gets the bytes, and the pipe stays one."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write(pipe, b"through the pipe")
    reader.join(10)
    assert got == [b"through the pipe"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write("/dev/null", b"x")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    assert [*tmp_path.iterdir()] == [pipe]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_device_is_one_sentence() -> None:
    """What the device refuses is said."""
    assert "full" in unwritable("/dev/full", b"x" * 100_000)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="this system has no /dev/stdout")
def test_standard_output_by_its_path_is_written_into(tmp_path: Path) -> None:
    """``-o /dev/stdout`` and the shell's ``>(command)`` are files to the user, even where they are pipes."""
    code = "from ogirmodel.sources import write; write('/dev/stdout', b'through')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=tmp_path)
    assert done.stdout == b"through", done.stderr.decode()
    assert [*tmp_path.iterdir()] == []


@NOT_ROOT
def test_a_folder_without_permission_is_one_sentence(tmp_path: Path) -> None:
    """A read-only share is said so, and its files stay."""
    path = tmp_path / "report.docx"
    path.write_bytes(b"earlier")
    tmp_path.chmod(0o555)
    try:
        assert "permission" in unwritable(path)
    finally:
        tmp_path.chmod(0o755)
    assert path.read_bytes() == b"earlier"
    assert [*tmp_path.iterdir()] == [path]


def test_the_system_error_is_kept_for_programs(tmp_path: Path) -> None:
    """WriteError is an OSError: ``errno`` is the number of the system, so that a program can wait or give up."""
    with pytest.raises(OSError, match="missing") as caught:
        write(tmp_path / "missing" / "report.docx", b"x")
    assert isinstance(caught.value, WriteError)
    assert caught.value.errno == errno.ENOENT
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_two_writers_at_once_leave_one_whole_file(tmp_path: Path) -> None:
    """Threads that write the same file do not mix their content or stumble over each other's drafts."""
    path = tmp_path / "report.docx"
    contents = [bytes([number]) * 50_000 for number in range(16)]
    with ThreadPoolExecutor(len(contents)) as pool:
        for done in [pool.submit(write, path, data) for data in contents]:
            done.result()
    assert path.read_bytes() in contents
    assert [*tmp_path.iterdir()] == [path]


def test_a_draft_left_by_a_killed_process_is_in_nobodys_way(tmp_path: Path) -> None:
    """After kill -9 the next write works; an earlier draft is neither taken nor reported."""
    path = tmp_path / "report.docx"
    code = (
        "import os, signal, sys; from ogirmodel.sources import write\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "write(sys.argv[1], b'x' * 1000)\n"
    )
    path.write_bytes(b"earlier")
    killed = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=False)
    assert killed.returncode != 0
    assert path.read_bytes() == b"earlier"
    write(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("data", ["text", None, 5, ["x"]], ids=str)
def test_content_that_is_no_bytes_costs_nobody_a_file(tmp_path: Path, data: Any) -> None:
    """A caller's mistake is an error before anything is lost."""
    path = tmp_path / "report.docx"
    path.write_bytes(b"earlier")
    with pytest.raises((TypeError, WriteError)):
        write(path, data)
    assert path.read_bytes() == b"earlier"
    assert [*tmp_path.iterdir()] == [path]


def test_shown_paths_are_clean_and_bounded() -> None:
    """A path in a message is whole where it can be, and never escapes into the terminal."""
    long = "/" + "/".join(["报告"] * 40) + "/年度.docx"
    assert shown_path(long) == long
    assert shown_path(Path("a b.docx")) == "a b.docx"
    assert shown_path("a\x1b[31m\n\u202eb").isprintable()
    assert len(shown_path("x" * 100_000)) <= 300
