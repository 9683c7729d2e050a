"""docs/findings.md, generated from the codes and their examples: `python -m review.page` writes it anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from review.codes import Code, codes

PAGE = Path(__file__).resolve().parents[1] / "docs" / "findings.md"
FAMILIES = {
    "A": "Мероприятия",
    "B": "Исполнители",
    "D": "Сроки",
    "K": "Показатели",
    "N": "Нумерация",
    "O": "Приказ",
    "R": "Результаты",
    "T": "Текст и шаблоны",
    "X": "Чтение документа",
}
_SEVERITIES = {"E": "ошибка", "W": "предупреждение", "I": "замечание"}
_KEYS = {
    "number": "№",
    "title": "мероприятие",
    "deadline": "срок",
    "body": "исполнитель",
    "result": "результат",
    "section": "раздел",
    "extra": "другие графы",
    "period": "период",
    "school_year": "учебный год",
    "code": "код",
    "appendix": "приложение",
    "approved_by": "гриф",
    "order": "приказ",
    "clauses": "пункты",
    "prose": "текст",
    "header": "шапка",
    "indicators": "показатели",
    "name": "название",
    "definition": "определение",
    "defined_as": "в таблице определений",
    "current": "сейчас",
    "targets": "цели",
    "unit": "единица",
    "statistics": "статистика",
    "plans": "планы",
}
_HEAD = """# Замечания

<!-- Generated from review/codes.yaml and review/rules/*.yaml by `python -m review.page`; a test compares the two. Do not edit. -->

Что находит проверка (`dorkarta check`, таблица `findings`). Буква кода — о чём замечание, степень: **E** — ошибка, её надо исправить;
**W** — предупреждение, на него надо взглянуть; **I** — замечание об оформлении. Примеры на этой странице — они же проверки самих правил.
"""


def page() -> str:
    """The page as Markdown: a section a family, a heading a code."""
    families = groupby(codes().values(), key=lambda code: code.code[0])
    return _HEAD + "".join(f"\n## {letter}. {FAMILIES[letter]}\n" + "".join(map(_entry, group)) for letter, group in families)


def _entry(code: Code) -> str:
    lines = [
        f"### {code.code} {code.title}",
        "",
        f"Обычная степень: **{code.severity}** ({_SEVERITIES[code.severity]}). {code.explanation}".strip(),
    ]
    if code.advice:
        lines += ["", f"*Что делать.* {code.advice}"]
    for kind, title in (("bad", "Замечание будет"), ("good", "Замечания не будет")):
        examples: tuple[Mapping[str, Any], ...] = getattr(code, kind)
        if examples:
            lines += ["", f"{title}:", "", *(f"- {_shown(example)}" for example in examples)]
    return "\n" + "\n".join(lines) + "\n"


def _shown(example: Mapping[str, Any]) -> str:
    """An example in one line, the way a person would tell it: what is not said does not matter."""
    plans = example.get("plans", [example])
    about = "; ".join(f"{_KEYS.get(key, key)}: {_plain(value)}" for key, value in example.items() if key not in ("rows", "plans"))
    told = " — и — ".join("; ".join(filter(None, map(_row, plan.get("rows", ())))) for plan in plans)
    return ". ".join(filter(None, (about, told))).replace("\n", " / ")


def _row(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{_KEYS.get(key, key)} «{value}»" for key, value in row.items())


def _plain(value: object) -> str:
    return ", ".join(_parts(value))


def _parts(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield f"{_KEYS.get(key, key)}: {_plain(inner)}"
    elif isinstance(value, list | tuple):
        for inner in value:
            yield _plain(inner)
    else:
        yield f"«{value}»"


def main() -> None:
    """Writes the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
