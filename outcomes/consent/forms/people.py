"""The people in a story: who they are, what they allow, and who is in each photo or recording."""

import hashlib

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.programme.queries import Choice
from bigstory.core.db.dated import today
from bigstory.kit.fields import ManyPicks, Picks
from bigstory.kit.once import OnceForm
from bigstory.kit.when import DayField
from outcomes.models import Appearance, ChangeStory, PermissionEvent, Person, Use
from outcomes.publishing.models.gate import Age
from outcomes.publishing.queries.facts import NO_YES, age_on
from outcomes.stories.forms.fields import StoryLine
from partnerships.models import MediaItem

By = PermissionEvent.By
Child = PermissionEvent.Child
Method = PermissionEvent.Method
CHILDREN = (Person.Age.UNDER_13, Person.Age.TEEN)
PERSON_FIELDS = ("name", "what_they_are", "age", "turns_18", "contact", "told", "told_how")
NEW_GUARDIAN = "new"


class PersonForm(OnceForm):
    """One person and how they are in a story. `seen` is the digest of what was on the page."""

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
        help_text=_("Your area and Local Trust see it. Nobody else."),
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
            shape="three", hints={"yes": _("It leaves your area only with their own yes.")}
        ),
    )
    told = forms.ChoiceField(
        label=_("Do they know that they are in it?"),
        required=False,
        choices=Person.Told.choices,
        widget=Picks(shape="three"),
    )
    told_how = StoryLine(label=_("How were they told?"), max_length=120)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, person: Person | None = None, others=None, appearance=None, **kwargs):
        self.person = person
        if person is not None:
            kwargs["initial"] = {name: getattr(person, name) for name in PERSON_FIELDS} | {
                "how": appearance.how,
                "identifiable": "yes" if appearance.identifiable else "no",
                "private_matter": "yes" if appearance.private_matter else "no",
                "seen": _digest_of(person, appearance),
            }
        super().__init__(*args, **kwargs)
        self.appearance = appearance
        if person is not None or not others:
            del self.fields["same"]
        else:
            self.fields["same"].queryset = others

    def clean(self):
        data = super().clean()
        if data.get("same"):
            return data
        if not data.get("name") and "name" not in self.errors:
            self.add_error("name", _now("Write their name. Only your area and Local Trust see it."))
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

    def still_seen(self, person: Person, appearance: Appearance) -> bool:
        """Whether this person is as they were when the page was opened."""
        return self.data.get("seen", "") == _digest_of(person, appearance)

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in PERSON_FIELDS}


def _digest_of(person: Person, appearance: Appearance) -> str:
    values = [str(getattr(person, name)) for name in PERSON_FIELDS]
    values += [appearance.how, str(appearance.identifiable), str(appearance.private_matter)]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:20]


class UnknownForm(forms.Form):
    """How many can be recognised whom nobody could name."""

    how_many = forms.IntegerField(
        label=_("How many could be recognised whom nobody can name?"),
        min_value=0,
        max_value=999,
        widget=forms.NumberInput(attrs={"class": "input input--short"}),
        error_messages={
            "required": _("Write a number. None is 0."),
            "invalid": _("Write a number, such as 3."),
            "min_value": _("Write a number, such as 3."),
            "max_value": _("Write a number, such as 3."),
        },
    )


