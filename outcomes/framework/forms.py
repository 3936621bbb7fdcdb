"""Which outcomes each priority of a plan was chosen to serve."""

from collections import defaultdict
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.kit.fields import ManyPicks
from bigstory.kit.layout import BackLink, ButtonHolder, FormHelper, Submit
from outcomes.models import Outcome
from partnerships.models import Priority


class ServesForm(forms.Form):
    """A question for each priority; `seen` says what its page showed ticked."""

    seen = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)

    def __init__(
        self, *args, priorities: list[Priority], outcomes: list[Outcome], served, **kwargs
    ):
        kwargs["initial"] = {"seen": self._written(priorities, served)} | {
            self.name_of(priority): sorted(served[priority.thread]) for priority in priorities
        }
        super().__init__(*args, **kwargs)
        self.priorities = priorities
        for priority in priorities:
            self.fields[self.name_of(priority)] = forms.TypedMultipleChoiceField(
                label=priority.own_words,
                choices=[(one.pk, one.name) for one in outcomes],
                coerce=int,
                required=False,
                widget=ManyPicks,
                error_messages={"invalid_choice": _("One of these is no longer offered.")},
            )

    @property
    def helper(self) -> FormHelper:
        names = [self.name_of(priority) for priority in self.priorities]
        return FormHelper(*names, ButtonHolder(Submit(_("Save")), BackLink(_("Back to the plan"))))

    @staticmethod
    def name_of(priority: Priority) -> str:
        return f"serves_{priority.pk}"

    @staticmethod
    def _written(priorities, served) -> str:
        return " ".join(
            f"{priority.pk}-{outcome}"
            for priority in priorities
            for outcome in sorted(served[priority.thread])
        )

    def chosen(self) -> dict[UUID, set[int]]:
        return {p.thread: set(self.cleaned_data[self.name_of(p)]) for p in self.priorities}

    def seen_ticked(self) -> dict[UUID, set[int]]:
        """What the page showed. What is no pair of numbers was never on a page of ours."""
        threads = {str(priority.pk): priority.thread for priority in self.priorities}
        ticked = defaultdict(set)
        for pair in self.cleaned_data["seen"].split():
            priority, _dash, outcome = pair.partition("-")
            if priority in threads and outcome.isdecimal() and len(outcome) < 10:
                ticked[threads[priority]].add(int(outcome))
        return ticked
