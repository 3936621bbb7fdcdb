"""One person's names, looked for in the value of a field: which spellings stand there, and what is
left without them.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from django.utils.translation import gettext as _

from bigstory.core.folding import fold
from bigstory.core.privacy.spellings import (
    LONG_NAME,
    Span,
    near_names,
    texts_in,
    whole_names,
)

CONTEXT = 60  # letters shown before and after a name


class Spelled(StrEnum):
    """How a name stands in a place. An address is one person's; a name may be another's too."""

    ADDRESS = "address"
    SAME = "same"
    NEAR = "near"


class Names:
    """All the names of one person.

    In a field that holds nothing but a name, a name of one word counts as theirs, and their first
    name alone as nearly theirs.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        self.addresses = sorted(name for name in self.names if "@" in name)
        called = self.names - set(self.addresses)
        self._address = whole_names(self.addresses)
        self._whole = whole_names(called)
        self._near = near_names(called)
        plain = [fold(name.partition(",")[0]) for name in called]
        self._alone = {name for name in plain if name and " " not in name and not name.isdigit()}
        self._first = {name.split()[0] for name in plain if " " in name} - self._alone

    def spans(self, text: str, spelled: Spelled, *, of_a_name: bool) -> list[Span]:
        """Where a text has their name in this way of spelling it."""
        if spelled == Spelled.ADDRESS:
            return self._address.places(text) if self._address else []
        if spelled == Spelled.SAME:
            spans = self._whole.places(text) if self._whole else []
            return spans or (self._of_one_word(text, self._alone) if of_a_name else [])
        near = self._near.places(text) if self._near else []
        if of_a_name:
            whole = self.spans(text, Spelled.SAME, of_a_name=True)
            return near or ([] if whole else self._of_one_word(text, self._first))
        return [span for span in near if _may_be_a_name(text[slice(*span)])]

    def quotes(
        self, value: object, *, of_a_name: bool
    ) -> Iterator[tuple[Spelled, list[tuple[str, str, str]]]]:
        """Each way in which the name stands in a value, with the words around it."""
        texts = [text for text in texts_in(value) if text]
        for spelled in Spelled:
            quotes = [
                _around(text, span)
                for text in texts
                for span in self.spans(text, spelled, of_a_name=of_a_name)
            ]
            if quotes:
                yield spelled, quotes

    def without(self, value: object, spelled: Spelled, *, of_a_name: bool) -> object:
        """The value without the name. A field that names nobody else is left empty."""
        if isinstance(value, dict):
            return {
                key: self.without(each, spelled, of_a_name=of_a_name) for key, each in value.items()
            }
        if isinstance(value, list):
            return [self.without(each, spelled, of_a_name=of_a_name) for each in value]
        if not isinstance(value, str):
            return value
        spans = self.spans(value, spelled, of_a_name=of_a_name)
        if of_a_name and spans and _names_only(value, spans[0]):
            return ""
        for start, end in reversed(spans):
            value = value[:start] + _("somebody") + value[end:]
        return value

    def _of_one_word(self, text: str, words: set[str]) -> list[Span]:
        name = text.partition(",")[0]
        return [(0, len(name.rstrip()))] if fold(name) in words else []


def _names_only(text: str, span: Span) -> bool:
    """Whether a name is all there is, but for what somebody is: “Maureen Hill, 74, resident”."""
    start, end = span
    return not text[:start].strip() and re.match(r"\s*(,|$)", text[end:]) is not None


def _may_be_a_name(words: str) -> bool:
    """Of short words written small, “any day” is nearly “Ann Day” and no name."""
    return words[0].isupper() or sum(letter.isalpha() for letter in words) >= LONG_NAME


def _around(text: str, span: Span) -> tuple[str, str, str]:
    start, end = span
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    return (
        f"…{before}" if start > CONTEXT else before,
        text[start:end],
        f"{after}…" if len(text) > end + CONTEXT else after,
    )
