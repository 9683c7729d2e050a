"""A803: what a complete set of plans has and this one lacks: a plan's own theme, its directions, the steps of its management cycle,
its indicators.

What a complete set has is data: `ontology/recommended.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from normalize.topics.directions import OTHER, read
from normalize.topics.plans import is_chapter
from ontology.recommended import Step, recommended
from ontology.topics import directions
from records.finding import Finding
from review.content import all_words, content, stem, subject_words
from review.subject import PlanRows, Subject
from review.wording import wording


def themes_without_work(subject: Subject) -> Iterator[Finding]:
    """A803: the kind of work that a plan is named after («система мониторинга …») occurs in none of its rows."""
    for plan in subject.plans:
        named = set(content(plan.plan.title or ""))
        for theme, answers in recommended().themes.items():
            if theme in named and plan.rows and not _said(plan) & {stem(word) for word in answers}:
                message = f"План назван по слову «{theme}», но ни в одной строке этого нет."
                yield plan.finding("A803", message, plan.plan.title or "", "title")


def _said(plan: PlanRows) -> frozenset[str]:
    texts = (text for row in plan.rows for text in (row.activity.title, row.activity.result))
    return frozenset().union(*map(all_words, texts))


def missing_directions(subject: Subject) -> Iterator[Finding]:
    """A803: a document that holds plans of most directions lacks one."""
    known = [direction.code for direction in directions() if direction.code != OTHER]
    planned = {plan.meaning.direction for plan in subject.plans}
    if len(planned & set(known)) < recommended().set_of_directions:
        return
    present = planned | {code for row in subject.rows for code in row.meaning.topic.directions}
    labels = {direction.code: direction.label for direction in directions()}
    for code in known:
        if code not in present:
            message = f"В документе нет ни плана, ни мероприятий по направлению {code} «{labels[code]}»."
            yield subject.finding("A803", message, code, "direction")


def missing_steps(subject: Subject) -> Iterator[Finding]:
    """A803: a plan of one direction lacks steps of the management cycle (goals, monitoring, analysis, measures and so on)."""
    for plan in subject.plans:
        if plan.meaning.direction is None or len(plan.rows) < recommended().rows_of_a_plan:
            continue
        types = {row.meaning.topic.activity_type for row in plan.rows}
        results = {item.result_type for row in plan.rows for item in row.meaning.results}
        said = _said(plan)
        missing = [step.label for step in recommended().steps if not _is_taken(step, types, results, said)]
        if missing:
            message = f"В плане не видно шагов управленческого цикла: {', '.join(missing)}."
            yield plan.finding("A803", message, ", ".join(missing), "activity_type", "I")


def _is_taken(step: Step, types: AbstractSet[str | None], results: AbstractSet[str | None], said: AbstractSet[str]) -> bool:
    """Whether a row of a plan is of the step's kind, promises its result or has its words."""
    return bool(types & step.activity_types or results & step.result_types or said & {stem(word) for word in step.words})


def indicators_without_work(subject: Subject) -> Iterator[Finding]:
    """A803: no row of a plan has a word of one of its indicators."""
    for plan in subject.plans:
        if not plan.rows:
            continue
        texts = (text for row in plan.rows for text in (row.activity.title, row.activity.result))
        said = frozenset().union(*map(subject_words, texts))
        for indicator in plan.plan.indicators:
            own = subject_words(indicator.name)
            if len(own) > 1 and not own & said:
                message = f"Показатель «{indicator.name}»: ни одно мероприятие плана на него не направлено."
                yield plan.finding("A803", message, indicator.name, "indicator", "I")


def missing_indicators(subject: Subject) -> Iterator[Finding]:
    """A803: what the indicators of the plan's direction are usually about and none of its own is; told once a plan.

    A result that promises a figure («не менее 80 % педагогов») is as good as an indicator.
    """
    for plan in subject.plans:
        direction = plan.meaning.direction
        if direction is None or len(plan.rows) < recommended().rows_of_a_plan or not is_of_one_direction(plan, direction):
            continue
        texts = [f"{one.name} {one.definition or ''}" for one in plan.plan.indicators]
        texts += [row.activity.result for row in plan.rows if wording().matches("promised figure", row.activity.result)]
        said = frozenset(stem(word) for text in texts for word in content(text))
        missing = ", ".join(
            one.label for one in recommended().indicators.get(direction, ()) if not said & {stem(word) for word in one.words}
        )
        if missing:
            message = f"В плане нет показателей по темам, обычным для направления {direction}: {missing}."
            yield plan.finding("A803", message, missing, "indicator", "I")


def is_of_one_direction(plan: PlanRows, direction: str) -> bool:
    """Whether a plan's own title says its direction in so many words: the plan of a kindergarten is not one of the eight."""
    title = plan.plan.title or ""
    return not is_chapter(title, plan.plan.code) and direction in read(title).lists["subject"]


RULES = (themes_without_work, missing_directions, missing_steps, missing_indicators, indicators_without_work)
