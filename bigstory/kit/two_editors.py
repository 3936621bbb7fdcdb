"""Two people who write the same thing: what each changed is kept, and where both changed the same
part of it, one page shows both.

A form that changes something is a MarkedForm. Its action saves with `save_merged`, or with `merge`
where there is more to it than one row, and raises Conflict; its view answers with `two_wrote`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db import models, transaction
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _

from bigstory.core.db.versioned import Conflict, Versioned
from bigstory.kit.autosave import is_autosave, not_saved
from bigstory.kit.marks import REMOVE, WHOLE, Mark, merge
from bigstory.kit.typed import WRITER

# Before the name of a part: which of two texts somebody keeps.
KEEP = "keep_"
MINE = "mine"
THEIRS = "theirs"
BOTH = "both"
# Of what was sent, what the comparing page writes anew.
WRITTEN_ANEW = ("csrfmiddlewaretoken", "seen", "opened_as", WRITER)


class ComparedForm(forms.Form):
    """Mix-in: a form whose parts may stand beside what somebody else wrote.

    `asked_by`: the questions that ask for a part, where they have another name than the part.
    `kept_with`: the part that decides for another one too, as mine of one and theirs of the other
    would not go together.
    """

    asked_by: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    kept_with: ClassVar[Mapping[str, str]] = {}

    def keeps_theirs(self, part: str) -> bool:
        """Whether somebody chose what is stored of a part."""
        decides = KEEP + self.add_prefix(self.kept_with.get(part, part))
        choice = self.data.get(decides, self.data.get(KEEP + self.add_prefix(part)))
        return bool(choice == THEIRS)

    def to_choose(self, parts: Sequence[str]) -> list[str]:
        """Those of the parts that have a choice of their own."""
        return [part for part in parts if self.kept_with.get(part) not in parts]

    def boxes(self, part: str) -> list[BoundField]:
        """The questions that ask for a part."""
        return [self[name] for name in self.asked_by.get(part, (part,)) if name in self.fields]

    def boxes_of_removing(self) -> set[str]:
        """The names of the questions whether a row is to go."""
        return {box.name for box in self.boxes(REMOVE)}

    def readable(self, part: str, value: object) -> str:
        """The value of a part as somebody reads it."""
        return readable(self.boxes(part)[0], value)


class MarkedForm(ComparedForm):
    """Mix-in: carries the mark of what its page showed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    values: Callable[[], dict[str, Any]]

    @property
    def mark(self) -> Mark:
        """What this person saw when they opened the page."""
        return Mark.of_text(self.data.get("seen", ""))

    def chosen(self) -> dict[str, Any]:
        """What to save: not the parts of which somebody keeps what is stored."""
        return {name: value for name, value in self.values().items() if not self.keeps_theirs(name)}


# --- saving ---


