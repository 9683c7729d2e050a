"""Errors that a person may see: each owns a stable code, an exit code and a Russian remedy (the habit of OCRmyPDF)."""

from __future__ import annotations

from typing import ClassVar


class DorkartaError(Exception):
    """Base of all errors with a message for people.

    `code` is stable and goes to `documents.error_code`; `exit_code` is what the command ends with (see docs/).
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(DorkartaError):
    """The command was called wrongly: a path that does not exist, a period that is no period."""

    code = "usage"
    exit_code = 2


class DocumentError(DorkartaError):
    """One document cannot be read; the run goes on without it. Subclasses fix the code and the usual message."""

    code = "unreadable"
    default = "Файл не удалось прочитать. Откройте его в Word или программе просмотра PDF и сохраните заново."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.default)


class EmptyFile(DocumentError):
    code = "empty_file"
    default = "Файл пуст (0 байт). Запросите документ у отправителя ещё раз."


class BrokenFile(DocumentError):
    code = "broken_file"
    default = "Файл повреждён или оборван. Запросите его ещё раз или откройте в Word и сохраните заново."


class PasswordProtected(DocumentError):
    code = "password_protected"
    default = "Файл защищён паролем. Снимите защиту (Файл → Сведения → Защита документа) и повторите."


class UnsupportedFormat(DocumentError):
    code = "unsupported_format"
    default = "Этот формат не читается. Сохраните документ как DOCX или PDF."


class TooLarge(DocumentError):
    code = "too_large"
    default = "Файл слишком велик или раздут сжатием; он может быть опасен и не открывался. Проверьте, тот ли это документ."


class NoTextLayer(DocumentError):
    code = "no_text_layer"
    default = "В файле нет текста, и распознать его на страницах не удалось. Запросите исходный файл Word или скан получше."


class OfficeMissing(DocumentError):
    code = "office_missing"
    default = (
        "Старый формат Word (.doc, .rtf) читается через LibreOffice, а её нет. Установите её — Windows: "
        "«winget install --id TheDocumentFoundation.LibreOffice -e»; Linux (Debian, Ubuntu): «sudo apt install libreoffice-writer»; "
        "или сохраните документ в Word как DOCX."
    )


class OfficeFailed(DocumentError):
    code = "office_failed"
    default = "LibreOffice не смогла преобразовать файл или не уложилась во время. Откройте его в Word и сохраните как DOCX."


class TesseractMissing(DocumentError):
    code = "tesseract_missing"
    default = (
        "Это скан: текст на нём распознаёт Tesseract с русским языком, а его нет. Установите его — Windows: "
        "«winget install --id UB-Mannheim.TesseractOCR -e --interactive» (в установщике отметьте язык Russian); Linux (Debian, Ubuntu): "
        "«sudo apt install tesseract-ocr tesseract-ocr-rus»; и повторите. Или пришлите исходный файл Word."
    )


class OcrFailed(DocumentError):
    code = "ocr_failed"
    default = "Tesseract не справился со страницей или не уложился во время. Отсканируйте её заново (300 dpi) или пришлите файл Word."
