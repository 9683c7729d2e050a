"""The command line as a person or a program uses it: exit codes, streams, Russian words, and bad input that never stops a run."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pypdfium2
import pytest
from PIL import Image

import pipeline
import pipeline_run
from output.arrow import read_table
from tests.program import Result, dorkarta, reading_here

ROOT = Path(__file__).resolve().parents[1]
HEADER = ("№", "Мероприятие", "Срок", "Ответственный", "Результат")
ROWS = (
    ("1", "Провести собрание родителей", "ежегодно, май", "Управление образования", "Протокол собрания"),
    ("2", "Составить перечень школ", "до 10 октября 2021 г.", "Школы", "Перечень"),
)


Cli = Callable[..., Result]


@pytest.fixture
def cli() -> Iterator[Cli]:
    """The program in this process, its documents too."""
    with reading_here():
        yield dorkarta


def _docx(rows: tuple[tuple[str, ...], ...] = ROWS, title: str = "План мероприятий на 2021-2022 годы") -> bytes:
    document = docx.Document()
    document.add_paragraph("Управление образования администрации Заречного района")
    document.add_paragraph(title)
    if rows:
        table = document.add_table(rows=0, cols=len(HEADER))
        for row in (HEADER, *rows):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


GOOD = _docx()  # the same bytes in all tests: LibreOffice turns them into pages once


def _zip(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _empty_pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


_PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + b"\0" * 40
# An encrypted office file is an OLE container with the stream EncryptedPackage (MS-OFFCRYPTO 2.3.4.4).
_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "хороший приказ.docx"
    path.write_bytes(GOOD)
    return path


def _documents(folder: Path) -> dict[str, dict[str, object]]:
    return {Path(str(row["path"])).name: row for row in read_table(folder, "documents").to_pylist()}


BAD = [
    pytest.param("пустой.docx", b"", {"empty_file"}, "failed", id="empty file"),
    pytest.param("обрыв.docx", GOOD[:3000], {"broken_file"}, "failed", id="truncated docx"),
    pytest.param("обрыв.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type", {"broken_file"}, "failed", id="truncated pdf"),
    pytest.param("пароль.docx", _OLE, {"password_protected", "unsupported_format", "broken_file"}, "failed", id="locked docx"),
    pytest.param("картинка.docx", _PNG, {"broken_file"}, "failed", id="renamed image"),
    pytest.param("скан.pdf", _empty_pdf(), {"no_text_layer"}, "failed", id="pdf without text"),
    pytest.param("без таблицы.docx", _docx(()), {"no_activity_table"}, "partial", id="docx without a table"),
    pytest.param("бомба.zip", _zip({"бомба.docx": b"0" * 40_000_000}), {"too_large"}, "failed", id="zip bomb"),
    pytest.param("путь.zip", _zip({"../../вне.docx": GOOD}), {"unsafe_name"}, "failed", id="path out of a zip"),
    pytest.param("нет файлов.zip", _zip({}), {"empty_archive"}, "failed", id="empty zip"),
    pytest.param("вложение.zip", _zip({"пустой.docx": b""}), {"empty_file"}, "failed", id="bad file in a zip"),
]


@pytest.mark.parametrize(("name", "data", "codes", "status"), BAD)
def test_bad_input_is_named_and_the_run_goes_on(
    cli: Cli, tmp_path: Path, good: Path, name: str, data: bytes, codes: set[str], status: str
) -> None:
    (tmp_path / name).write_bytes(data)
    result = cli("run", good, tmp_path / name, "--out", tmp_path / "набор")
    rows = list(_documents(tmp_path / "набор").values())
    assert result.code == 1
    (bad,) = (row for row in rows if row["status"] != "ok")
    assert bad["status"] == status
    assert bad["error_code"] in codes
    assert any(letter in "абвгдежзиклмнопрстуфхцчшщэюя" for letter in str(bad["error_message"]))
    assert str(bad["error_code"]) in result.out
    assert Path(str(bad["path"])).name in result.out
    assert read_table(tmp_path / "набор", "activities").num_rows == len(ROWS)


def test_workers_name_all_bad_input_of_a_run(tmp_path: Path, good: Path) -> None:
    """The same in worker processes, all at once."""
    folder = tmp_path / "архив"
    folder.mkdir()
    shutil.copy(good, folder)
    for case in BAD:
        (folder / str(case.values[0])).write_bytes(case.values[1])
    assert dorkarta("run", folder, "--out", tmp_path / "набор", "--workers", 2).code == 1
    found = [row for row in read_table(tmp_path / "набор", "documents").to_pylist() if row["status"] != "ok"]
    assert {row["error_code"] for row in found} <= {code for case in BAD for code in case.values[2]}
    assert len(found) == len(BAD) - 1  # the empty file and the empty one in a package are one content
    assert read_table(tmp_path / "набор", "activities").num_rows == len(ROWS)


def test_a_good_run_says_what_was_done(cli: Cli, tmp_path: Path, good: Path) -> None:
    result = cli("run", good, "--out", tmp_path / "набор")
    assert result.code == 0
    assert result.err == ""
    assert "все прочитаны" in result.out
    assert "понято 100,0 %" in result.out
    assert (tmp_path / "набор").as_posix() in result.out


def test_summary_as_json(cli: Cli, tmp_path: Path, good: Path) -> None:
    (tmp_path / "~$хороший приказ.docx").write_bytes(b"lock")
    (tmp_path / "копия.docx").write_bytes(good.read_bytes())
    result = cli("run", tmp_path, "--out", tmp_path / "набор", "--json")
    summary = json.loads(result.out)
    assert summary["documents"] == {"ok": 1, "partial": 0, "failed": 0}
    assert (summary["plans"], summary["activities"], summary["duplicates"]) == (1, 2, 1)
    assert [Path(item["path"]).name for item in summary["skipped"]] == ["~$хороший приказ.docx"]
    (row,) = _documents(tmp_path / "набор").values()
    assert [Path(path).name for path in row["paths"]] == ["копия.docx", "хороший приказ.docx"]


def test_workers_give_the_same_dataset(tmp_path: Path) -> None:
    source = tmp_path / "архив"
    source.mkdir()
    for n in range(3):
        (source / f"{n}.docx").write_bytes(_docx(title=f"План мероприятий на {2020 + n}-2025 годы"))
    for workers in (1, 2):
        done = dorkarta("run", source, "--out", tmp_path / f"набор{workers}", "--workers", workers)
        assert done.code == 0, done.err
    for part in (tmp_path / "набор1").rglob("*.parquet"):
        assert part.read_bytes() == (tmp_path / "набор2" / part.relative_to(tmp_path / "набор1")).read_bytes(), part


def test_show_tells_what_is_printed_and_what_is_understood(cli: Cli, good: Path) -> None:
    result = cli("show", good)
    assert result.code == 0
    for text in ("Провести собрание родителей", "ежегодно, май", "ежегодно: май", "до 10 октября 2021", "2 мероприятия"):
        assert text in result.out
    assert max(map(len, result.out.splitlines())) <= 120


def test_show_as_json_has_the_rows_of_the_dataset(cli: Cli, good: Path) -> None:
    rows = json.loads(cli("show", good, "--json").out)
    assert [row["title"] for row in rows["activities"]] == [row[1] for row in ROWS]
    assert cli("show", good, "--plan", 2).code == 2


def test_tables_as_read(cli: Cli, good: Path) -> None:
    (table,) = json.loads(cli("tables", good).out)["tables"]
    assert (table["table"], table["rows"], table["columns"]) == (1, 3, 5)
    assert table["cells"][0] | {"page": None, "box": None} == {  # page and box come from LibreOffice, where it is
        "row": 0, "column": 0, "row_span": 1, "column_span": 1, "text": "№", "page": None, "box": None,
    }  # fmt: skip
    assert "<td>Провести собрание родителей</td>" in cli("tables", good, "--to", "html").out
    assert cli("tables", good, "--to", "csv").out.splitlines()[1].split(";")[2:] == ["0", *HEADER]


@pytest.mark.parametrize("command", [["show"], ["check"], ["tables"], ["explain", "май", "--document"]], ids=lambda words: words[0])
def test_settings_reach_every_command_that_reads(cli: Cli, tmp_path: Path, command: list[str]) -> None:
    """A picture is read by the user's own Tesseract; a program that is none makes it fail, whatever is installed here."""
    picture, program, settings = tmp_path / "scan.png", tmp_path / "tesseract", tmp_path / "own.toml"
    Image.new("L", (800, 600), 255).save(picture)
    program.write_bytes(b"no program")
    settings.write_text('tesseract = "tesseract"', encoding="utf-8")
    result = cli("--config", settings, *command, picture)
    assert result.code == 1
    assert "winget install" in re.sub(r"\s+", " ", result.out + result.err)


