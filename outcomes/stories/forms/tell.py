"""Telling what changed, one idea a page; everything is optional but the title and what changed.

The steps and their order are in steps.py, the questions in questions.py, roots in roots.py.
"""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy

from areas.models import Programme
from areas.programme.queries import OF_A_STORY, Choice, audience_choices
from bigstory.core.db.choices import Picture
from bigstory.core.db.dated import today
from bigstory.kit.fields import Picks
from bigstory.kit.layout import Fold, FormHelper, Include, Text
from bigstory.kit.marks import Mark, same
from bigstory.kit.two_editors import MarkedForm
from bigstory.kit.when import DayField
from outcomes.framework.queries import offered
from outcomes.models import Barrier, ChangeKind, ChangeLevel, ChangeStory
from outcomes.stories.forms.fields import StoryLine, StoryText, Terms, Year
from outcomes.stories.forms.layout import Asked, Drawings, so_many
from outcomes.stories.queries.words import by_part, words_of


def story_readers(programme: Programme) -> dict[str, Choice]:
    """The four circles of a story by value, narrowest first."""
    return {choice.value: choice for choice in audience_choices(programme, OF_A_STORY)}


# Ten years.
KEPT_BACK_AT_MOST = timedelta(days=3653)
WHY_KEPT_BACK = gettext_lazy(
    "Some things need time. Until the day you choose only your %(partnership)s, its worker and "
    "your %(rep)s read this; after it, it goes on to those you chose above. Others learn only that "
    "some stories are kept back, and only where there are ten or more."
)


class StepForm(MarkedForm):
    """One page of the telling. `parts` are the parts of the story it saves.

    Its helper draws the questions alone: tag and buttons are those of every step.
    """

    parts: tuple[str, ...] = ()

    def __init__(self, data=None, *, story: ChangeStory | None, user):
        self.story = story
        self.user = user
        words = words_of(story, self.parts) if story else {}
        seen = Mark.of(by_part(words), version=story.version if story else 0)
        super().__init__(data, initial=words | {"seen": seen})
        self.prepare()

    def prepare(self) -> None:
        """What a step fills in from the story before it is shown or checked."""

    def offer_terms(self, *names: str) -> None:
        """Fill the named fields with words of the framework, those that were chosen too."""
        offers = offered(self.story.area.programme, {name: self.initial[name] for name in names})
        for name in names:
            self.fields[name].offer(offers[name])

    def values(self) -> dict:
        """What can be saved: everything that needs no putting right."""
        return {name: self.cleaned_data[name] for name in self.parts if name in self.cleaned_data}

    def unsaved(self) -> list[tuple[str, str]]:
        """What was typed and differs from what is stored, with its questions: to copy."""
        stored = by_part(words_of(self.story, self.parts))
        return [
            (str(self.boxes(part)[0].label), self.readable(part, value))
            for part, value in by_part(self.values()).items()
            if not same(value, stored.get(part)) and self.boxes(part)
        ]


class BeforeForm(StepForm):
    """What it was like before, and when it changed."""

    helper = FormHelper(Asked("before"), "changed_from", "changed_until", form_tag=False)
    parts = ("before", "changed_from", "changed_until")
    before = StoryText(
        label=gettext_lazy("What was it like before?"),
        help_text=gettext_lazy("One picture of it is enough."),
        example=gettext_lazy(
            "A bus at ten and a bus at four. If you missed the first you did not see "
            "anybody that day."
        ),
    )
    changed_from = Year(label=gettext_lazy("From which year, about?"))
    changed_until = Year(
        label=gettext_lazy("Until which year?"),
        help_text=gettext_lazy("Leave it empty if it is still so."),
    )

    def clean(self):
        data = super().clean()
        first = data.get("changed_from")
        last = data.get("changed_until")
        if first and last and last < first:
            self.add_error(
                "changed_until", gettext_lazy("It cannot end before it began. Check the two years.")
            )
        return data


