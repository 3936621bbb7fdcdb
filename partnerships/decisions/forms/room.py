"""Who was in the room, in numbers by kind, as a decision and the minutes of a meeting ask it."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.programme.queries import Words
from bigstory.kit.layout import Fieldset, PlainField, Text
from bigstory.kit.numbers.fields import KindNumberField


def heads_field(label: str) -> KindNumberField:
    return KindNumberField(label=label, most=10_000, example="4")


def room_fieldset(names: tuple[str, ...]) -> Fieldset:
    return Fieldset(
        _("Who was in the room"),
        Text(
            _("Numbers only. If you fill in one box, an empty one means nobody."),
            css_class="field__hint room__hint",
        ),
        PlainField(*names),
        css_class="room",
    )


class RoomForm(forms.Form):
    """Mix-in: the boxes are named in `room`, residents first."""

    room: ClassVar[tuple[str, ...]]

    def word_room(self, words: Words) -> None:
        """The programme has its own words for the LTO, the Rep and Local Trust."""
        labels = {
            "lto_people": _("People of the %(lto)s"),
            "reps": _("The %(rep)s"),
            "funder_people": _("People of %(funder)s"),
        }
        for name in labels.keys() & self.fields.keys():
            self.fields[name].label = labels[name] % words

    def clean(self):
        """Whoever fills in one box means that the empty ones are nobody."""
        data = super().clean()
        heads = {name: data.get(name) for name in self.room}
        is_noted = any(number is not None for number in heads.values())
        if is_noted and not self.errors.keys() & set(self.room):
            data |= {name: number or 0 for name, number in heads.items()}
            if not any(data[name] for name in self.room):
                self.add_error(
                    "residents",
                    _("Somebody must have been in the room. Or leave all these boxes empty."),
                )
        return data
