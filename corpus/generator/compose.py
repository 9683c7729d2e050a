"""Invents an order after a recipe: head, clauses, plans, rows, with the answers in them. The same recipe and seed give the same order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from random import Random
from typing import Any

from corpus.generator import vocabulary
from corpus.generator.cells import Month, body_cell, deadline_cell, deadline_count, families, result_cell
from corpus.generator.model import InventedOrder, InventedPlan, PlannedRow, PlannedSection, TargetIndicator
from corpus.generator.recipe import Look, Recipe
from corpus.generator.vocabulary import Authority, Direction, Place, Template
from records.meaning import Period
from records.order import Act, Clause, ClauseAction, Head

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_TRIES = 50
_SCHOOL_MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5)


def period_of(recipe: Recipe) -> Period:
    """The plan period: whole calendar years, or a school year (September to May)."""
    if recipe.span == "school_year":
        return Period(date(recipe.year, 9, 1), date(recipe.year + 1, 5, 31))
    years = {"one_year": 1, "two_years": 2, "five_years": 5}[recipe.span]
    return Period(date(recipe.year, 1, 1), date(recipe.year + years - 1, 12, 31))


def printed_period(period: Period) -> str:
    """The period as titles print it."""
    first, last = period.start.year, period.end.year
    if period.start.month != 1:
        return f"на {first}/{last} учебный год"
    return f"на {first} год" if first == last else f"на {first}-{last} годы"


class Composer:
    """Holds what all rows of one order share: the dice, the place, the decks that are dealt from."""

    def __init__(self, random: Random, recipe: Recipe, look: Look, spare: Random) -> None:
        self.random, self.recipe, self.look = random, recipe, look
        self.spare = spare  # dice of their own: what they are thrown for changes nothing else of an order
        self.planned: set[str] = set()
        self.place: Place = vocabulary.places()[recipe.place % len(vocabulary.places())]
        self.authority: Authority
        self.authority, self.person = vocabulary.authorities()[recipe.authority % len(vocabulary.authorities())]
        self.period = period_of(recipe)
        self.deadlines = self._deadline_deck()
        self.bodies = self._body_deck()
        self.slots = {"gen": self.place.gen, "authority": self.authority.cell, "authority_head": self.authority.head}

    def _deadline_deck(self) -> Iterator[tuple[str, int]]:
        """Every kind of deadline that fits the period, shuffled, over and over."""
        kinds = families(self.period, None)
        chosen = ("start_end",) if self.look.two_deadlines else (*kinds, "missing", *(("numbered",) if "calendar" in kinds else ()))
        deck = [(family, which) for family in chosen for which in range(deadline_count(family))]
        self.random.shuffle(deck)
        return cycle(deck)

    def _body_deck(self) -> Iterator[dict[str, Any]]:
        """Every body, shuffled, over and over; a body that the order abbreviates is spelled out the first time only."""
        listed = vocabulary.read("bodies")
        known, defined = list(listed["mentions"]), list(listed["defined"])
        self.random.shuffle(known)
        yield from defined
        yield from cycle([*known, *({"raw": one["short"], "key": one["key"], "class": one["class"]} for one in defined)])

    def _bodies(self) -> list[dict[str, Any]]:
        """The bodies of one cell; a head that would govern the rest of the list stands last."""
        return sorted(islice(self.bodies, self.random.choice((1, 1, 2, 3))), key=lambda entry: bool(entry.get("governs")))

    def _fill(self, template: str, random: Random) -> str:
        """An activity's title with its slots filled."""
        drawn = {name: random.choice(values) for name, values in vocabulary.slots().items()}
        return template.format_map(drawn | {"prep": self.place.prep, "gen": self.place.gen})

    def _activity(self, template: Template, direction: Direction) -> Template:
        """An activity with its slots filled that the order does not plan yet; after `_TRIES` the words are used up and one comes again."""
        title, result = self._fill(template.title, self.random), template.result
        for _ in range(_TRIES):
            if title not in self.planned:
                break
            other = self.spare.choice((*direction.more, *direction.activities))
            title, result = self._fill(other.title, self.spare), other.result
        self.planned.add(title)
        return Template(title, result)

    def _extra(self) -> tuple[tuple[str, str], ...]:
        match self.recipe.extra:
            case "none":
                return ()
            case "mark":
                return (("Отметка о выполнении", self.random.choice(("", "выполнено"))),)
            case "note":
                return (("Примечание", self.random.choice(("", "", "при наличии средств", "в очной форме"))),)
            case "finance":
                years = range(self.period.start.year, self.period.end.year + 1)
                heading, sums = "Объём финансирования, тыс. руб.", ("0,0", "15,5", "120,0", "-")
                return tuple((f"{heading} / {year}", self.random.choice(sums)) for year in years)

    def row(self, template: Template, direction: Direction, number: str, month: Month | None) -> PlannedRow:
        """One activity of a direction after its template; `month` is that of the section row above."""
        if month:
            deadline = deadline_cell(self.random, "month_section", self.period, month)
        else:
            family, which = next(self.deadlines)
            deadline = deadline_cell(self.random, family, self.period, which=which)
        numbered = len(deadline.items) > 1
        planned = self._activity(template, direction)
        return PlannedRow(
            number=number,
            title=planned.title,
            deadline=deadline,
            body=body_cell(self._bodies(), self.slots, self.recipe.separator),
            result=result_cell((planned.result, "Информационное письмо") if numbered else (planned.result,)),
            extra=self._extra(),
        )

    def _months(self) -> list[Month]:
        year = self.period.start.year
        return [Month(number, year if number >= 9 else year + 1) for number in _SCHOOL_MONTHS]

    def _headings(self, direction: Direction) -> list[tuple[str | None, str | None, Month | None]]:
        """Number, title and month of the sections of one plan, in the recipe's style."""
        titles = direction.sections
        match self.recipe.sections:
            case "none":
                return [(None, None, None)]
            case "month":
                return [(None, month.title, month) for month in self._months()]
            case "numbered":
                return [(f"{at}.", title, None) for at, title in enumerate(titles, start=1)]
            case "roman":
                return [(f"{_ROMAN[at]}.", title, None) for at, title in enumerate(titles)]
            case "word":
                return [(f"Раздел {at}.", title, None) for at, title in enumerate(titles, start=1)]
            case "plain":
                return [(None, title, None) for title in titles]

    def _number(self, section: int, place: int, running: int) -> str:
        match self.recipe.numbering:
            case "nested":
                return f"{section}.{place}."
            case "none":
                return ""
            case _:
                return f"{running}."

    def sections(self, direction: Direction) -> tuple[PlannedSection, ...]:
        """The rows of one plan, shared out evenly among its sections."""
        headings = self._headings(direction)
        share, rest = divmod(self.recipe.rows, len(headings))
        activities = cycle(self.random.sample(direction.activities, len(direction.activities)))
        running, sections = 0, []
        for at, (number, title, month) in enumerate(headings, start=1):
            rows = []
            for place in range(1, share + (at <= rest) + 1):
                running += 1
                rows.append(self.row(next(activities), direction, self._number(at, place, running), month))
            if self.look.merged:
                rows = [replace(row, body=rows[place - 1].body) if place % 2 else row for place, row in enumerate(rows)]
            if rows:
                sections.append(PlannedSection(number, title, tuple(rows), month.number if month else None))
        return tuple(sections)

    def plan(self, ordinal: int, direction: Direction, act: str) -> InventedPlan:
        """The plan of one direction: an appendix of an order or a chapter of a programme."""
        if self.recipe.programme:
            name = direction.title[0].upper() + direction.title[1:]
            return InventedPlan(
                None, _ROMAN[ordinal - 1], f"{_ROMAN[ordinal - 1]}. Направление «{name}»", direction.code, self.period,
                self.sections(direction), indicators=self._indicators(),
            )  # fmt: skip
        code = f" {direction.code}" if self.recipe.codes else ""
        title = f"План мероприятий («дорожная карта»{code}) по развитию в {self.place.prep} {direction.title} {printed_period(self.period)}"
        printed_code = direction.code if self.recipe.codes else None
        return InventedPlan(str(ordinal), printed_code, title, direction.code, self.period, self.sections(direction), act)

    def _indicators(self) -> tuple[TargetIndicator, ...]:
        years = range(self.period.start.year, self.period.end.year + 1)
        names = ("Доля школ, принявших участие в мероприятиях", "Доля педагогов, прошедших обучение")
        return tuple(
            TargetIndicator(f"{at}.", name, "процент", tuple((year, str(40 + 10 * at + 5 * step)) for step, year in enumerate(years)))
            for at, name in enumerate(names, start=1)
        )

    def clauses(self, plans: tuple[InventedPlan, ...]) -> tuple[Clause, ...]:
        """The points of the order: one approves each plan, then come the usual ones."""
        approving = [
            Clause(str(at), f"Утвердить {_accusative(plan.title)} (Приложение {at}).", "approve", str(at))
            for at, plan in enumerate(plans, start=1)
        ]
        usual: tuple[tuple[ClauseAction, str], ...] = (
            ("instruct", "Руководителям образовательных организаций обеспечить выполнение планов мероприятий."),
            ("recommend", f"Рекомендовать учреждениям культуры {self.place.gen} принять участие в мероприятиях."),
            ("publish", "Разместить настоящий приказ на официальном сайте в сети «Интернет»."),
            ("control", f"Контроль за исполнением настоящего приказа возложить на {self.person.control}."),
        )
        return (*approving, *(Clause(str(len(plans) + at), text, action) for at, (action, text) in enumerate(usual, start=1)))

    def order(self) -> InventedOrder:
        """The whole document."""
        day = date(self.recipe.year, 8 if self.recipe.span == "school_year" else 1, self.random.randint(10, 28))
        number = f"{self.random.randint(11, 499)}-{self.random.choice(('о', 'од', 'п'))}"
        reference = f"{day:%d.%m.%Y} № {number}"
        act = f"к приказу {self.authority.gen} {self.place.gen}\nот {reference}"
        chosen = [vocabulary.directions()[code] for code in self.recipe.directions]
        plans = tuple(self.plan(at, direction, act) for at, direction in enumerate(chosen, start=1))
        if self.recipe.programme:
            title = f"Программа развития системы образования {self.place.gen} {printed_period(self.period)}"
            return InventedOrder(self.place.nom, self.place.region, Head("programme", title=title), "", "", plans)
        basis, preamble = self._basis()
        head = Head(
            doc_type="order",
            kind="приказ",
            title=f"Об утверждении планов мероприятий («дорожных карт») развития системы образования в {self.place.prep}",
            issuer=f"{self.authority.nom} {self.place.gen}",
            number=number,
            date=day,
            basis=(basis,),
            clauses=self.clauses(plans),
            control=self.person.control,
            signatory_post=self.person.post,
            signatory_name=self.person.name,
        )
        return InventedOrder(self.place.nom, self.place.region, head, preamble, reference, plans)

    def _basis(self) -> tuple[Act, str]:
        """The act that the order rests on, and the preamble that cites it."""
        day = date(self.recipe.year - 1, 12, self.random.randint(2, 31))
        number, title = f"{self.random.randint(10, 900)}-пр", "О мониторинге муниципальных систем образования"
        preamble = (
            f"В целях развития системы образования в {self.place.prep} и на основании приказа "
            f"министерства образования {self.place.region_gen} от {day:%d.%m.%Y} № {number} «{title}»"
        )
        return Act("приказ", f"министерство образования {self.place.region_gen}", number, day, title), preamble


def _accusative(title: str) -> str:
    """A plan's title after «утвердить»."""
    return title.replace("План", "план", 1).replace("дорожная карта", "дорожную карту")


def compose(seed: int | str, recipe: Recipe, look: Look) -> InventedOrder:
    """The order that this recipe gives with this seed."""
    return Composer(Random(seed), recipe, look, Random(f"{seed}/spare")).order()  # noqa: S311 (invented texts, no secrets)
