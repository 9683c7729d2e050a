"""A dataset at an address: a copy to work in, publications that readers of the list see whole, and nothing lost by a kill or by two."""

from __future__ import annotations

import json
import time
from pathlib import Path

import fsspec
import pytest

from corpus import store_lock as lock_module
from corpus.lock import DatasetLocked
from corpus.places import Remote, place_of
from corpus.store_lock import NAME as LOCK
from corpus.store_lock import store_locked
from output.mirror import CopyBroken, local_copy, working_copy
from output.package import datapackage
from records.errors import UsageError

HERE, THERE = "машина", "другая"


@pytest.fixture
def address(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Remote:
    """An address of its own for each test, and a home for the copies."""
    _at(HERE, monkeypatch, tmp_path)
    place = place_of(f"memory://{tmp_path.name}/{abs(hash(request.node.name))}/набор")
    assert isinstance(place, Remote)
    return place


def _at(machine: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path / machine))


def _write(folder: Path, **files: str) -> None:
    for name, text in {"datapackage.json": datapackage(), ".publication": "1", **files}.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _there(address: Remote) -> dict[str, str]:
    """Texts of the listed files, by the names they have here."""
    store, path = fsspec.core.url_to_fs(address.url)
    package = json.loads(store.cat_file(f"{path}/datapackage.json"))
    return {one["name"]: store.cat_file(f"{path}/{one['path']}").decode() for one in package["files"]}


def _objects(address: Remote) -> set[str]:
    store, path = fsspec.core.url_to_fs(address.url)
    return {name[len(path) :].strip("/") for name in store.find(path)}


def _publish(address: Remote, **files: str) -> None:
    with working_copy(address) as (folder, push):
        _write(folder, **files)
        push()


def test_a_path_is_its_own_copy(tmp_path: Path) -> None:
    with working_copy(tmp_path / "набор") as (folder, push):
        push()
        assert folder == (tmp_path / "набор").resolve()


def test_what_is_published_is_listed_and_nothing_else_is_there(address: Remote) -> None:
    _publish(address, **{"activities__none.parquet": "a", "plans__none.parquet": "p", "runs__1.jsonl": "log"})
    _publish(address, **{"activities__none.parquet": "b"})
    found = _there(address)
    assert (found["activities/none.parquet"], found["plans/none.parquet"], found["runs/1.jsonl"]) == ("b", "p", "log")
    listed = {one["path"] for one in json.loads(fsspec.open(f"{address.url}/datapackage.json", "rt").open().read())["files"]}
    assert _objects(address) == listed | {"datapackage.json"}


def test_a_killed_run_leaves_the_old_state_and_goes_on(address: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    _publish(address, **{"activities__none.parquet": "old"})
    before, (store, _) = _there(address), fsspec.core.url_to_fs(address.url)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(type(store), "pipe_file", _killed(type(store).pipe_file))
        _publish(address, **{"activities__none.parquet": "new"})
    assert _there(address) == before
    with working_copy(address) as (folder, push):
        assert (folder / "activities" / "none.parquet").read_text(encoding="utf-8") == "new"  # what was read is not read again
        push()
    assert _there(address)["activities/none.parquet"] == "new"
    assert len([name for name in _objects(address) if name.startswith("activities/")]) == 1


def _killed(write):
    """Writes locks, and is killed when it is to write the list."""

    def pipe_file(self, path: str, *arguments: object, **options: object) -> None:
        if path.endswith("datapackage.json"):
            raise KeyboardInterrupt
        write(self, path, *arguments, **options)

    return pipe_file


def test_another_machine_gets_what_has_changed(address: Remote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _publish(address, **{"activities__none.parquet": "1", "plans__none.parquet": "p"})
    _at(THERE, monkeypatch, tmp_path)
    _publish(address, **{"activities__none.parquet": "2"})
    _at(HERE, monkeypatch, tmp_path)
    folder = local_copy(address)
    assert (folder / "activities" / "none.parquet").read_text(encoding="utf-8") == "2"
    assert (folder / "plans" / "none.parquet").read_text(encoding="utf-8") == "p"
    assert (folder / "datapackage.json").read_text(encoding="utf-8") == datapackage()


def test_one_run_at_a_time(address: Remote) -> None:
    with store_locked(address), pytest.raises(DatasetLocked, match="другой запуск"), working_copy(address):
        pass
    with working_copy(address):
        pass


def _leave_lock(address: Remote, **holder: object) -> None:
    store, path = fsspec.core.url_to_fs(address.url)
    store.pipe_file(f"{path}/{LOCK}", json.dumps({"run": "x", "host": "other", "pid": 1, "until": time.time() + 3600} | holder).encode())


@pytest.mark.parametrize(
    "holder",
    [
        pytest.param({"until": 0}, id="expired"),
        pytest.param({"host": lock_module.platform.node(), "pid": 2**22 + 7}, id="its process is gone"),
    ],
)
def test_a_lock_that_was_left_behind_is_taken_over(address: Remote, holder: dict[str, object]) -> None:
    _leave_lock(address, **holder)
    _publish(address, **{"plans__none.parquet": "p"})
    assert LOCK not in _objects(address)


def test_who_lost_the_lock_publishes_nothing(address: Remote) -> None:
    with working_copy(address) as (folder, push):
        _write(folder)
        push()
        before = _there(address)
        _leave_lock(address)
        _write(folder, **{"plans__none.parquet": "late"})
        with pytest.raises(DatasetLocked, match="слишком долго"):
            push()
    assert _there(address) == before


def test_a_foreign_folder_is_refused(address: Remote) -> None:
    fsspec.open(f"{address.url}/report.html", "wt").open().close()
    with pytest.raises(UsageError, match="не набор данных"), working_copy(address):
        pass


def test_what_is_no_dataset_cannot_be_read(address: Remote) -> None:
    with pytest.raises(UsageError, match="нет набора"):
        local_copy(address)


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt"])
def test_a_list_that_leads_outside_is_refused(address: Remote, name: str) -> None:
    package = json.loads(datapackage()) | {"files": [{"name": name, "path": "x", "hash": "sha256:0"}]}
    store, path = fsspec.core.url_to_fs(address.url)
    store.pipe_file(f"{path}/datapackage.json", json.dumps(package).encode())
    with pytest.raises(CopyBroken, match="за его пределы"):
        local_copy(address)


def test_a_file_that_was_changed_there_is_noticed(address: Remote, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _publish(address, **{"plans__none.parquet": "p"})
    store, path = fsspec.core.url_to_fs(address.url)
    [name] = [name for name in _objects(address) if name.startswith("plans/")]
    store.pipe_file(f"{path}/{name}", b"half")
    _at(THERE, monkeypatch, tmp_path)
    with pytest.raises(CopyBroken, match="не целиком"):
        local_copy(address)
