"""How somebody reads a story: the plain questions, one for each outcome (yes, a bit, no, not sure,
or left open; and why), an evaluator's own choice of the framework's words, of which none must be
chosen, and one question later: is it still true?
"""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, FormHelper, Include, Remaining, Submit
from bigstory.kit.once import OnceForm
from outcomes.framework.queries import CHOSEN, offered
from outcomes.models import (
    Barrier,
    ChangeKind,
    ChangeLevel,
    ChangeStory,
    Driver,
    FollowUp,
    Maker,
    Outcome,
    Reading,
    Sorting,
)
from outcomes.stories.forms.fields import StoryText, Terms
from outcomes.stories.forms.tell import StepForm
from outcomes.stories.queries.words import ANSWERS, part_of_answer

OPEN = ("", _("Leave this one open"))
ASKED = Include("outcomes/stories/questions.html")


@dataclass
class Question:
    """The two fields of one outcome."""

    outcome: Outcome
    answer: BoundField
    because: BoundField

    @property
    def unfolded(self) -> bool:
        return bool(self.because.value() or self.because.errors)


class QuestionFields:
    """Adds two fields for each outcome.

    Outcomes are data: there may be four, or three, or six.
    """

    def ask(self, outcomes: list[Outcome], given: dict[int, tuple[str, str]]) -> None:
        """`given` is answer and reason by the id of the outcome."""
        self.outcomes = outcomes
        for outcome in outcomes:
            answer, because = given.get(outcome.pk, ("", ""))
            self.fields[f"answer_{outcome.pk}"] = forms.ChoiceField(
                label=outcome.question,
                choices=[*Reading.Answer.choices, OPEN],
                required=False,
                widget=forms.RadioSelect,
                initial=answer,
                error_messages={"invalid_choice": _("Choose yes, a bit, no or not sure.")},
            )
            self.fields[f"because_{outcome.pk}"] = StoryText(
                label=_("Why you say so: %(question)s") % {"question": outcome.question},
                rows=3,
                max_length=5_000,
                initial=because,
            )

    def questions(self) -> list[Question]:
        return [Question(o, self[f"answer_{o.pk}"], self[f"because_{o.pk}"]) for o in self.outcomes]

    def check_answers(self) -> None:
        """Words without an answer would have nowhere to stand."""
        for outcome in self.outcomes:
            answer = self.cleaned_data.get(f"answer_{outcome.pk}")
            if self.cleaned_data.get(f"because_{outcome.pk}") and answer == "":
                self.add_error(
                    f"answer_{outcome.pk}",
                    _("You wrote why. Now choose yes, a bit, no or not sure, to go with it."),
                )

    def answers(self) -> dict[Outcome, tuple[str, str]]:
        """The answer and the reason for each outcome whose two fields are in order."""
        given = {}
        for outcome in self.outcomes:
            answer = f"answer_{outcome.pk}"
            because = f"because_{outcome.pk}"
            if answer in self.cleaned_data and because in self.cleaned_data:
                given[outcome] = (self.cleaned_data[answer], self.cleaned_data[because])
        return given


class QuestionsStep(QuestionFields, StepForm):
    helper = FormHelper(ASKED, form_tag=False)
    parts = (ANSWERS,)

    def prepare(self):
        given = {int(pk): tuple(answer) for pk, answer in self.initial[ANSWERS].items()}
        self.ask(list(Outcome.objects.in_use().filter(programme=self.story.area.programme)), given)

    def clean(self):
        self.check_answers()
        return super().clean()

    def values(self):
        return {ANSWERS: self.answers()}

    def chosen(self):
        given = self.answers().items()
        kept = {one: pair for one, pair in given if not self.keeps_theirs(part_of_answer(one))}
        return {ANSWERS: kept}

    def boxes(self, part):
        pk = part.removeprefix(f"{ANSWERS}_")
        return [self[name] for name in (f"answer_{pk}", f"because_{pk}") if name in self.fields]

    def readable(self, part, value):
        answer, because = value or ("", "")
        if not answer:
            return str(_("nothing"))
        return f"{Reading.Answer(answer).label}. {because}".strip()


class ReadingForm(QuestionFields, forms.Form):
    """A reading beside the teller's. It opens with what the same party said before."""

    helper = FormHelper(ASKED, ButtonHolder(Submit(_("Put it beside the others"))))

    def __init__(self, data=None, *, outcomes: list[Outcome], given: dict[int, tuple[str, str]]):
        super().__init__(data)
        self.ask(outcomes, given)

    def clean(self):
        self.check_answers()
        return super().clean()


class SortingForm(forms.Form):
    """An evaluator's view of a story. It opens with what they chose last."""

    helper = FormHelper(Remaining(), ButtonHolder(Submit(_("Put it beside the teller’s"))))

    levels = Terms(ChangeLevel, label=_("Where is the change?"), shape="one")
    kinds = Terms(ChangeKind, label=_("What sort of change is it?"), shape="one")
    makers = Terms(Maker, label=_("Who made it happen?"), shape="one")
    drivers = Terms(Driver, label=_("What helped?"), shape="one")
    barriers = Terms(Barrier, label=_("What stood in the way?"), shape="one")
    because = StoryText(
        label=_("Because"), rows=3, max_length=2_000, help_text=_("What in the story says so.")
    )

    def __init__(self, data=None, *, story: ChangeStory, last: Sorting | None):
        chosen = last.chosen if last else {}
        ids = {name: [pk for pk, _name in chosen.get(name, [])] for name in CHOSEN}
        super().__init__(data, initial=ids | {"because": last.because if last else ""})
        for name, words in offered(story.area.programme, ids).items():
            self.fields[name].offer(words)

    def values(self) -> dict:
        return {name: list(self.cleaned_data[name]) for name in CHOSEN}


class StillForm(OnceForm):
    """Is what the story tells still true?"""

    helper = FormHelper(Remaining(), ButtonHolder(Submit(_("Put it on the life line"))))

    answer = forms.ChoiceField(
        label=_("Is what the story tells still true?"),
        choices=FollowUp.Answer.choices,
        widget=Picks(
            shape="one",
            hints={
                "still": _("Much as it was told."),
                "grew": _("There is more of it now."),
                "faded": _("There is less of it now."),
                "gone": _("It has ended. That is worth knowing too."),
                "another_way": _("Something else came of it."),
            },
        ),
        error_messages={"required": _("Choose what fits best.")},
    )
    words = StoryText(
        label=_("In a few words"),
        required=False,
        max_length=1_000,
        help_text=_("What is it like now? Whoever reads the story reads this beside it."),
    )
