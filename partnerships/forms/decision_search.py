"""Filters of the decision book: stable names, so that an address can be sent to somebody."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.models import Decision
from partnerships.reads.decisions import MAJORITY, NO_MAJORITY, NOT_NOTED, in_room

ROOMS = [
    (MAJORITY, _("More residents than others")),
    (NO_MAJORITY, _("As many others, or more")),
    (NOT_NOTED, _("Nobody noted who was there")),
]


class DecisionFilter(forms.Form):
    """What does not make sense in an address is left out rather than refused: a link may be old or
    cut short.
    """

    q = forms.CharField(
        label=_("Words"), max_length=100, required=False, widget=forms.TextInput({"type": "search"})
    )
    year = forms.TypedChoiceField(label=_("Year"), coerce=int, empty_value=None, required=False)
    raised = forms.ChoiceField(
        label=_("Raised by"),
        choices=[("", _("Anybody")), *Decision.RaisedBy.choices],
        required=False,
    )
    room = forms.ChoiceField(
        label=_("In the room"), choices=[("", _("Anybody")), *ROOMS], required=False
    )

    def __init__(self, data, *, years: list[int]):
        super().__init__(data)
        self.fields["year"].choices = [("", _("Every year")), *((year, year) for year in years)]
        self.is_valid()
        # Left out, and not complained of: the page has no place that would say so.
        self.errors.clear()

    @property
    def asked(self) -> dict:
        """The filters that are in use."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, decisions: QuerySet) -> QuerySet:
        asked = self.asked
        if "q" in asked:
            # Never by name: a search must not tell who raised what to somebody who may not read
            # names.
            words = asked["q"]
            text = (
                Q(title__icontains=words)
                | Q(because__icontains=words)
                | Q(options__icontains=words)
            )
            decisions = decisions.filter(text)
        if "year" in asked:
            decisions = decisions.filter(on__year=asked["year"])
        if "raised" in asked:
            decisions = decisions.filter(raised_by=asked["raised"])
        if "room" in asked:
            decisions = in_room(decisions, asked["room"])
        return decisions
