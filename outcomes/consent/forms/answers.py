"""How far something of somebody in a story may go, and under which name: what they are asked."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from areas.programme.queries import Choice
from bigstory.core.db.choices import HowFar
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.layout import (
    ButtonHolder,
    FormHelper,
    Include,
    Remaining,
    Section,
    Submit,
    Text,
)
from bigstory.kit.once import OnceForm
from bigstory.kit.when import DayField
from outcomes.models import PermissionEvent, Person, Use
from outcomes.publishing.models.gate import Age
from outcomes.publishing.queries.facts import NO_YES, age_on
from outcomes.stories.forms.fields import StoryLine

By = PermissionEvent.By
CalledBy = PermissionEvent.CalledBy
Child = PermissionEvent.Child
Method = PermissionEvent.Method
NEW_GUARDIAN = "new"
# The use that each question about the ladder is about.
USE_OF = {"words": Use.WORDS, "pictures": Use.MEDIA}


class LadderForm(forms.Form):
    """How far words, and pictures, voice and film, may go, and under which name."""

    words = forms.ChoiceField(
        label=_("How far may the words go?"),
        error_messages={"required": _("Choose how far the words may go.")},
        widget=Picks(shape="ladder"),
    )
    # Not "media": a form has something of that name already.
    pictures = forms.ChoiceField(
        label=_("How far may the pictures, the voice and the films go?"),
        help_text=_("They go only as far as the one in them who allows least."),
        error_messages={"required": _("Choose how far they may go.")},
        widget=Picks(shape="ladder"),
    )
    called_by = forms.ChoiceField(
        label=_("Under which name?"),
        required=False,
        widget=Picks(shape="one"),
    )
    called = StoryLine(label=_("Which other name?"), max_length=120)

    def __init__(
        self, *args, person: Person, ladder: list[Choice], has_media: bool, tells: bool, **kwargs
    ):
        """`tells`: they are a teller of it, and *nowhere* takes the story back."""
        super().__init__(*args, **kwargs)
        self.person = person
        hints = {rung.value: rung.hint for rung in ladder}
        for name in USE_OF:
            self.fields[name].choices = [(rung.value, rung.label) for rung in ladder]
            self.fields[name].widget.hints = dict(hints)
        if tells:
            self.fields["words"].widget.hints[HowFar.NOWHERE.value] = _now(
                "The story is taken back"
            )
        if not has_media:
            del self.fields["pictures"]
        self.fields["called_by"].choices = _names_for(person)

    def narrow(self, open_to: dict[str, tuple[str, ...]]) -> None:
        """Offer only these rungs, by use. For those who may step back alone, and leave the name as
        it is.
        """
        for name in self.fields.keys() & USE_OF.keys():
            field = self.fields[name]
            rungs = open_to[USE_OF[name]]
            field.choices = [choice for choice in field.choices if choice[0] in rungs]
        for name in ("called_by", "called"):
            del self.fields[name]

    def asked(self, *names: str) -> list[str]:
        """Those of the questions that are asked of this person."""
        return [name for name in names if name in self.fields]

    def clean(self):
        data = super().clean()
        another = data.get("called_by") == CalledBy.ANOTHER
        if another and not data.get("called"):
            self.add_error("called", _now("Write the name by which they may be called."))
        return data

    @property
    def answers(self) -> dict[str, str]:
        """By use, how far it may go."""
        asked = {name: use for name, use in USE_OF.items() if name in self.fields}
        return {use.value: self.cleaned_data[name] for name, use in asked.items()}

    @property
    def name_asked(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name in ("called_by", "called")}


def _names_for(person: Person) -> list[tuple[str, str]]:
    """Under which name they may stand in it: their own, another, none."""
    what = person.what_they_are
    nameless = _now("No name, only: %(what)s") % {"what": what} if what else None
    return [
        (CalledBy.NAME.value, person.name or capfirst(CalledBy.NAME.label)),
        (CalledBy.ANOTHER.value, capfirst(CalledBy.ANOTHER.label)),
        (CalledBy.WHAT_THEY_ARE.value, nameless or capfirst(CalledBy.WHAT_THEY_ARE.label)),
    ]


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
            (Method.ASKED, _("I asked, and they said so")),
            (Method.PAPER, _("On paper")),
            (Method.AUDIO, _("Said aloud and recorded")),
        ],
        error_messages={"required": _("Choose how they were asked.")},
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
        if person.died_on is not None:
            self._ask_family(person)
            return
        if age_on(person, today()) == Age.ADULT:
            for name in ("who", "guardian_name", "guardian_is", "child"):
                del self.fields[name]
            return
        self.fields["who"].choices = [
            (By.SELF.value, str(person)),
            *self._guardian_choices(),
            (NEW_GUARDIAN, _now("Somebody else who answers for them")),
        ]

    @property
    def helper(self) -> FormHelper:
        """The very words, the pictures where they are in any, and how they were asked."""
        with_pictures = "pictures" in self.fields
        words = Section(
            _("1. These very words"),
            Include("outcomes/consent/said_words.html"),
            *self.asked("words", "called_by", "called"),
            css_id="words",
        )
        pictures = Section(
            _("2. These pictures and recordings"),
            Include("outcomes/consent/said_pictures.html"),
            *self.asked("pictures"),
            css_id="pictures",
        )
        heading = _("3. How it was asked") if with_pictures else _("2. How it was asked")
        return FormHelper(
            words,
            *([pictures] if with_pictures else []),
            Section(heading, Remaining(), css_id="how"),
            Text(self._how_long_kept(), css_class="soft"),
            ButtonHolder(Submit(_("Keep what they said"))),
            form_class="stack stack--l measure",
        )

    def _how_long_kept(self) -> str:
        if self.person.died_on:
            return _now("We keep the words you read them, the day, and who asked.")
        if "child" in self.fields:
            return _now(
                "We keep the words you read them, the day, and who asked. We ask again in a year, "
                "and when they turn 18. It can be taken back any day, without a reason."
            )
        return _now(
            "We keep the words you read them, the day, and who asked. We ask again in two years. "
            "They can take it back any day, without a reason."
        )

    def _ask_family(self, person: Person) -> None:
        """Of somebody who has died: their own word stands, and those near them may narrow it."""
        for name in ("child", "every", "called_by", "called"):
            del self.fields[name]
        self.initial["who"] = NEW_GUARDIAN
        self.fields["who"].choices = [
            *self._guardian_choices(),
            (NEW_GUARDIAN, _now("Somebody of their family")),
        ]
        self.fields["guardian_name"].label = _now("The name of whoever speaks for the family")
        self.fields["guardian_is"].label = _now("What they are to %(person)s") % {"person": person}
        self.fields["guardian_is"].help_text = _now("Such as “daughter”.")

    def _guardian_choices(self) -> list[tuple[str, str]]:
        return [
            (pk, f"{guardian.name}, {guardian.what_they_are}".strip(", "))
            for pk, guardian in self.guardians.items()
        ]

    def clean_on(self):
        day = self.cleaned_data["on"] or today()
        if day > today():
            raise forms.ValidationError(_now("Choose a day that has come."))
        return day

    def clean(self):
        data = super().clean()
        if data.get("who") == NEW_GUARDIAN and not data.get("guardian_name"):
            self.add_error("guardian_name", _now("Write the name of whoever answers for them."))
        for_child = "child" in self.fields and data.get("who") not in (None, By.SELF.value)
        if for_child and data.get("words") not in (None, *NO_YES) and not data.get("child"):
            self.add_error("child", _now("Say what the child said."))
        return data
