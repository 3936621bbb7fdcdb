"""A recording or a film of a story: the file, and what is said of it.

A film at YouTube or Vimeo: its address, what it shows, who made it, who is in it.
"""

import hashlib
import json

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.core.files.recordings import captions
from bigstory.core.files.refused import Refused
from bigstory.kit.fields import Picks
from bigstory.kit.once import OnceForm
from outcomes.media import models as elsewhere
from outcomes.media.actions.recordings import WORDS
from outcomes.models import ElsewhereFilm
from outcomes.stories.forms.fields import StoryLine
from outcomes.stories.forms.fields import StoryText as Text
from partnerships.models import MediaItem

RecordingPeople = MediaItem.People
HEARD = {
    RecordingPeople.NOBODY: (_("Nobody"), _("Music, birds, a street")),
    RecordingPeople.NOT_KNOWABLE: (
        _("People, but nobody you could know by it"),
        _("Many voices at once, or an actor reading"),
    ),
    RecordingPeople.KNOWABLE: (
        _("Somebody you could know by voice or face"),
        _("It stays inside until they have said yes"),
    ),
}
# A file of captions for ten minutes is a few kilobytes.
CAPTIONS_BYTES = 300_000


class RecordingFileForm(OnceForm):
    file = forms.FileField(
        label=_("Choose a recording or a film"),
        widget=forms.FileInput(attrs={"accept": "audio/*,video/*"}),
        error_messages={
            "required": _("Record something, or choose a file."),
            "empty": _("There is nothing in that file. Choose another."),
        },
    )


class RecordingForm(forms.Form):
    """None of it must be said. Who can be heard decides whether everybody may hear it."""

    alt_text = StoryLine(
        label=_("What is it?"),
        max_length=300,
        help_text=_("Such as “Maureen tells how the lunches began”."),
    )
    people = forms.ChoiceField(
        label=_("Who can be heard or seen?"),
        required=False,
        choices=[(value, label) for value, (label, _hint) in HEARD.items()],
        widget=Picks(shape="one", hints={value: hint for value, (_label, hint) in HEARD.items()}),
    )
    transcript = Text(
        label=_("What is said in it?"),
        rows=8,
        max_length=20_000,
        help_text=_("Written down for those who cannot hear it. In your own time, or by a helper."),
    )
    captions_file = forms.FileField(
        label=_("A file with captions"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,text/vtt"}),
        help_text=_(
            "WebVTT or SRT, as phones and film programs write them. It takes the place "
            "of what is below."
        ),
    )
    captions = Text(
        label=_("Captions with their times"),
        rows=6,
        max_length=captions.MOST_LETTERS,
        help_text=_(
            "Each begins with its times, such as 00:01.000 --> 00:04.000, with the words "
            "on the next line."
        ),
    )
    credit = StoryLine(label=_("Who recorded it?"), max_length=80)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, item: MediaItem):
        self.item = item
        first = {name: getattr(item, name) for name in WORDS}
        super().__init__(data, files, initial=first | {"seen": recording_print(item)})
        if not item.is_film:
            del self.fields["captions"], self.fields["captions_file"]

    def clean_captions_file(self):
        file = self.cleaned_data["captions_file"]
        if file is None:
            return ""
        if file.size > CAPTIONS_BYTES:
            raise forms.ValidationError(_("This file is too large for captions."))
        try:
            return self._captions(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("This file is not text. Save the captions as WebVTT or SRT.")
            ) from None

    def clean_captions(self):
        return self._captions(self.cleaned_data["captions"])

    def _captions(self, text: str) -> str:
        try:
            return captions.write(captions.read(text))
        except Refused as refused:
            raise forms.ValidationError(refused.problems[0]) from None

    def words(self) -> dict:
        said = {name: self.cleaned_data[name] for name in WORDS if name in self.cleaned_data}
        if self.cleaned_data.get("captions_file"):
            said["captions"] = self.cleaned_data["captions_file"]
        return said

    @property
    def overtaken(self) -> bool:
        """Somebody else changed these words since this page was opened, and they are not the same
        as these.
        """
        new = any(getattr(self.item, name) != value for name, value in self.words().items())
        return new and self.cleaned_data["seen"] not in ("", recording_print(self.item))

    def theirs(self) -> list[tuple[str, str]]:
        """Their words, to stand beside the boxes; saving this page again is a choice."""
        self.data = self.data.copy()
        self.data["seen"] = recording_print(self.item)
        shown = (
            (self.fields[name].label, getattr(self.item, name))
            for name in WORDS
            if name in self.fields
        )
        return [(label, value) for label, value in shown if value]


def recording_print(item: MediaItem) -> str:
    words = json.dumps([getattr(item, name) for name in WORDS])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


FilmPeople = MediaItem.People
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
    title = StoryLine(
        label=_("What does it show?"),
        max_length=160,
        required=True,
        error_messages={
            "required": _("Say what it shows, such as “The first lunch, filmed by Stan”.")
        },
    )
    said_by = StoryLine(
        label=_("Who made it?"), max_length=160, help_text=_("An office or a group is enough.")
    )
    people = forms.ChoiceField(
        label=_("Who is in it?"),
        required=False,
        choices=[
            (FilmPeople.NOBODY, _("Nobody")),
            (FilmPeople.NOT_KNOWABLE, _("People, but nobody you could recognise")),
            (FilmPeople.KNOWABLE, _("Somebody you could recognise")),
        ],
        widget=Picks(
            shape="one",
            hints={
                FilmPeople.KNOWABLE: _(
                    "Put all of them on the story’s list. It stays inside until they said yes."
                )
            },
        ),
    )
    transcript = Text(label=_("What is said in it?"), rows=6, max_length=20_000)
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, film: ElsewhereFilm | None = None):
        first = (
            {name: getattr(film, name) for name in ASKED} | {"address": film.at.page}
            if film
            else {}
        )
        super().__init__(data, initial=first | {"seen": film_print(film) if film else ""})
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
        return bool(new and seen and seen != film_print(film))

    def theirs(self) -> list[tuple[str, str]]:
        """What they saved, to stand beside the boxes; saving this page again is a choice."""
        self.data = self.data.copy()
        self.data["seen"] = film_print(self.film)
        shown = [(self.fields["address"].label, self.film.at.page)]
        shown += [
            (self.fields[name].label, getattr(self.film, name))
            for name in ASKED
            if name != "people"
        ]
        return [(label, value) for label, value in shown if value]


def film_print(film: ElsewhereFilm) -> str:
    words = [film.host, film.film_id, *(getattr(film, name) for name in ASKED)]
    return hashlib.sha256(repr(words).encode()).hexdigest()[:16]
