"""The people in a story: who they are, and who is in each photo or recording."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bigstory.core.db.dated import today
from bigstory.kit.fields import ManyPicks, Picks
from bigstory.kit.layout import ButtonHolder, FormHelper, Include, Remaining, Submit, Text
from bigstory.kit.marks import Mark
from bigstory.kit.numbers.fields import KindNumberField
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm
from outcomes.consent.queries.people import HERE, PERSON_FIELDS, parts_of
from outcomes.models import Appearance, ChangeStory, Person
from outcomes.publishing.queries.bylines import names_several
from outcomes.stories.forms.fields import StoryLine
from partnerships.models import MediaItem

CHILDREN = (Person.Age.UNDER_13, Person.Age.TEEN)


class PersonForm(MarkedForm, OnceForm):
    """One person and how they are in a story."""

    asked_by = {"died_on": ("died",)}

    same = forms.ModelChoiceField(
        label=_("Are they in another story?"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("No, somebody new"),
        help_text=_("Choose them here, and the questions about them need no answer."),
    )
    name = StoryLine(
        label=_("Their name"),
        max_length=120,
        help_text=_(
            "Of one person: a group cannot agree for those in it. This list is seen by your "
            "partnership, its worker and Local Trust. In the copies that others read they are "
            "called as they allow."
        ),
    )
    what_they_are = StoryLine(
        label=_("What they are"),
        max_length=80,
        help_text=_("Such as “resident, 74”. It stands where their name may not."),
    )
    age = forms.ChoiceField(
        label=_("How old are they?"),
        required=False,
        choices=Person.Age.choices,
        widget=Picks(shape="one"),
    )
    turns_18 = forms.DateField(
        label=_("Under 18: in which month do they turn 18?"),
        required=False,
        input_formats=["%Y-%m", "%m/%Y", "%B %Y", "%b %Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%B %Y"),
        error_messages={"invalid": _("Write the month like this: June 2031.")},
        help_text=_(
            "Such as “June 2031”. Then they are asked themselves. Leave it empty if you "
            "do not know."
        ),
    )
    contact = StoryLine(
        label=_("How to reach them"),
        max_length=200,
        help_text=_("A phone number or an address, to ask them again."),
    )
    how = forms.ChoiceField(
        label=_("How are they in the story?"),
        choices=Appearance.How.choices,
        widget=Picks(shape="three"),
    )
    identifiable = forms.TypedChoiceField(
        label=_("Could a neighbour tell who it is?"),
        choices=[("yes", _("Yes, or perhaps")), ("no", _("No"))],
        initial="yes",
        coerce=lambda value: value != "no",
        widget=Picks(shape="three"),
    )
    private_matter = forms.TypedChoiceField(
        label=_("Does it tell of their health, faith, origin or offences?"),
        choices=[("no", _("No")), ("yes", _("Yes, or perhaps"))],
        initial="no",
        coerce=lambda value: value != "no",
        widget=Picks(
            shape="three",
            hints={
                "yes": _("It leaves your area only with their yes, or for a child a guardian’s.")
            },
        ),
    )
    told = forms.ChoiceField(
        label=_("Do they know that they are in it?"),
        required=False,
        choices=Person.Told.choices,
        widget=Picks(shape="three"),
    )
    told_how = StoryLine(label=_("How were they told?"), max_length=120)
    died = forms.BooleanField(
        label=_("They have died"),
        required=False,
        help_text=_(
            "If they have died, what they said last stands and does not run out. Their family "
            "may narrow it. Their link ends, and we write no letters."
        ),
    )

    def __init__(self, *args, person: Person | None = None, others=None, appearance=None, **kwargs):
        self.person = person
        if person is not None:
            kwargs["initial"] = {name: getattr(person, name) for name in PERSON_FIELDS} | {
                "how": appearance.how,
                "identifiable": "yes" if appearance.identifiable else "no",
                "private_matter": "yes" if appearance.private_matter else "no",
                "died": person.died_on is not None,
                "seen": Mark.of(parts_of(person, appearance)),
            }
        super().__init__(*args, **kwargs)
        self.appearance = appearance
        if person is not None or not others:
            del self.fields["same"]
        else:
            self.fields["same"].queryset = others

    @property
    def helper(self) -> FormHelper:
        buttons = [Submit(_("Put them on the list"))]
        if self.person:
            off = _("They are not in this story")
            buttons = [Submit(_("Save")), Submit(off, name="remove", css_class="btn btn--quiet")]
        return FormHelper(Remaining(), ButtonHolder(*buttons), form_class="stack measure")

    def clean(self):
        data = super().clean()
        if data.get("same"):
            return data
        if not data.get("name") and "name" not in self.errors:
            self.add_error("name", _now("Write their name. Who else reads it is for them to say."))
        elif names_several(data.get("name", "")):
            self.add_error("name", _now("Write one name, and put each of them on the list."))
        if not data.get("age") and "age" not in self.errors:
            self.add_error("age", _now("Choose what fits. “I do not know” is an answer too."))
        self._clean_month(data)
        return data

    def _clean_month(self, data) -> None:
        month = data.get("turns_18")
        if data.get("age") not in CHILDREN:
            data["turns_18"] = None
        elif month:
            data["turns_18"] = month = month.replace(day=1)
            if not today() <= month.replace(day=28) or month.year > today().year + 18:
                self.add_error(
                    "turns_18",
                    _now("That month does not go with somebody under 18. Check the year."),
                )

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS} | {
            "died_on": self._died_on()
        }

    def chosen(self) -> dict:
        here = {name: self.cleaned_data[name] for name in HERE}
        parts = (self.values() | here).items()
        return {name: value for name, value in parts if not self.keeps_theirs(name)}

    def _died_on(self) -> date | None:
        if not self.cleaned_data["died"]:
            return None
        return (self.person.died_on if self.person else None) or today()


class UnknownForm(forms.Form):
    """How many can be recognised whom nobody could name."""

    helper = FormHelper(
        "how_many",
        ButtonHolder(
            Submit(
                _("Keep this number"),
                name="do",
                value="unknown",
                css_class="btn btn--quiet btn--small",
            )
        ),
        form_class="stack measure",
    )

    how_many = KindNumberField(
        label=_("How many could be recognised whom nobody can name?"),
        most=999,
        example="3",
        required=True,
        error_messages={"required": _("Write a number. None is 0.")},
    )


class MediaPeopleForm(UnknownForm):
    """Who is in one photo, recording or film: people of the story's own list alone.

    One statement, for the list and the earlier answer.
    """

    people = forms.TypedMultipleChoiceField(
        label=_("Who is it?"), coerce=int, required=False, widget=ManyPicks(shape="one")
    )
    grown_up = forms.BooleanField(label=_("All of those are grown up"), required=False)
    field_order = ["people", "how_many", "grown_up"]

    def __init__(self, data=None, *, story: ChangeStory, item: MediaItem):
        listed = list(story.appearances.select_related("person"))
        in_item = [row for row in listed if row.media_id == item.pk]
        initial = {
            "people": [row.person_id for row in in_item if row.person_id],
            "how_many": sum(row.unknown for row in in_item),
            "grown_up": any(row.grown_up for row in in_item),
        }
        super().__init__(data, initial=initial)
        known = {
            row.person_id: str(row.person)
            for row in listed
            if row.media_id is None and row.person_id
        }
        self.fields["people"].choices = list(known.items())
        self.fields["how_many"].label = _("How many more are in it whom nobody can name?")

    @property
    def helper(self) -> FormHelper:
        nobody = Text(_("Nobody is on the story’s list of people yet."))
        return FormHelper(
            "people" if self.fields["people"].choices else nobody,
            Include("outcomes/consent/somebody_missing.html"),
            "how_many",
            "grown_up",
            ButtonHolder(Submit(_("Save"))),
            form_class="stack measure",
        )
