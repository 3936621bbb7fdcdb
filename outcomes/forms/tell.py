"""Telling what changed, one idea at a time.

Everything is optional but the title and what changed.
"""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.core.forms import Picks
from bigstory.core.models import today
from bigstory.core.once import OnceForm
from bigstory.core.pictures import Picture
from outcomes.forms.fields import Line, Terms, Words, Year
from outcomes.forms.readers import story_readers
from outcomes.models import ChangeKind, ChangeLevel, ChangeStory
from outcomes.reads.choices import offered
from outcomes.words import digest, words_of
from partnerships.forms.when import DayField

KEPT_BACK_AT_MOST = timedelta(days=3653)


class StepForm(forms.Form):
    """One page of the telling. `parts` are the parts of the story it saves; `seen` marks how they
    stood.
    """

    parts: tuple[str, ...] = ()
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, story: ChangeStory | None, user):
        self.story = story
        self.user = user
        words = words_of(story, self.parts) if story else {}
        super().__init__(data, initial=words | {"seen": digest(words)})
        self.prepare()

    def prepare(self) -> None:
        """What a step fills in from the story before it is shown or checked."""

    def offer_terms(self, *names: str) -> None:
        offers = offered(self.story.area.programme, {name: self.initial[name] for name in names})
        for name in names:
            self.fields[name].offer(offers[name])

    def values(self) -> dict:
        """What can be saved: everything that needs no putting right."""
        return {name: self.cleaned_data[name] for name in self.parts if name in self.cleaned_data}


class WhatForm(StepForm):
    parts = ("title", "what_changed", "for_whom", "told_by")
    what_changed = Words(
        label=_("What is different now?"),
        rows=6,
        required=True,
        help_text=_("As you would tell a friend. Small things count, and so do hard ones."),
        example=_(
            "There is a lunch on Thursdays now. My dad goes. He used to say he was not "
            "hungry, and last week he told "
            "me off for ringing while he was laying the tables."
        ),
        error_messages={"required": _("Say what changed. A sentence is enough to begin with.")},
    )
    for_whom = Line(
        label=_("And for whom?"),
        max_length=200,
        help_text=_("Such as “my dad, and about forty others over 65”."),
    )
    title = Line(
        label=_("Give it a title"),
        max_length=160,
        required=True,
        help_text=_("A headline, or something somebody really said."),
        error_messages={"required": _("Give it a title. You can change it later.")},
    )
    told_by = Line(
        label=_("Whose story is it?"),
        max_length=120,
        help_text=_(
            "A first name and what they are, such as “Maureen, resident”. Leave it empty "
            "for no name."
        ),
    )

    @property
    def _spoken(self) -> bool:
        """They would rather speak: nothing need be written first, and somebody writes it down
        later.
        """
        return self.is_bound and self.data.get("add") == "recording"

    def prepare(self):
        for name in ("what_changed", "title"):
            self.fields[name].required = not self._spoken

    def clean_title(self) -> str:
        kept = self.cleaned_data["title"] or self.initial.get("title", "")
        return kept or (str(_("A story told aloud")) if self._spoken else "")


class NewForm(OnceForm, WhatForm):
    """The first page of a story that is not there yet."""

    activity = forms.IntegerField(required=False, widget=forms.HiddenInput)
    beside = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BeforeForm(StepForm):
    parts = ("before", "changed_from", "changed_until")
    before = Words(
        label=_("What was it like before?"),
        help_text=_("One picture of it is enough."),
        example=_(
            "A bus at ten and a bus at four. If you missed the first you did not see "
            "anybody that day."
        ),
    )
    changed_from = Year(label=_("From which year, about?"))
    changed_until = Year(
        label=_("Until which year?"), help_text=_("Leave it empty if it is still so.")
    )

    def clean(self):
        data = super().clean()
        first = data.get("changed_from")
        last = data.get("changed_until")
        if first and last and last < first:
            self.add_error(
                "changed_until", _("It cannot end before it began. Check the two years.")
            )
        return data


class KnowForm(StepForm):
    parts = ("how_we_know", "levels", "kinds", "in_short", "picture")
    how_we_know = Words(
        label=_("How do you know?"),
        help_text=_("What you saw, what somebody said, a number you counted, a paper you have."),
        example=_(
            "I was there. There is a book at the door where people sign: eleven names in "
            "the first week and forty-one "
            "last week. Nobody asked them to say anything nice."
        ),
    )
    levels = Terms(ChangeLevel, label=_("Where is the change?"), shape="one")
    kinds = Terms(ChangeKind, label=_("What sort of change is it?"), shape="one")
    in_short = Line(
        label=_("Your story in one sentence"),
        max_length=200,
        help_text=_("It stands in lists of stories."),
    )
    picture = forms.ChoiceField(label=_("A drawing to go with it"), required=False)

    def prepare(self):
        self.offer_terms("levels", "kinds")
        self.fields["picture"].choices = [("", _("No drawing")), *Picture.choices]
        self.fields["picture"].widget = forms.RadioSelect(choices=self.fields["picture"].choices)


class WhoForm(StepForm):
    parts = ("audience", "people", "held_until")
    audience = forms.ChoiceField(label=_("Who can read this?"), widget=Picks(shape="one"))
    people = forms.ChoiceField(
        label=_("The people in it"),
        choices=ChangeStory.People.choices,
        widget=Picks(
            shape="one",
            hints={
                "nobody": _("No names, or only made-up ones, and nobody would know who is meant."),
                "listed": _("Name each on the list of people, and write down what they said."),
                "not_yet": _(
                    "It stays with the readers you choose, and does not go to everybody until then."
                ),
            },
        ),
    )

    held_until = DayField(
        label=_("Only we read it until"),
        help_text=_(
            "A day that has not come yet. Leave it empty, and it can be read as soon as "
            "it is shared."
        ),
    )

    def clean_held_until(self):
        day = self.cleaned_data["held_until"]
        if (
            day
            and day != self.initial["held_until"]
            and not today() < day <= today() + KEPT_BACK_AT_MOST
        ):
            raise forms.ValidationError(
                _("Choose a day that has not come yet, within the next ten years.")
            )
        return day

    def prepare(self):
        readers = story_readers(self.story.area.programme)
        field = self.fields["audience"]
        field.choices = [(choice.value, choice.label) for choice in readers.values()]
        field.widget.hints = {choice.value: choice.hint for choice in readers.values()}
        self.fields["people"].help_text = _("Anybody a neighbour would recognise, named or not.")
