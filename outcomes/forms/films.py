"""A film at YouTube or Vimeo: its address, what it shows, who made it, who is in it."""

import hashlib

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.core.forms import Picks
from bigstory.core.once import OnceForm
from outcomes import elsewhere
from outcomes.forms.fields import Line, Words
from outcomes.models import ElsewhereFilm
from partnerships.models import MediaItem

People = MediaItem.People
ASKED = ("title", "said_by", "people", "transcript")


class FilmForm(OnceForm):
    address = forms.CharField(
        label=_("The address of the film"),
        max_length=elsewhere.LONGEST,
        widget=forms.TextInput(attrs={"class": "input", "inputmode": "url", "autocomplete": "off"}),
        help_text=_("From YouTube or Vimeo. We keep which film it is; we do not look at it."),
        error_messages={
            "required": _("Paste the address of the film, from YouTube or Vimeo."),
            "max_length": _("That is too long for the address of a film."),
        },
    )
    title = Line(
        label=_("What does it show?"),
        max_length=160,
        required=True,
        error_messages={
            "required": _("Say what it shows, such as “The first lunch, filmed by Stan”.")
        },
    )
    said_by = Line(
        label=_("Who made it?"), max_length=160, help_text=_("An office or a group is enough.")
    )
    people = forms.ChoiceField(
        label=_("Who is in it?"),
        required=False,
        choices=[
            (People.NOBODY, _("Nobody")),
            (People.NOT_KNOWABLE, _("People, but nobody you could recognise")),
            (People.KNOWABLE, _("Somebody you could recognise")),
        ],
        widget=Picks(
            shape="one",
            hints={
                People.KNOWABLE: _(
                    "Put all of them on the story’s list. It stays inside until they said yes."
                )
            },
        ),
    )
    transcript = Words(label=_("What is said in it?"), rows=6, max_length=20_000)
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, film: ElsewhereFilm | None = None):
        first = (
            {name: getattr(film, name) for name in ASKED} | {"address": film.at.page}
            if film
            else {}
        )
        super().__init__(data, initial=first | {"seen": print_of(film) if film else ""})
        self.film = film
        self.fields["address"].widget.attrs.pop("maxlength", None)

    def clean_address(self) -> elsewhere.Elsewhere:
        found = elsewhere.read(self.cleaned_data["address"])
        if found is None:
            raise forms.ValidationError(
                _(
                    "That is not the address of a film at YouTube or Vimeo. Open the "
                    "film, and copy its address."
                )
            )
        return found

    def values(self) -> dict:
        at = self.cleaned_data["address"]
        return {name: self.cleaned_data[name] for name in ASKED} | {
            "host": at.host,
            "film_id": at.film_id,
        }

    @property
    def overtaken(self) -> bool:
        """Somebody else changed it since this page was opened, and not to the same words."""
        seen = self.cleaned_data["seen"]
        film = self.film
        new = any(getattr(film, name) != value for name, value in self.values().items())
        return bool(new and seen and seen != print_of(film))

    def theirs(self) -> list[tuple[str, str]]:
        """What they saved, to stand beside the boxes; saving this page again is a choice."""
        self.data = self.data.copy()
        self.data["seen"] = print_of(self.film)
        shown = [(self.fields["address"].label, self.film.at.page)]
        shown += [
            (self.fields[name].label, getattr(self.film, name))
            for name in ASKED
            if name != "people"
        ]
        return [(label, value) for label, value in shown if value]


def print_of(film: ElsewhereFilm) -> str:
    words = [film.host, film.film_id, *(getattr(film, name) for name in ASKED)]
    return hashlib.sha256(repr(words).encode()).hexdigest()[:16]
