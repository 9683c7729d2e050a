"""What the API takes and gives (its OpenAPI page is made from these)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

DocumentId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
ROW_KEY = r"^[1-9][0-9]{0,5}(\.[1-9][0-9]{0,3}){0,3}$"
RowKey = Annotated[str, StringConstraints(pattern=ROW_KEY)]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Name = Annotated[str, StringConstraints(max_length=500)]
FieldName = Annotated[str, StringConstraints(pattern=r"^(number|title|deadline|body|result|extra:.{1,500})$")]
EditedName = Annotated[str, StringConstraints(pattern=r"^(number|title|deadline|body|result|period|extra:.{1,500})$")]
Ordinal = Annotated[int, Field(ge=1, le=100_000)]


class Closed(BaseModel):
    """No field that is not declared."""

    model_config = ConfigDict(extra="forbid")


class NewRow(Closed):
    """The texts of a row that a person writes."""

    number: Text = ""
    title: Text = ""
    deadline: Text = ""
    body: Text = ""
    result: Text = ""


_ROW: dict[str, JsonValue] = {"document": "0123456789abcdef", "plan": 1, "row": "5"}
_EXAMPLES: list[JsonValue] = [
    {"kind": "edit", "who": "Иванова", **_ROW, "field": "deadline", "text": "до 5 мая 2022 года", "before": "до 5 мая"},
    {"kind": "split", **_ROW, "rows": [{"number": "5", "title": "Провести слёт"}, {"number": "6", "title": "Издать сборник"}]},
    {"kind": "plan", "document": "0123456789abcdef", "plan": 1, "field": "period", "text": "2022-2024"},
    {"kind": "accept_row", **_ROW},
    {"kind": "new_body", "name": "Штаб воспитания", "scope": "RU", "body_class": "partner", "note": "Районный штаб воспитания"},
]


class NewDecision(Closed):
    """A decision as a person asks for it; source text, reading and rules are added from the document itself.

    `edit`: document, plan, row, field, text (`before`: the text that the person saw; another one now is a conflict). `plan`: document,
    plan, field (`title` or `period`), text (a period as people write it: 2022-2024, 01.09.2021-31.05.2022), before. `split`: document,
    plan, row, rows. `merge`: document, plan, row (the first), others, rows (one). `column`: document, plan, table, field, to. `accept_row`:
    document, plan, row. `accept_document`: document. `waive`: document, finding, note. `link`: name, scope, body. `new_body`: name, scope,
    body_class, note (its full name). `no_body`: name, scope. `heading`: name (of a column, in all documents), to (None: rightly unknown).
    """

    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    kind: Literal[
        "edit", "split", "merge", "column", "plan", "accept_row", "accept_document", "waive", "heading", "link", "new_body", "no_body"
    ]
    who: Name = ""
    document: DocumentId | None = None
    plan: Ordinal | None = None
    table: Ordinal | None = None
    row: RowKey | None = None
    field: EditedName | None = None
    text: Text | None = None
    before: Text | None = None
    to: FieldName | None = None
    rows: Annotated[list[NewRow], Field(max_length=50)] = []
    others: Annotated[list[RowKey], Field(max_length=50)] = []
    finding: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")] | None = None
    name: Name | None = None
    scope: Name | None = None
    body: Name | None = None
    body_class: Name | None = None
    note: Name = ""


class Undo(Closed):
    """Who takes a decision back."""

    who: Name = ""


class DecisionOut(BaseModel):
    """A line of `decisions.jsonl`; `standing`: nobody has undone it."""

    id: str
    at: str
    who: str
    kind: str
    document: str = ""
    plan: int | None = None
    table: int | None = None
    row: str | None = None
    field: str | None = None
    title: str = ""
    source: str = ""
    before: str | None = None
    after: str | None = None
    scope: str | None = None
    body_class: str | None = None
    target: str | None = None
    note: str = ""
    standing: bool = True


class Effect(BaseModel):
    """What a decision would change: «37 строк в 12 документах»."""

    rows: int
    documents: int
    text: str


class DocumentOut(BaseModel):
    """A document of the inbox. `state`: waiting, reading, new, review, done, failed; `unknown`: things that were not understood."""

    document: str
    name: str
    path: str
    state: str
    rows: int = 0
    findings: dict[str, int] = {}
    unknown: int = 0
    error_code: str | None = None
    message: str | None = None


class CellOut(BaseModel):
    """A column of a row: as read, as decided, and in words."""

    name: str
    label: str
    printed: str
    text: str
    meaning: list[str]
    unknown: bool


class BoxOut(BaseModel):
    """A rectangle on a page, in points from the top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


class FindingOut(BaseModel):
    """A finding; `waived`: the reason, where it is waived; `decision`: the decision that waived it (None: the file of waivers)."""

    id: str
    code: str
    severity: str
    title: str
    message: str
    evidence: str
    advice: str
    field: str | None
    plan: int | None
    row: str | None
    suggestion: str | None
    waived: str | None
    decision: str | None


class RowOut(BaseModel):
    """A row of a document as it is decided now."""

    plan: int
    row: str
    activity_id: str
    section: str | None
    page: int | None
    table: int
    boxes: list[BoxOut]
    state: str
    cells: list[CellOut]
    findings: list[FindingOut]


class ReadingIn(Closed):
    """A text that a person is typing into a column of a row; without `row` into the title or the period of the plan."""

    document: DocumentId
    plan: Ordinal
    row: RowKey | None = None
    field: EditedName
    text: Text


class ReadingOut(BaseModel):
    """What the text would mean."""

    meaning: list[str]
    unknown: bool


class NameOut(BaseModel):
    """A name that nobody knows: how often, in how many documents, where it stands."""

    name: str
    rows: int
    documents: int
    scope: str
    scopes: list[str]
    document: str
    path: str
    activity: str
    context: str


class HeadingOut(BaseModel):
    """A heading of a column that nobody knows, with a text that stands below it."""

    heading: str
    rows: int
    documents: int
    document: str
    path: str
    sample: str


class Suggestion(BaseModel):
    """A body that a name may mean; `score` 0-100."""

    body: str
    name: str
    body_class: str
    score: int


class RuleOut(BaseModel):
    """How often people had to correct what a rule had read, of the times that they looked at it."""

    rule: str
    corrected: int
    seen: int
    share: float


class StatusOut(BaseModel):
    """The work behind the page: documents read of those to read; `busy`: the dataset is behind the decisions."""

    busy: bool
    reading: int
    read: int
    message: str


class Problem(BaseModel):
    """What went wrong and what to do, in Russian."""

    code: str
    message: str