class KnowForm(StepForm):
    """How they know, and what a list says of the story."""

    parts = ("how_we_know", "levels", "kinds", "in_short", "picture")
    how_we_know = StoryText(
        label=gettext_lazy("How do you know?"),
        help_text=gettext_lazy(
            "What you saw, what somebody said, a number you counted, a paper you have."
        ),
        example=gettext_lazy(
            "I was there. There is a book at the door where people sign: eleven names in "
            "the first week and forty-one "
            "last week. Nobody asked them to say anything nice."
        ),
    )
    levels = Terms(ChangeLevel, label=gettext_lazy("Where is the change?"), shape="one")
    kinds = Terms(ChangeKind, label=gettext_lazy("What sort of change is it?"), shape="one")
    in_short = StoryLine(
        label=gettext_lazy("Your story in one sentence"),
        max_length=200,
        help_text=gettext_lazy("It stands in lists of stories."),
    )
    picture = forms.ChoiceField(label=gettext_lazy("A drawing to go with it"), required=False)

    @property
    def helper(self) -> FormHelper:
        chosen = so_many(self.initial["levels"], self.initial["kinds"])
        return FormHelper(
            Asked("how_we_know"),
            Include("outcomes/stories/tell_beside.html"),
            Fold(gettext_lazy("What sort of change"), "levels", "kinds", hint=chosen),
            Fold(
                gettext_lazy("How it looks in a list"),
                "in_short",
                Drawings("picture"),
                hint=gettext_lazy("one sentence, and a drawing"),
            ),
            form_tag=False,
        )

    def prepare(self):
        self.offer_terms("levels", "kinds")
        self.fields["picture"].choices = [("", gettext_lazy("No drawing")), *Picture.choices]
        self.fields["picture"].widget = forms.RadioSelect(choices=self.fields["picture"].choices)


class WhoForm(StepForm):
    """Who can read it, and whether the people in it are listed."""

    parts = ("audience", "people", "held_until")
    audience = forms.ChoiceField(
        label=gettext_lazy("Who can read this?"), widget=Picks(shape="one")
    )
    people = forms.ChoiceField(
        label=gettext_lazy("The people in it"),
        choices=ChangeStory.People.choices,
        widget=Picks(
            shape="one",
            hints={
                "nobody": gettext_lazy(
                    "No names, or only made-up ones, and nobody would know who is meant."
                ),
                "listed": gettext_lazy(
                    "Name each on the list of people, and write down what they said."
                ),
                "not_yet": gettext_lazy(
                    "It goes to the programme and evaluators at most until then."
                ),
            },
        ),
    )

    held_until = DayField(
        label=gettext_lazy("Only we read it until"),
        help_text=gettext_lazy(
            "A day that has not come yet. Leave it empty, and it can be read as soon as "
            "it is shared."
        ),
    )

    @property
    def helper(self) -> FormHelper:
        """A day before which nobody else reads it is folded away, except for a hard story."""
        kept_back = [Text(WHY_KEPT_BACK, css_class="soft"), "held_until"]
        if not (self.story.kind == ChangeStory.Kind.HARD or self["held_until"].value()):
            hint = gettext_lazy("for a story that is still raw")
            kept_back = [Fold(gettext_lazy("Keep it back for a while"), *kept_back, hint=hint)]
        people = Include("outcomes/stories/tell_list.html")
        return FormHelper("audience", *kept_back, "people", people, form_tag=False)

    def clean_held_until(self):
        day = self.cleaned_data["held_until"]
        in_time = day and today() < day <= today() + KEPT_BACK_AT_MOST
        if day and day != self.initial["held_until"] and not in_time:
            raise forms.ValidationError(
                gettext_lazy("Choose a day that has not come yet, within the next ten years.")
            )
        return day

    def prepare(self):
        readers = story_readers(self.story.area.programme)
        field = self.fields["audience"]
        field.choices = [(choice.value, choice.label) for choice in readers.values()]
        field.widget.hints = {choice.value: choice.hint for choice in readers.values()}
        self.fields["people"].help_text = gettext_lazy(
            "Anybody a neighbour would recognise, named or not."
        )


class HardForm(StepForm):
    """What was hard, and whether the change was a good one, a hard one, or one nobody expected."""

    parts = ("what_was_hard", "kind", "barriers")
    what_was_hard = StoryText(
        label=gettext_lazy("What was hard?"),
        help_text=gettext_lazy("What went wrong is worth as much as what went well."),
        example=gettext_lazy(
            "We lost the hall in January and nobody told the people who cannot read a "
            "notice. Four of them came to a "
            "locked door. It took until Easter before all of them trusted us again."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Was it a good change, or a hard one?"),
        help_text=gettext_lazy("Both are wanted here. Nobody is marked down for a hard one."),
        choices=ChangeStory.Kind.choices,
        required=False,
        widget=Picks(
            shape="one",
            hints={
                "good": gettext_lazy("Something got better"),
                "mixed": gettext_lazy("It got better for some, or at a price"),
                "hard": gettext_lazy("It went wrong, or it hurt"),
                "unexpected": gettext_lazy("Good or hard, it is not what was planned"),
            },
        ),
    )
    barriers = Terms(Barrier, label=gettext_lazy("What stood in the way?"), shape="one")

    @property
    def helper(self) -> FormHelper:
        chosen = so_many(self.initial["barriers"])
        return FormHelper(
            Asked("what_was_hard"),
            "kind",
            Fold(gettext_lazy("What stood in the way"), "barriers", hint=chosen),
            form_tag=False,
        )

    def prepare(self):
        self.offer_terms("barriers")

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.story.kind
