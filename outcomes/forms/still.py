"""One question: is it still true?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.core.forms import Picks
from bigstory.core.once import OnceForm
from outcomes.forms.fields import Words
from outcomes.models import FollowUp


class StillForm(OnceForm):
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
    words = Words(
        label=_("In a few words"),
        required=False,
        max_length=1_000,
        help_text=_("What is it like now? Whoever reads the story reads this beside it."),
    )
