"""What pages and API do together over one dataset: hand in, decide, read a text, say how the work stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from corpus.agenda import absolute
from corpus.applying import with_text
from corpus.decisions import Decision
from corpus.readings import EXTRA, FIELDS, plain, text_of
from records.document import Box
from records.text import clean_cell
from review.web import inbox
from review.web.background import Background
from review.web.deciding import NoPeriod, NotPossible, decision_of
from review.web.desk import Desk
from review.web.models import DocumentOut, NewDecision, ReadingIn, ReadingOut, StatusOut
from review.web.names import effect
from review.web.pictures import Pictures
from review.web.views import bodies_named, cell_in_words, meaning_of, row_of

_LEAST, _ALIKE = 4, 85  # letters, of 100: a page may print a word broken or a letter otherwise than the file says


@dataclass(slots=True)
class Office:
    """The desk, the work behind it and the pictures of its documents."""

    desk: Desk
    background: Background
    pictures: Pictures
    _asked_for_pages: set[str] = field(default_factory=set)

    def submit(self, name: str, data: bytes) -> DocumentOut:
        """Keeps a file that a person hands in and has it read. Raises NotPossible for an empty one."""
        if not data:
            raise NotPossible("Файл пуст (0 байт). Запросите документ у отправителя ещё раз.")
        document, path = inbox.keep(self.desk, name, data)
        known = inbox.document(self.desk, self.background, document)
        if known is not None and known.state != "failed":
            return known
        self.background.add([path])
        return inbox.document(self.desk, self.background, document) or DocumentOut(document=document, name=name, path="", state="reading")

    def decide(self, decision: Decision) -> Decision:
        """Writes a decision down; the dataset follows."""
        self.desk.decide([decision])
        if not decision.kind.startswith("accept"):
            self.background.decided()
        return decision

    def reading(self, asked: ReadingIn) -> ReadingOut:
        """What a text would mean in a column of a row, or, without a row, for the rows of a plan. Raises UnknownDocument, NotPossible."""
        if asked.row is None:
            return self._plan_reading(asked)
        opened = self.desk.open(asked.document)
        found = row_of(opened, asked.plan, asked.row)
        if found is None:
            raise NotPossible("Такой строки в документе нет. Обновите страницу.")
        activity = with_text(found[1], asked.field, clean_cell(asked.text))
        meaning = meaning_of(opened, asked.plan, activity)
        phrases, unknown = cell_in_words(meaning, asked.field, bodies_named(opened))
        return ReadingOut(meaning=list(phrases), unknown=unknown)

    def _plan_reading(self, asked: ReadingIn) -> ReadingOut:
        wanted = NewDecision(kind="plan", document=asked.document, plan=asked.plan, field=asked.field, text=asked.text)
        try:
            decision = decision_of(self.desk, wanted)
        except NoPeriod as error:  # it is still being typed
            return ReadingOut(meaning=[error.message], unknown=True)
        return ReadingOut(meaning=[effect(self.desk, decision).text], unknown=False)

    def cells(self, document: str, plan: int, row: str) -> dict[str, list[Box]]:
        """Where each column of a row stands on the page: the boxes of the row are told apart by the texts printed in them.

        A column that is not found there (a scan, texts alike) has no entry. Raises UnknownDocument, NotPossible, NoPicture.
        """
        found = row_of(self.desk.open(document), plan, row)
        if found is None:
            raise NotPossible("Такой строки в документе нет. Обновите страницу.")
        source = found[2]
        boxes = source.place.boxes
        printed = [plain(text) for text in self.pictures.texts(document, boxes)]
        names = (*FIELDS, *(f"{EXTRA}{heading}" for heading in source.extra))
        own: dict[str, list[Box]] = {}
        left = set(range(len(boxes)))
        for name in sorted(names, key=lambda name: -len(text_of(source, name))):
            text = plain(text_of(source, name))
            held = [n for n in sorted(left) if text and printed[n] and _prints(printed[n], text)]
            if held:
                own[name] = [boxes[n] for n in held]
                left.difference_update(held)
        return own

    def status(self) -> StatusOut:
        """How the work behind the page stands."""
        work = self.background
        return StatusOut(busy=work.busy, reading=len(work.waiting), read=work.done, message=work.message)

    def ask_for_pages(self, document: str) -> None:
        """A Word document that was read without pages is read once more with them, when somebody looks at it; by the very name that it
        has in the dataset, which from another folder may not be there."""
        known = self.desk.known(document)
        if known.content.paged or document in self._asked_for_pages or self.desk.recognised(document)[0].extractor != "word":
            return
        self._asked_for_pages.add(document)
        file = Path(known.path)
        if file.is_file() and self.desk.file_of(document) == Path(absolute(file)):
            self.background.add([file])


def _prints(printed: str, text: str) -> bool:
    """Whether a box prints a text, or the part of it that fits on this page."""
    one, other = printed.replace(" ", ""), text.replace(" ", "")
    return one == other or (min(len(one), len(other)) >= _LEAST and (one in other or fuzz.ratio(one, other) >= _ALIKE))
