"""The questions about a meeting that has been: who was there, and what was said."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from areas.programme.queries import Words
from bigstory.kit.layout import ButtonHolder, FormHelper, Section, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.papers import PaperFile
from bigstory.kit.two_editors import MarkedForm, mark_of
from bigstory.kit.words import WordsField
from partnerships.decisions.forms.room import RoomForm, heads_field, room_fieldset
from partnerships.models import Meeting

FIELDS = ("said", *Meeting.ROOM)


class MinutesForm(MarkedForm, RoomForm, OnceForm):
    """Numbers by kind, never names; the words are the partnership's own."""

    helper = FormHelper(
        Section(
            _("How many were there?"),
            room_fieldset(Meeting.ROOM),
            css_id="there",
            css_class="stack measure",
        ),
        "said",
        "paper",
        ButtonHolder(Submit(_("Save the minutes")), css_class="field row"),
    )
    room = Meeting.ROOM

    residents = heads_field(_("Residents"))
    workers = heads_field(_("Paid workers"))
    partners = heads_field(_("Partner organisations"))
    lto_people = heads_field(_("People of the LTO"))
    reps = heads_field(_("The Rep"))
    councillors = heads_field(_("Councillors"))
    funder_people = heads_field(_("People of Local Trust"))
    visitors = heads_field(_("Visitors and others"))
    said = WordsField(
        label=_("What was said?"),
        help_text=_(
            "In your own words. What was decided goes into the decision book, so that it can be "
            "found again."
        ),
        max_length=50_000,
        required=False,
        rows=12,
    )

    paper = PaperFile(
        label=_("A paper with the minutes, if you have one"),
        kept=_("Each page is kept as a picture, for those who read the minutes."),
    )

    def __init__(self, *args, words: Words, meeting: Meeting | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.word_room(words)
        self.fields["paper"].offer()

    def clean_said(self):
        # Browsers send lines in their own way; the same words must stay the same words.
        return self.cleaned_data["said"].replace("\r\n", "\n")

    def clean(self):
        """Minutes may be emptied again; nothing at all is not saved as if it were some."""
        data = super().clean()
        here = self.meeting
        if self.errors or here is None or here.said or here.there or here.papers.exists():
            return data
        if not (data["paper"] or any(data[name] for name in FIELDS)):
            self.add_error("said", gettext("Say who was there or what was said. Either is enough."))
        return data

    def values(self) -> dict:
        """The fields of a Meeting, ready to save."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def initial_of(meeting: Meeting) -> dict:
    """`initial` of the form."""
    stored = {name: getattr(meeting, name) for name in FIELDS}
    return stored | {"seen": mark_of(meeting, FIELDS)}