class LadderForm(forms.Form):
    """How far words, and pictures, voice and film, may go, and under which name."""

    words = forms.ChoiceField(
        label=_("How far may the words go?"),
        error_messages={"required": _("Choose how far the words may go.")},
        widget=Picks(shape="ladder"),
    )
    media = forms.ChoiceField(
        label=_("How far may the pictures, the voice and the films go?"),
        error_messages={"required": _("Choose how far they may go.")},
        widget=Picks(shape="ladder"),
    )
    called_by = forms.ChoiceField(
        label=_("Under which name?"),
        required=False,
        widget=Picks(shape="one"),
    )
    called = StoryLine(label=_("Which other name?"), max_length=120)

    def __init__(self, *args, person: Person, ladder: list[Choice], has_media: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        for name in ("words", "media"):
            self.fields[name].choices = [(rung.value, rung.label) for rung in ladder]
            self.fields[name].widget.hints = {rung.value: rung.hint for rung in ladder}
        if not has_media:
            del self.fields["media"]
        called_by = PermissionEvent.CalledBy
        self.fields["called_by"].choices = [
            (called_by.NAME.value, person.name or called_by.NAME.label),
            (called_by.ANOTHER.value, called_by.ANOTHER.label),
            (
                called_by.WHAT_THEY_ARE.value,
                _now("No name, only: %(what)s") % {"what": person.what_they_are}
                if person.what_they_are
                else called_by.WHAT_THEY_ARE.label,
            ),
        ]

    def clean(self):
        data = super().clean()
        another = data.get("called_by") == PermissionEvent.CalledBy.ANOTHER
        if another and not data.get("called"):
            self.add_error("called", _now("Write the name by which they may be called."))
        return data

    @property
    def answers(self) -> dict[str, str]:
        """By use, how far it may go."""
        answers = {Use.WORDS: self.cleaned_data["words"]}
        if "media" in self.fields:
            answers[Use.MEDIA] = self.cleaned_data["media"]
        return answers

    @property
    def name_asked(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ("called_by", "called")}


class PermissionForm(LadderForm, OnceForm):
    """What somebody said to whoever asked them, after the very words were shown."""

    who = forms.ChoiceField(label=_("Who said it?"), widget=Picks(shape="one"))
    guardian_name = StoryLine(label=_("The name of whoever answers for them"), max_length=120)
    guardian_is = StoryLine(
        label=_("What they are to the child"), max_length=80, help_text=_("Such as “mother”.")
    )
    child = forms.ChoiceField(
        label=_("What did the child say themselves?"),
        required=False,
        choices=[
            (Child.YES, _("Yes")),
            (Child.NO, _("No")),
            (Child.TOO_YOUNG, _("Too young to be asked")),
        ],
        widget=Picks(
            shape="three",
            hints={Child.TOO_YOUNG.value: _("Only under 13. From 13, only their own yes counts.")},
        ),
    )
    method = forms.ChoiceField(
        label=_("How were they asked?"),
        choices=[
            (Method.ASKED, Method.ASKED.label),
            (Method.PAPER, Method.PAPER.label),
            (Method.AUDIO, Method.AUDIO.label),
        ],
        initial=Method.ASKED,
        widget=Picks(shape="three"),
    )
    on = DayField(label=_("On which day?"))
    every = forms.BooleanField(
        label=_("It is about every story they are in, not only this one"), required=False
    )

    def __init__(self, *args, person: Person, **kwargs):
        kwargs["initial"] = {"on": today(), "who": By.SELF} | kwargs.get("initial", {})
        super().__init__(*args, person=person, **kwargs)
        self.guardians = {str(guardian.pk): guardian for guardian in person.guardians.all()}
        who = [(By.SELF.value, str(person))]
        if age_on(person, today()) == Age.ADULT:
            for name in ("guardian_name", "guardian_is", "child"):
                del self.fields[name]
        else:
            who += [
                (pk, f"{guardian.name}, {guardian.what_they_are}".strip(", "))
                for pk, guardian in self.guardians.items()
            ]
            who += [(NEW_GUARDIAN, _now("Somebody else who answers for them"))]
        self.fields["who"].choices = who

    def clean_on(self):
        day = self.cleaned_data["on"] or today()
        if day > today():
            raise forms.ValidationError(_now("Choose a day that has come."))
        return day

    def clean(self):
        data = super().clean()
        if data.get("who") == NEW_GUARDIAN and not data.get("guardian_name"):
            self.add_error(
                "guardian_name", _now("Write the name of whoever answers for the child.")
            )
        for_child = data.get("who") not in (None, By.SELF.value)
        if for_child and data.get("words") not in (None, *NO_YES) and not data.get("child"):
            self.add_error("child", _now("Say what the child said."))
        return data


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
