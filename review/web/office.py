"""What pages and API do together over one dataset: hand in, decide, read a text, say how the work stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.applying import with_text
from corpus.decisions import Decision
from records.text import clean_cell
from review.web import inbox
from review.web.background import Background
from review.web.deciding import NotPossible
from review.web.desk import Desk
from review.web.models import DocumentOut, ReadingIn, ReadingOut, StatusOut
from review.web.pictures import Pictures
from review.web.views import cell_in_words, meaning_of, row_of


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
        """What a text would mean in a column of a row. Raises UnknownDocument, NotPossible."""
        opened = self.desk.open(asked.document)
        found = row_of(opened, asked.plan, asked.row)
        if found is None:
            raise NotPossible("Такой строки в документе нет. Обновите страницу.")
        activity = with_text(found[1], asked.field, clean_cell(asked.text))
        meaning = meaning_of(opened, asked.plan, activity)
        phrases, unknown = cell_in_words(opened.order, asked.plan - 1, meaning, asked.field)
        return ReadingOut(meaning=list(phrases), unknown=unknown)

    def status(self) -> StatusOut:
        """How the work behind the page stands."""
        work = self.background
        return StatusOut(busy=work.busy, reading=len(work.waiting), read=work.done, message=work.message)

    def ask_for_pages(self, document: str) -> None:
        """A Word document that was read without pages is read once more with them, when somebody looks at it."""
        content = self.desk.known(document).content
        if content.paged or document in self._asked_for_pages or self.desk.recognised(document)[0].extractor != "word":
            return
        self._asked_for_pages.add(document)
        file = self.desk.file_of(document)
        if file is not None:
            self.background.add([file])
