"""One thing that supports a story: what somebody said, a number, a paper, a page on the internet;
and who says so.
"""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, FormHelper, Remaining, Submit
from bigstory.kit.numbers.fields import KindNumberField
from bigstory.kit.numbers.reading import Of, sign_of
from bigstory.kit.once import OnceForm
from bigstory.kit.papers import PaperFile
from bigstory.kit.two_editors import MarkedForm, mark_of
from outcomes.models import Evidence
from outcomes.stories.forms.fields import TOO_LONG, Address, StoryLine, StoryText
from outcomes.stories.queries.evidence import IN_WORDS

Kind = Evidence.Kind
# The fields of each kind, in order.
FIELDS_OF = {
    Kind.QUOTE: ("words", "said_by", "said_by_is", "supports"),
    Kind.NUMBER: ("number", "unit", "said_by", "said_by_is", "source", "supports"),
    Kind.DOCUMENT: ("source", "words", "said_by", "said_by_is", "supports"),
    Kind.LINK: ("url", "words", "said_by", "said_by_is", "supports"),
}
SIGN_IN_WORDS = {"%": _("per cent"), "£": _("pounds")}
# How people say the sign themselves.
SIGNS = {"%": ("%", "per cent", "percent"), "£": ("£", "pound", "quid", "gbp", "pence")}
# The paper itself is sent with what it says, and kept with the photos.
PAPER = "paper"
LABELS = {
    (Kind.QUOTE, "words"): (
        _("What did they say?"),
        _("As they said it, as near as you remember."),
    ),
    (Kind.QUOTE, "said_by"): (
        _("Who said it?"),
        _("A first name, or leave it empty."),
    ),
    (Kind.NUMBER, "said_by"): (
        _("Who counted, or who says so?"),
        _("A first name, or leave it empty."),
    ),
    (Kind.DOCUMENT, "words"): (_("What does it say?"), _("Copy the line or two that matter.")),
    (Kind.DOCUMENT, "source"): (
        _("Which paper is it?"),
        _("Such as “Minutes of 12 June 2024” or “the school’s letter”."),
    ),
    (Kind.DOCUMENT, "said_by"): (
        _("Who wrote it?"),
        _("A name, or leave it empty."),
    ),
    (Kind.DOCUMENT, "said_by_is"): (
        _("What are they?"),
        _("An office or a group is enough, such as “the school”."),
    ),
    (Kind.LINK, "said_by_is"): (
        _("What are they?"),
        _("Such as “the council” or “the local paper”."),
    ),
    (Kind.LINK, "words"): (
        _("What is there?"),
        _("A sentence, for those who do not follow the link."),
    ),
    (Kind.LINK, "said_by"): (
        _("Whose page is it?"),
        _("A name, or leave it empty."),
    ),
}
MISSING = {
    (Kind.QUOTE, "words"): _("Write what they said. A few words are enough."),
    (Kind.DOCUMENT, "words"): _("Write what the paper says. A line is enough."),
    (Kind.DOCUMENT, "source"): _("Say which paper it is."),
    (Kind.LINK, "url"): _("Paste the address of the page. It begins with https://"),
    (Kind.NUMBER, "number"): _("Write the number in figures, such as 41."),
    (Kind.NUMBER, "unit"): _("Say what was counted, such as “people at the Thursday lunch”."),
}


class EvidenceForm(MarkedForm, OnceForm):
    """Its fields depend on the kind; there is none that the kind does not need."""

    number = KindNumberField(
        label=_("What is the number?"),
        of=Of.ANYTHING,
        places=2,
        most=10**12 - 1,
        example="41",
    )
    unit = StoryLine(
        label=_("What was counted?"),
        max_length=80,
        help_text=_("Such as “people at the Thursday lunch”."),
    )
    url = Address(
        label=_("The address of the page"),
        help_text=_("We keep the address and show it. We do not look at the page."),
    )
    source = StoryLine(
        label=_("Where is it from?"),
        max_length=200,
        help_text=_("Such as “the door register, June 2024”."),
    )
    words = StoryText(rows=4, max_length=5_000)
    said_by = StoryLine(max_length=160)
    said_by_is = StoryLine(
        label=_("What are they?"),
        max_length=160,
        help_text=_("Such as “a mother at the group” or “the school”."),
    )
    supports = forms.ChoiceField(
        label=_("What does it stand behind?"),
        required=False,
        choices=[
            ("", _("The story as a whole")),
            *(
                (part, capfirst(name))
                for part, name in Evidence._meta.get_field("supports").choices
            ),
        ],
        widget=Picks(shape="one"),
    )
    paper = PaperFile(
        label=_("The paper itself, if you have it"),
        kept=_("Each page is kept as a picture, with the photos."),
    )

    field_order = ["token", "seen"]

    def __init__(self, data=None, files=None, *, kind: str, item: Evidence | None = None):
        self.kind = Kind(kind)
        self.item = item
        super().__init__(data, files, initial=self._stored())
        names = FIELDS_OF[self.kind]
        self.order_fields([*names[:-1], PAPER, names[-1], "token", "seen"])
        also = ("token", "seen", PAPER) if self.kind == Kind.DOCUMENT else ("token", "seen")
        for name in self.fields.keys() - {*names, *also}:
            del self.fields[name]
        if PAPER in self.fields:
            self.fields[PAPER].offer()
        for name in names:
            self._word(name)

    @property
    def helper(self) -> FormHelper:
        buttons = [Submit(_("Set it beside the story"))]
        if self.item:
            away = Submit(_("Take it away"), name="remove", css_class="btn btn--quiet")
            buttons = [Submit(_("Save")), away]
        return FormHelper(Remaining(), ButtonHolder(*buttons, css_class="row tell__go"))

    def _stored(self) -> dict:
        """What the boxes hold when the page is opened."""
        if self.item is None:
            return {"seen": ""}
        stored = {name: getattr(self.item, name) for name in FIELDS_OF[self.kind]}
        if stored.get("number") is not None:
            stored["number"] = f"{stored['number']:f}".rstrip("0").rstrip(".")
        return stored | {"seen": mark_of(self.item, FIELDS_OF[self.kind])}

    def _word(self, name: str) -> None:
        """Label, help and what is said when it is missing, as this kind has them."""
        field = self.fields[name]
        words = LABELS.get((self.kind, name), (field.label, field.help_text))
        field.label = words[0]
        field.help_text = words[1]
        missing = MISSING.get((self.kind, name))
        field.required = missing is not None
        field.widget.is_required = field.required
        if missing is not None:
            field.error_messages["required"] = missing

    def clean(self):
        """The sign beside a number is part of what was counted: 60 is not 60 per cent."""
        data = super().clean()
        sign = sign_of(self.data.get(self.add_prefix("number"), ""))
        unit = data.get("unit")
        if not (sign and unit) or any(way in unit.casefold() for way in SIGNS[sign]):
            return data
        data["unit"] = f"{SIGN_IN_WORDS[sign]} {unit}"
        longest = self.fields["unit"].max_length
        if len(data["unit"]) > longest:
            self.add_error("unit", TOO_LONG % {"limit_value": longest})
        return data

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in FIELDS_OF[self.kind]}


def kind_or_none(text: str) -> Evidence.Kind | None:
    """The kind of evidence of an address, among those that are written down."""
    return Kind(text) if text in IN_WORDS else None
