"""The questions of a plan that is being written: its own words, and each priority's.

Everything but a plan's title and a priority's own words may stay open.
"""

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bigstory.kit.layout import ButtonHolder, FormHelper, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.two_editors import MarkedForm
from bigstory.kit.when import DayField
from bigstory.kit.words import LineField, WordsField

# Far more than any plan holds in one box.
MOST_LETTERS = 20_000
EARLIEST = 2000
LATEST = 2100


class PlanText(WordsField):
    """Words of any length, which nobody must write yet."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=MOST_LETTERS, rows=4, **kwargs)


def refuse_odd_year(day: date | None) -> date | None:
    """Plans look ahead, so a day may lie years away; a mistyped year raises ValidationError."""
    if day is not None and not EARLIEST <= day.year <= LATEST:
        raise forms.ValidationError(_("Check the year: %(year)s is far away.") % {"year": day.year})
    return day


class PieceForm(MarkedForm):
    """One piece of a plan. Its page has the tag, and the ways to go on from it."""

    helper = FormHelper(form_tag=False)

    def values(self) -> dict:
        """The fields that can be saved: those that were sent and are valid."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in self.data and name not in ("seen", "token")
        }


class TitleField(LineField):
    def __init__(self):
        super().__init__(
            label=gettext_lazy("What do you call the plan?"),
            max_length=160,
            help_text=gettext_lazy(
                "A few words people will remember, such as “Keeping the lights on ourselves”."
            ),
            error_messages={
                "required": gettext_lazy("Give the plan a title. You can change it later.")
            },
        )


class BeginForm(OnceForm):
    """Beginning the first plan of an area: its title."""

    helper = FormHelper(
        "title", ButtonHolder(Submit(gettext_lazy("Begin")), css_class="row tell__go")
    )

    title = TitleField()


class PlanWordsForm(PieceForm):
    """A plan's own words; the legacy statement only where it is asked for or written already."""

    title = TitleField()
    vision = PlanText(
        label=gettext_lazy("What do you want it to be like here?"),
        help_text=gettext_lazy(
            "One sentence is enough: “A town where nobody eats alone unless they want to.”"
        ),
    )
    starts = DayField(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy("Such as 1 April 2025. A guess will do for now."),
    )
    ends = DayField(
        label=gettext_lazy("Until which day?"),
        help_text=gettext_lazy("Many plans hold for two to five years."),
    )
    legacy_statement = PlanText(
        label=gettext_lazy("What should stay when the money is gone?"),
        help_text=gettext_lazy(
            "Such as “The hall has its own lease, and six of us can run the lunch "
            "without a worker.”"
        ),
    )

    def __init__(self, *args, with_legacy: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not with_legacy:
            del self.fields["legacy_statement"]

    def clean_starts(self):
        return refuse_odd_year(self.cleaned_data["starts"])

    def clean_ends(self):
        return refuse_odd_year(self.cleaned_data["ends"])

    def clean(self):
        data = super().clean()
        starts = data.get("starts")
        ends = data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("The plan cannot end before it begins. Check the two days."))
        if {"starts", "ends"} & self.errors.keys():
            # The two belong together: one is not saved while the other needs putting right.
            data.pop("starts", None)
            data.pop("ends", None)
        return data


class PriorityForm(PieceForm):
    """A priority's own words."""

    own_words = LineField(
        label=gettext_lazy("What did people choose, in their own words?"),
        max_length=200,
        help_text=gettext_lazy(
            "As somebody really said it: “Somewhere to go that is not the pub or the doctor.”"
        ),
        error_messages={
            "required": gettext_lazy(
                "Say what you chose, in a few words. You can change them later."
            )
        },
    )
    need = PlanText(
        label=gettext_lazy("What is the need?"),
        help_text=gettext_lazy(
            "What is it like now, and for whom? “There is no room here to sit without paying.”"
        ),
    )
    how_we_know = PlanText(
        label=gettext_lazy("How do you know?"),
        help_text=gettext_lazy(
            "Who you asked, what you counted or saw: “140 people put a sticker on it at "
            "the open day.”"
        ),
    )


class NewPriorityForm(OnceForm, PriorityForm):
    """A priority that is new: nobody saw anything of it before."""

    seen = None
    field_order = ["own_words", "need", "how_we_know"]
