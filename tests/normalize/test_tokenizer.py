"""spaCy is loaded without its commands, and is whole all the same."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("then", "printed"),
    [
        pytest.param("print('spacy.cli' in sys.modules, 'httpx' in sys.modules)", "False False", id="no commands, no network client"),
        pytest.param("import spacy.cli; print(callable(spacy.cli.info))", "True", id="the commands are there for who asks"),
        pytest.param("import spacy; print(len(spacy.blank('ru')('до 1 мая')))", "3", id="a pipeline can be made"),
    ],
)
def test_spacy_is_loaded_without_its_commands(then: str, printed: str) -> None:
    code = f"import sys; import normalize.tokenizer; {then}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == printed