def words_of(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Some fields of a row, by name; rows it points to as their ids."""
    return {name: row.serializable_value(name) for name in names}


def mark_of(row: models.Model, names: Iterable[str]) -> Mark:
    """The mark of a page that shows these fields of a row."""
    return Mark.of(words_of(row, names), version=getattr(row, "version", 0))


@transaction.atomic
def save_merged(
    row: models.Model,
    *,
    seen: Mark,
    values: Mapping[str, Any],
    together: Iterable[tuple[str, ...]] = (),
) -> set[str]:
    """Save what somebody changed on the page they saw, and return the names of those fields.

    `row` is then as it is stored. Raises Conflict where somebody else changed the same field, and
    DoesNotExist where they took it away.
    """
    locked = type(row)._base_manager.select_for_update(of=("self",))
    names = [*values, "version"] if isinstance(row, Versioned) else [*values]
    row.refresh_from_db(fields=names, from_queryset=locked)
    merged = merge(seen, words_of(row, values), values, together=together)
    if merged.clashes:
        raise Conflict(row, merged.clashes)
    for name, value in merged.values.items():
        setattr(row, name, value)
    changed = sorted(merged.values)
    if changed and isinstance(row, Versioned):
        row.save_if_unchanged(seen=row.version, fields=changed)
    elif changed:
        row.save(update_fields=changed)
    return set(changed)


# --- the page with both ---


@dataclass
class Clash:
    """One part in two versions: theirs to read, and the questions with what was typed."""

    name: str
    label: str
    theirs: str
    boxes: list[BoundField]
    keep: str

    @property
    def choice(self) -> str:
        """The name of the choice."""
        return KEEP + self.name

    @property
    def can_be_both(self) -> bool:
        """Told words can stand one after the other; a title, a day or a choice cannot."""
        return len(self.boxes) == 1 and isinstance(self.boxes[0].field.widget, forms.Textarea)


def is_choice(data: QueryDict) -> bool:
    """Whether a post comes from the page where somebody chose."""
    return any(name.startswith(KEEP) for name in data)


def with_both(data: QueryDict, stored: Mapping[str, Any]) -> QueryDict:
    """What was sent, with theirs before mine wherever both were chosen.

    A day or a year of which theirs is kept is sent as theirs, so that the form checks it beside its
    others.
    """
    chosen = {name: data.get(KEEP + name) for name in stored}
    typed = data.copy()
    for name, value in stored.items():
        if chosen[name] == BOTH and isinstance(value, str):
            typed[KEEP + name] = MINE
            typed[name] = "\n\n".join(part for part in (value, data.get(name, "")) if part)
        elif chosen[name] == THEIRS and _is_day_or_number(value):
            typed[name] = str(value)
    return typed


def _is_day_or_number(value: object) -> bool:
    return isinstance(value, date | int) and not isinstance(value, datetime | bool)


def two_wrote(
    request: HttpRequest,
    form: MarkedForm,
    stored: Mapping[str, Any],
    *,
    parts: Sequence[str] = (),
    frame: Mapping[str, Any],
) -> HttpResponse:
    """The page with both texts of some parts, and a choice for each. Nothing typed is lost.

    `stored` is what is stored of them now. Without `parts`, those chosen before: their boxes need
    putting right. `frame` is what stands around, with `thing`, the name of what both wrote.
    """
    parts = parts or [name for name in stored if KEEP + name in form.data]
    clashes = [
        clash_of(form, name, form.readable(name, stored[name])) for name in form.to_choose(parts)
    ]
    seen = form.mark.with_seen({name: stored[name] for name in parts})
    return two_texts(request, [form], clashes, seen=seen, frame={"form": form, **frame})


def clash_of(form: ComparedForm, part: str, theirs: str, *, keep: str = MINE) -> Clash:
    """One part of a form in two versions. `keep` is the choice marked first."""
    boxes = form.boxes(part)
    name = form.add_prefix(part)
    keep = form.data.get(KEEP + name, keep)
    return Clash(name, str(boxes[0].label), theirs, boxes, THEIRS if keep == THEIRS else MINE)


def clash_of_row(
    form: ComparedForm, part: str, stored: Mapping[str, Any] | None, line: str, gone: str
) -> Clash:
    """One part of a row in two versions. `line` is the row in one line, as it is stored; `gone`
    says that somebody took it out.
    """
    if stored is None:
        boxes = [box for box in form.visible_fields() if box.name not in form.boxes_of_removing()]
        return Clash(form.add_prefix(WHOLE), str(boxes[0].value()), gone, boxes, MINE)
    if part == REMOVE:
        return replace(clash_of(form, part, line, keep=THEIRS), label=line)
    clash = clash_of(form, part, form.readable(part, stored[part]))
    return replace(clash, label=f"{line}: {clash.label}")


def chosen_parts(form: ComparedForm, names: Iterable[str]) -> list[str]:
    """The parts of a row for which somebody chose between two texts."""
    return [name for name in (WHOLE, REMOVE, *names) if KEEP + form.add_prefix(name) in form.data]


def two_texts(
    request: HttpRequest,
    marked: Sequence[ComparedForm],
    clashes: Sequence[Clash],
    *,
    seen: Mark,
    frame: Mapping[str, Any],
) -> HttpResponse:
    """The same page for one form or for many rows; `seen` is the mark that goes with it."""
    if is_autosave(request):
        return not_saved(_("somebody else changed this page too. Press Save, and you can choose."))
    shown = {box.html_name for clash in clashes for box in clash.boxes}
    boxes = [box for form in marked for box in form.visible_fields()]
    # A browser sends a file only where it was chosen on the page itself.
    wrong = [
        box
        for box in boxes
        if (box.errors or box.html_name in box.form.files) and box.html_name not in shown
    ]
    shown |= {box.html_name for box in wrong}
    # The boxes are filled from the data of the forms, which may be newer than the request.
    data = next((form.data for form in marked if isinstance(form.data, QueryDict)), request.POST)
    context = {
        "clashes": clashes,
        "wrong": wrong,
        "files": [box for box in boxes if box.html_name in box.form.files],
        "seen": seen,
        "hidden": _not_shown(data, shown),
        "again": is_choice(request.POST) and not any(form.errors for form in marked),
    }
    return render(request, "components/two_wrote.html", {**frame, **context})


def _not_shown(data: QueryDict, shown: set[str]) -> list[tuple[str, str]]:
    """Everything else that was typed or pressed."""
    return [
        (name, value)
        for name in data
        if name not in WRITTEN_ANEW and name not in shown and not name.startswith(KEEP)
        for value in data.getlist(name)
    ]


def readable(box: BoundField, value: Any) -> str:
    """One value as somebody reads it, in the words of the question that asks for it."""
    if value is None or value == "":
        return _("nothing")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        moment = timezone.localtime(value)
        return f"{date_format(moment, 'l j F Y')}, {time_format(moment)}"
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, time):
        return time_format(value)
    if isinstance(box.field, forms.ModelChoiceField):
        return "\n".join(str(row) for row in _rows(box.field, value)) or _("nothing")
    choices = dict(getattr(box.field, "choices", []))
    if value in choices:
        return str(choices[value])
    return number_format(value) if isinstance(value, int | Decimal) else str(value)


def _rows(field: "forms.ModelChoiceField[Any]", value: Any) -> list[models.Model]:
    """The rows of one id or of several."""
    if isinstance(value, models.QuerySet):
        return list(value)
    ids = value if isinstance(value, list | tuple) else [value]
    return list(field.queryset.filter(pk__in=ids)) if field.queryset is not None else []
