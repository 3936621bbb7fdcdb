"""A recording or a film of a story, and a film at YouTube or Vimeo: the file or address, and the
words beside it.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.core.files.recordings import captions
from bigstory.core.files.refused import Refused
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, FormHelper, Include, Submit
from bigstory.kit.marks import Mark
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.words import LineField
from outcomes.media.actions.recordings import DESCRIPTION_FIELDS, FILM_FIELDS, film_parts
from outcomes.media.models import MAX_ADDRESS, FilmAddress, film_at
from outcomes.models import ElsewhereFilm
from outcomes.stories.forms.fields import StoryLine, StoryText
from partnerships.models import MediaItem

People = MediaItem.People
PEOPLE_CHOICES = {
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
# Not of the item itself: its list of people says who it is.
TELLER = "teller"
TELLER_CHOICE = (TELLER, _("Only the one who tells the story"))
# A file of captions for ten minutes is a few kilobytes.
CAPTIONS_BYTES = 300_000


class RecordingFileForm(OnceForm):
    """The file of a recording or a film."""

    helper = FormHelper(
        Include("outcomes/media/recorder.html"),
        "file",
        ButtonHolder(Submit(_("Keep it with the story"))),
        Include("outcomes/media/sending.html"),
        form_class="stack measure",
    )

    file = forms.FileField(
        label=_("Choose a recording or a film"),
        widget=forms.FileInput(attrs={"accept": "audio/*,video/*"}),
        error_messages={
            "required": _("Record something, or choose a file."),
            "empty": _("There is nothing in that file. Choose another."),
        },
    )


class RecordingForm(MarkedForm):
    """What is written about a recording; every field may stay empty.

    Who can be heard decides whether everybody may hear it. The button that takes it away stands in
    the same tag, and alone there once the story is sent.
    """

    helper = FormHelper(form_tag=False)
    alt_text = StoryLine(
        label=_("What is it?"),
        max_length=300,
        help_text=_("Such as “Maureen tells how the lunches began”."),
    )
    people = forms.ChoiceField(
        label=_("Who can be heard or seen?"),
        required=False,
        choices=[(value, label) for value, (label, _hint) in PEOPLE_CHOICES.items()],
        widget=Picks(
            shape="one", hints={value: hint for value, (_label, hint) in PEOPLE_CHOICES.items()}
        ),
    )
    transcript = StoryText(
        label=_("What is said in it?"),
        rows=8,
        max_length=20_000,
        help_text=_("Written down for those who cannot hear it. In your own time, or by a helper."),
    )
    captions_file = forms.FileField(
        label=_("A file with captions"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt,.sbv,text/vtt"}),
        help_text=_(
            "WebVTT or SRT, as phones and film programs write them, or YouTube’s own. It takes the "
            "place of what is below."
        ),
    )
    captions = StoryText(
        label=_("Captions with their times"),
        rows=6,
        max_length=captions.MOST_LETTERS,
        help_text=_(
            "Each begins with its times, such as 00:01.000 --> 00:04.000, with the words "
            "on the next line."
        ),
    )
    credit = StoryLine(label=_("Who recorded it?"), max_length=80)

    def __init__(self, data=None, files=None, *, item: MediaItem, teller_alone: bool | None = None):
        """`teller_alone`: whether the list says that only the teller of its story is in it; None
        where nobody, or more than one, tells that.
        """
        self.item = item
        initial = {name: getattr(item, name) for name in DESCRIPTION_FIELDS}
        if teller_alone:
            initial["people"] = TELLER
        super().__init__(data, files, initial=initial | {"seen": mark_of(item, DESCRIPTION_FIELDS)})
        if teller_alone is not None:
            choices = self.fields["people"].choices
            self.fields["people"].choices = [*choices[:-1], TELLER_CHOICE, choices[-1]]
            self.fields["people"].widget.hints[TELLER] = _("It goes as far as they let it")
        if not item.is_film:
            del self.fields["captions"], self.fields["captions_file"]

    def clean_captions_file(self):
        file = self.cleaned_data["captions_file"]
        if file is None:
            return ""
        if file.size > CAPTIONS_BYTES:
            raise forms.ValidationError(
                _("This file is too large for captions. It may have %(most)s KB."),
                params={"most": CAPTIONS_BYTES // 1000},
            )
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

    def values(self) -> dict:
        words = {
            name: self.cleaned_data[name]
            for name in DESCRIPTION_FIELDS
            if name in self.cleaned_data
        }
        if self.cleaned_data.get("captions_file"):
            words["captions"] = self.cleaned_data["captions_file"]
        if words["people"] == TELLER:
            words["people"] = People.KNOWABLE.value
        return words

    @property
    def only_teller(self) -> bool:
        """Whether they say now, and did not before, that only its teller is in it."""
        return self.cleaned_data["people"] == TELLER and self.initial["people"] != TELLER


class FilmForm(MarkedForm, OnceForm):
    """A film at YouTube or Vimeo. Its tag is like that of a recording."""

    helper = FormHelper(form_tag=False)
    address = LineField(
        label=_("The address of the film"),
        max_length=MAX_ADDRESS,
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
        label=_("Who made it?"), max_length=160, help_text=_("A first name, or leave it empty.")
    )
    said_by_is = StoryLine(
        label=_("What are they?"), max_length=160, help_text=_("An office or a group is enough.")
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
    transcript = StoryText(label=_("What is said in it?"), rows=6, max_length=20_000)

    def __init__(self, data=None, *, film: ElsewhereFilm | None = None):
        initial = {"seen": ""}
        if film is not None:
            initial = {name: getattr(film, name) for name in FILM_FIELDS}
            initial |= {"address": film.at.page, "seen": Mark.of(film_parts(film))}
        super().__init__(data, initial=initial)
        self.film = film

    def clean_address(self) -> FilmAddress:
        address = film_at(self.cleaned_data["address"])
        if address is None:
            raise forms.ValidationError(
                _(
                    "That is not the address of a film at YouTube or Vimeo. Open the "
                    "film, and copy its address."
                )
            )
        return address

    def values(self) -> dict:
        address = self.cleaned_data["address"]
        return {name: self.cleaned_data[name] for name in FILM_FIELDS} | {
            "host": address.host,
            "film_id": address.film_id,
        }

    def chosen(self) -> dict:
        typed = {name: self.cleaned_data[name] for name in ("address", *FILM_FIELDS)}
        return {name: value for name, value in typed.items() if not self.keeps_theirs(name)}

    def readable(self, part, value) -> str:
        return value.page if part == "address" else super().readable(part, value)
