"""The questions about money that comes in, and the filters of an area's spend lines."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from bigstory.core.db.dated import today
from bigstory.core.text.sides import with_names
from bigstory.kit.fields import Picks
from bigstory.kit.filters import AddressFilter, search_box
from bigstory.kit.layout import ButtonHolder, FormHelper, Remaining, Submit
from bigstory.kit.numbers.fields import KindNumberField, PoundsField
from bigstory.kit.numbers.reading import Of
from bigstory.kit.once import OnceForm
from bigstory.kit.when import DayField, refuse_far_days
from bigstory.kit.words import LineField
from partnerships.models import (
    Action,
    ExpectedPayment,
    Leverage,
    Organisation,
    Payment,
    SpendReport,
    SpendTheme,
)
from partnerships.money.models.pounds import as_read
from partnerships.money.queries.alike import in_words
from partnerships.organisations.queries.holding import held_between, holders

# The theme filter's value for lines without one.
NO_THEME = "none"


def words_field(label: str, *, longest: int, required: str = "", **options) -> LineField:
    """A field for a line of text. `required` is the sentence for when it is empty."""
    messages = {"max_length": _("That is long. Keep it to %(limit_value)d letters.")}
    messages |= {"required": required} if required else {}
    return LineField(
        label=label, max_length=longest, required=bool(required), error_messages=messages, **options
    )


def with_a_button(text: Promise) -> FormHelper:
    """The layout of a short form: its questions and one button."""
    button = Submit(text, css_class="btn btn--big")
    return FormHelper(Remaining(), ButtonHolder(button, css_class="field row"))


class DatedForm(OnceForm):
    """Money that moved on a day."""

    amount = PoundsField(label=_("How much?"))
    on = DayField(label=_("On which day?"))

    def clean_on(self) -> date:
        day = self.cleaned_data["on"]
        if day is None:
            raise forms.ValidationError(_("Choose the day."))
        refuse_far_days(day, now=today())
        return day

    def values(self) -> dict:
        """The fields of the row, ready to save."""
        return {name: value for name, value in self.cleaned_data.items() if name != "token"}


class AwardForm(DatedForm):
    helper = with_a_button(_("Save the award"))

    what = words_field(
        _("What is it for?"), longest=160, required=_("Say in a few words what it is for.")
    )
    source = words_field(
        _("How is this known?"),
        longest=1_000,
        help_text=_("A letter, a page, a minute of a meeting."),
    )


class ExpectedChoice(forms.ModelChoiceField):
    """An expected payment by its sum, its day and what it is for."""

    def label_from_instance(self, obj: ExpectedPayment) -> str:
        about = [as_read(obj.amount), date_format(obj.due), obj.what]
        return ", ".join(part for part in about if part)


class PaymentForm(DatedForm):
    helper = with_a_button(_("Save the payment"))

    organisation = forms.ModelChoiceField(
        label=_("Who received it?"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={
            "required": _("Choose who received it."),
            "invalid_choice": _(
                "Choose one from the list: it holds, or held, the money of this area."
            ),
        },
    )
    contribution = PoundsField(
        label=_("The part on top, for the organisation itself"),
        required=False,
        help_text=_(
            "Leave it empty and we work it out by the rule of that day. It is never the "
            "area's money."
        ),
    )
    what = words_field(_("What is it for?"), longest=160)
    expected = ExpectedChoice(
        label=_("Was it expected?"),
        queryset=ExpectedPayment.objects.none(),
        required=False,
        empty_label=_("No, it is not on the list"),
        error_messages={
            "invalid_choice": _("That one is no longer expected. Choose again from the list.")
        },
    )
    # Asked only where one like it is there already; `beside` are the ids of those.
    another = forms.BooleanField(label=_("Yes, it is another one"), required=False)
    beside = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1_000)
    field_order = ["another", "expected", "amount", "on", "organisation", "contribution", "what"]

    def __init__(self, *args, area: Area, expected: QuerySet[ExpectedPayment], **kwargs):
        super().__init__(*args, **kwargs)
        self.area = area
        self.fields["organisation"].queryset = holders(area)
        # One that came to nothing meanwhile is asked about, and not passed over.
        if expected or self.data.get("expected"):
            self.fields["expected"].queryset = expected
        else:
            del self.fields["expected"]
        if not self.data.get("beside"):
            self.asked = {name: self.fields.pop(name) for name in ("another", "beside")}

    def ask_about(self, payments: Sequence[Payment]) -> None:
        """Show it again with the question whether it is another one; the tick is out."""
        self.fields |= getattr(self, "asked", {})
        self.order_fields(self.field_order)
        self.data = self.data.copy()
        self.data.pop("another", None)
        self.data["beside"] = " ".join(str(payment.pk) for payment in payments)
        self.looks_like = [in_words(payment) for payment in payments]

    def short_by(self) -> Decimal:
        """How much less was paid than was expected; 0 where it was all, or was not expected."""
        typed = getattr(self, "cleaned_data", {})  # a form sent before is not looked at again
        expected = typed.get("expected")
        return max(expected.amount - typed["amount"], Decimal(0)) if expected else Decimal(0)

    def values(self) -> dict:
        values = super().values()
        seen = values.pop("beside", "").split()
        others = {int(pk) for pk in seen if pk.isdecimal()}
        return values | {"others": others if values.pop("another", False) else set()}

    def clean(self):
        data = super().clean()
        on, organisation = data.get("on"), data.get("organisation")
        if on and organisation and not held_between(self.area, organisation, on, on):
            sentence = _(
                "%(name)s did not hold the money on that day. Check the day, or who it was."
            )
            self.add_error("organisation", with_names(sentence, name=organisation))
        return data


class LeverageForm(DatedForm):
    helper = with_a_button(_("Save it"))

    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=Leverage.Kind.choices,
        widget=Picks(shape="one"),
        error_messages={"required": _("Say whether it was money, things, or time.")},
    )
    amount = PoundsField(label=_("What is it worth?"))
    hours = KindNumberField(
        label=_("How many hours, all together?"),
        help_text=_("Only where it was time."),
        of=Of.HOURS,
        places=1,
        most=100_000,
        example="38",
    )
    from_whom = words_field(_("Who from?"), longest=160, required=_("Say who gave it."))
    what = words_field(
        _("What for?"), longest=200, required=_("Say in a few words what it was for.")
    )
    how_valued = words_field(
        _("How do you know what it is worth?"),
        longest=200,
        help_text=_("“The hall's usual price, 12 evenings at £25.”"),
    )
    action = forms.ModelChoiceField(
        label=_("Which part of the plan did it help?"),
        queryset=Action.objects.none(),
        required=False,
        empty_label=_("Not in the plan"),
        error_messages={
            "invalid_choice": _("That is not part of your present plan. Choose one from the list.")
        },
    )
    field_order = ["kind", "hours", "amount", "on", "from_whom", "what", "how_valued", "action"]

    def __init__(self, *args, actions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].queryset = actions

    def clean(self):
        data = super().clean()
        kind = data.get("kind")
        worth = kind in Leverage.WORTH
        if worth and not data.get("how_valued") and "how_valued" not in self.errors:
            self.add_error(
                "how_valued", _("Say how you know, so that the sum can be explained later.")
            )
        if data.get("hours") and kind and kind != Leverage.Kind.TIME:
            self.add_error("hours", _("Hours are counted where it was time. Check what it was."))
        # Nought hours are none.
        data["hours"] = data.get("hours") or None
        return data


class SpendFilter(AddressFilter):
    """Filters of spend lines."""

    q = search_box(_("Words"))
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
            (NO_THEME, _("No theme yet")),
        ]

    def narrow(self, lines: QuerySet) -> QuerySet:
        """The lines that pass the chosen filters."""
        chosen = self.chosen
        if words := chosen.get("q"):
            lines = lines.filter(Q(heading__icontains=words) | Q(note__icontains=words))
        if half := chosen.get("half"):
            lines = lines.filter(report__half_year=half)
        if theme := chosen.get("theme"):
            own = {"theme": None} if theme == NO_THEME else {"theme__slug": theme}
            lines = lines.filter(**own)
        if thread := chosen.get("priority"):
            lines = lines.filter(priority__thread=thread)
        return lines
