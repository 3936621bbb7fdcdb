"""Filters of an area's spend lines: stable names, so that an address can be sent to somebody."""

from datetime import date

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from partnerships.models import SpendReport, SpendTheme

NONE = "none"


class SpendFilter(forms.Form):
    """What does not make sense in an address is left out rather than refused."""

    q = forms.CharField(
        label=_("Words"), max_length=100, required=False, widget=forms.TextInput({"type": "search"})
    )
    half = forms.TypedChoiceField(
        label=_("Half-year"), coerce=date.fromisoformat, empty_value=None, required=False
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    priority = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, *, halves: list[date], themes: list[SpendTheme]):
        # The page has another form that asks for a theme.
        super().__init__(data, auto_id="find_%s")
        named = [(day.isoformat(), SpendReport(half_year=day).half_year_in_words) for day in halves]
        self.fields["half"].choices = [("", _("Every half-year")), *named]
        self.fields["theme"].choices = [
            ("", _("Every theme")),
            *((theme.slug, theme.name) for theme in themes),
            (NONE, _("No theme yet")),
        ]
        self.is_valid()
        # Left out, and not complained of: the page has no place that would say so.
        self.errors.clear()

    @property
    def asked(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self, lines: QuerySet) -> QuerySet:
        asked = self.asked
        if words := asked.get("q"):
            lines = lines.filter(Q(heading__icontains=words) | Q(note__icontains=words))
        if half := asked.get("half"):
            lines = lines.filter(report__half_year=half)
        if theme := asked.get("theme"):
            lines = lines.filter(theme=None) if theme == NONE else lines.filter(theme__slug=theme)
        if thread := asked.get("priority"):
            lines = lines.filter(priority__thread=thread)
        return lines
