"""A recording or a film of a story: the file, and what is said of it."""

import hashlib
import json

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.core.forms import Picks
from bigstory.core.once import OnceForm
from bigstory.core.recordings import captions
from bigstory.core.refused import Refused
from outcomes.actions.recordings import WORDS
from outcomes.forms.fields import Line
from outcomes.forms.fields import Words as Text
from partnerships.models import MediaItem

People = MediaItem.People
HEARD = {
    People.NOBODY: (_("Nobody"), _("Music, birds, a street")),
    People.NOT_KNOWABLE: (
        _("People, but nobody you could know by it"),
        _("Many voices at once, or an actor reading"),
    ),
    People.KNOWABLE: (
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

    alt_text = Line(
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
    credit = Line(label=_("Who recorded it?"), max_length=80)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, item: MediaItem):
        self.item = item
        first = {name: getattr(item, name) for name in WORDS}
        super().__init__(data, files, initial=first | {"seen": print_of(item)})
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
        return new and self.cleaned_data["seen"] not in ("", print_of(self.item))

    def theirs(self) -> list[tuple[str, str]]:
        """Their words, to stand beside the boxes; saving this page again is a choice."""
        self.data = self.data.copy()
        self.data["seen"] = print_of(self.item)
        shown = (
            (self.fields[name].label, getattr(self.item, name))
            for name in WORDS
            if name in self.fields
        )
        return [(label, value) for label, value in shown if value]


def print_of(item: MediaItem) -> str:
    words = json.dumps([getattr(item, name) for name in WORDS])
    return hashlib.sha256(words.encode()).hexdigest()[:16]