def test_pages_that_are_read_move_on_stderr_alone(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # stderr passes for a terminal
    plan = ROOT / "corpus" / "samples" / "07-elnikovsky.pdf"
    result = cli("tables", plan)
    assert json.loads(result.out)["tables"]
    assert "Чтение страниц" in result.err


def test_explain_a_deadline(cli: Cli) -> None:
    (item,) = json.loads(cli("explain", "ежегодно, май", "--period", "2021-2022", "--json").out)
    assert (item["kind"], item["rrule"], item["duration"]) == ("recurring", "FREQ=YEARLY;BYMONTH=5", "P1M")
    assert [found["start"] for found in item["occurrences"]] == ["2021-05-01", "2022-05-01"]
    page = cli("explain", "ежегодно, май").out
    assert "ежегодно: май" in page
    assert "«ежегодно» — повторение" in page


def test_explain_a_responsible_cell_with_its_document(cli: Cli, good: Path) -> None:
    mentions = json.loads(cli("explain", "--body", "Управление образования, школы", "--document", good, "--json").out)
    assert [mention["body_class"] for mention in mentions] == ["municipal_authority", "educational_organisation"]


def test_check_lists_findings(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "без срока.docx"
    path.write_bytes(_docx((("1", "Провести собрание", "", "Школы", "Протокол"), ("2", "Собрание", "май 2021", "Школы", "Протокол"))))
    found = json.loads(cli("check", path, "--json").out)
    assert "D203" in {finding["code"] for finding in found}
    assert "D203 предупреждение — нет срока, план 1, строка 1" in cli("check", path).out
    assert cli("check", path, "--min-severity", "E", "--json").out == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["run", "нет.docx", "--out", "набор"], "Нет такого файла или папки: нет.docx", id="no such source"),
        pytest.param(["run", "--out", "набор"], "Не указано: ИСТОЧНИК.\n", id="no source"),
        pytest.param(["run", "."], "Не указана обязательная опция --out", id="no out"),
        pytest.param(["run", ".", "--out", "набор", "--workers", "много"], "Неверное значение --workers", id="workers"),
        pytest.param(["run", ".", "--out", "набор", "--быстро"], "Нет такой опции: --быстро", id="unknown option"),
        pytest.param(["прочитай"], "Нет такой команды: прочитай", id="unknown command"),
        pytest.param(["show", "."], "папка, а нужен один документ", id="show a folder"),
        pytest.param(["tables", "a.docx", "--to", "pdf"], "Неверное значение --to", id="unknown format"),
        pytest.param(["explain", "май", "--period", "когда-нибудь"], "Не похоже на период", id="period"),
        pytest.param(["explain", "май", "июнь"], "Лишнее в команде: июнь", id="too much"),
    ],
)
def test_wrong_usage(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert message in result.err


def test_a_folder_of_other_things_is_not_made_a_dataset(cli: Cli, tmp_path: Path, good: Path) -> None:
    result = cli("run", good, "--out", tmp_path)
    assert result.code == 2
    assert "не пуста" in result.err
    assert good.exists()


def test_ctrl_c_says_how_to_go_on(cli: Cli, tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline_run, "read_jobs", interrupted)
    result = cli("run", good, "--out", tmp_path / "набор")
    assert result.code == 130
    assert "повторите команду" in result.err
    assert len(read_table(tmp_path / "набор", "documents")) == 0


@pytest.mark.parametrize("command", ["", "run", "show", "tables", "explain", "check"])
def test_help_is_russian_throughout(cli: Cli, command: str) -> None:
    page = cli(*command.split(), "--help").out
    assert page.startswith("Использование:")
    for english in ("Usage", "Options", "Arguments", "Commands", "Show this", "required", "default", "COMMAND"):
        assert english not in page


def test_version(cli: Cli) -> None:
    assert cli("--version").out.startswith("dorkarta ")


def test_help_answers_without_the_heavy_libraries() -> None:
    heavy = ["spacy", "pyarrow", "pandas", "docx", "pdfplumber", "camelot"]
    code = f"import sys, pipeline; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_output_to_a_file_is_utf8_whatever_the_system_says(good: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "show", good]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env={"PYTHONIOENCODING": "cp1251", "PATH": ""})
    assert "Провести собрание родителей" in done.stdout.decode("utf-8")


def test_the_page_of_commands_names_every_command_and_option(cli: Cli) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    table = {line.split("`")[1].split()[1]: line for line in page.splitlines() if line.startswith("| `dorkarta ")}
    table["explain"] = "".join(line for line in page.splitlines() if line.startswith("| `dorkarta explain"))
    commands = [str(command.name or command.callback.__name__) for command in pipeline.app.registered_commands if command.callback]
    groups = {str(group.name) for group in pipeline.app.registered_groups}
    assert set(commands) | groups == table.keys() - {"--version"}
    for command in commands:
        options = set(re.findall(r"^  (--[\w-]+)", cli(command, "--help").out, re.MULTILINE)) - {"--help"}
        assert options == set(re.findall(r"--[\w-]+", table[command])), command
