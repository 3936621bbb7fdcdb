"""The plain questions, one for each outcome: yes, a bit, no, not sure, or left open; and why."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from outcomes.forms.fields import Words
from outcomes.forms.tell import StepForm
from outcomes.models import Outcome, Reading
from outcomes.words import ANSWERS

OPEN = ("", _("Leave this one open"))


@dataclass
class Question:
    outcome: Outcome
    answer: BoundField
    because: BoundField

    @property
    def unfolded(self) -> bool:
        return bool(self.because.value() or self.because.errors)


class QuestionFields:
    """Adds two fields for each outcome that is asked.

    Outcomes are data: there may be four, or three, or six.
    """

    def ask(self, outcomes: list[Outcome], given: dict[int, tuple[str, str]]) -> None:
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
            self.fields[f"because_{outcome.pk}"] = Words(
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
        found = {}
        for outcome in self.outcomes:
            answer = f"answer_{outcome.pk}"
            because = f"because_{outcome.pk}"
            if answer in self.cleaned_data and because in self.cleaned_data:
                found[outcome] = (self.cleaned_data[answer], self.cleaned_data[because])
        return found


class QuestionsStep(QuestionFields, StepForm):
    parts = (ANSWERS,)

    def prepare(self):
        given = {int(pk): tuple(answer) for pk, answer in self.initial[ANSWERS].items()}
        self.ask(list(Outcome.objects.in_use().filter(programme=self.story.area.programme)), given)

    def clean(self):
        self.check_answers()
        return super().clean()

    def values(self):
        return {ANSWERS: self.answers()}


class ReadingForm(QuestionFields, forms.Form):
    """A reading beside the teller's. It opens with what the same party said before."""

    def __init__(self, data=None, *, outcomes: list[Outcome], given: dict[int, tuple[str, str]]):
        super().__init__(data)
        self.ask(outcomes, given)

    def clean(self):
        self.check_answers()
        return super().clean()
