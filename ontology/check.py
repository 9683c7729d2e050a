"""What the ontology's data must not say: contradictions are refused with the file and the entry to mend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from ontology.model import Ontology, OntologyError, Spelling

_T = TypeVar("_T")


def unique(file: str, pairs: Iterable[tuple[str, _T]]) -> dict[str, _T]:
    """A mapping of the pairs. Raises OntologyError where a key stands twice."""
    found: dict[str, _T] = {}
    for key, value in pairs:
        if key in found:
            raise OntologyError(f"{file}: идентификатор «{key}» встречается дважды. Оставьте одну запись.")
        found[key] = value
    return found


def check(ontology: Ontology) -> None:
    """Raises OntologyError at the first contradiction."""
    _classes_exist(ontology)
    _parents_exist(ontology)
    _one_meaning(ontology.spellings)
    _one_post(ontology)


def _classes_exist(ontology: Ontology) -> None:
    used = [(spelling.body_class, f"написание «{spelling.text}»") for spelling in ontology.spellings]
    used += [(cls, f"должность «{post.text}»") for post in ontology.posts for cls in (post.body_class, post.plural_class) if cls]
    used += [(rule.body_class, "patterns.yaml, rules") for rule in ontology.rules]
    used += [(rule.body_class, "patterns.yaml, acronyms") for rule in ontology.acronyms]
    used += [(cls, "patterns.yaml, refine") for entry in ontology.refinements for cls in (entry.body_class, entry.to) if cls]
    used += [(cls, "grammar.yaml, inside") for cls in ontology.grammar.inside.values()]
    used += [(cls, "forms.yaml") for cls in ontology.grammar.forms.values() if cls]
    used += [(cls, "patterns.yaml, parents") for child, parents in ontology.parents.items() for cls in (child, *parents)]
    for body_class, place in used:
        if body_class not in ontology.classes:
            raise OntologyError(f"{place}: класса «{body_class}» нет в bodies/classes.yaml. Исправьте класс или добавьте его туда.")


def _parents_exist(ontology: Ontology) -> None:
    for body in ontology.bodies.values():
        if body.parent_id and body.parent_id not in ontology.bodies:
            raise OntologyError(f"«{body.id}»: вышестоящего органа «{body.parent_id}» нет. Исправьте parent.")


def _one_meaning(spellings: Iterable[Spelling]) -> None:
    """One spelling means one body in one scope; the scopes themselves may differ («ДО» here and there)."""
    seen: dict[tuple[str, str], Spelling] = {}
    for spelling in spellings:
        key = (spelling.scope, " ".join(spelling.text.replace("ё", "е").lower().split()))
        other = seen.setdefault(key, spelling)
        first, second = other.body_id or other.body_class, spelling.body_id or spelling.body_class
        if other is not spelling and (first != second or spelling.body_id is None):
            raise OntologyError(
                f"«{spelling.text}» в области {spelling.scope} записано дважды: {first} и {second}. Оставьте одно значение."
            )


def _one_post(ontology: Ontology) -> None:
    seen: set[str] = set()
    for post in ontology.posts:
        key = post.text.replace("ё", "е").lower()
        if key in seen:
            raise OntologyError(f"posts.yaml: должность «{post.text}» записана дважды. Оставьте одну запись.")
        seen.add(key)
