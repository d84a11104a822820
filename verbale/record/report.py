"""What goes in: one news report."""

import datetime
import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """One report. `lang` (ISO 639-1) is detected where None; `date` is the day it was written."""

    text: str
    id: str = ""
    lang: str | None = None
    date: datetime.date | None = None
    title: str = ""

    def content_id(self) -> str:
        """An id of what the report says: equal for equal title, text and date."""
        key = "\x00".join((self.title, self.text, self.date.isoformat() if self.date else ""))
        return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
