"""What was hard, and whether the change was a good one, a hard one, or one that nobody expected."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.core.forms import Picks
from outcomes.forms.fields import Terms, Words
from outcomes.forms.tell import StepForm
from outcomes.models import Barrier, ChangeStory


class HardForm(StepForm):
    parts = ("what_was_hard", "kind", "barriers")
    what_was_hard = Words(
        label=_("What was hard?"),
        help_text=_("What went wrong is worth as much as what went well."),
        example=_(
            "We lost the hall in January and nobody told the people who cannot read a "
            "notice. Four of them came to a "
            "locked door. It took until Easter before all of them trusted us again."
        ),
    )
    kind = forms.ChoiceField(
        label=_("Was it a good change, or a hard one?"),
        help_text=_("Both are wanted here. Nobody is marked down for a hard one."),
        choices=ChangeStory.Kind.choices,
        required=False,
        widget=Picks(
            shape="one",
            hints={
                "good": _("Something got better"),
                "mixed": _("It got better for some, or at a price"),
                "hard": _("It went wrong, or it hurt"),
                "unexpected": _("Good or hard, it is not what was planned"),
            },
        ),
    )
    barriers = Terms(Barrier, label=_("What stood in the way?"), shape="one")

    def prepare(self):
        self.offer_terms("barriers")

    def clean_kind(self):
        return self.cleaned_data["kind"] or self.story.kind
