"""An evaluator's own choice of the framework's words for one story. None of it must be chosen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from outcomes.forms.fields import Terms, Words
from outcomes.models import Barrier, ChangeKind, ChangeLevel, ChangeStory, Driver, Maker, Sorting
from outcomes.reads.choices import CHOSEN, offered


class SortingForm(forms.Form):
    levels = Terms(ChangeLevel, label=_("Where is the change?"), shape="one")
    kinds = Terms(ChangeKind, label=_("What sort of change is it?"), shape="one")
    makers = Terms(Maker, label=_("Who made it happen?"), shape="one")
    drivers = Terms(Driver, label=_("What helped?"), shape="one")
    barriers = Terms(Barrier, label=_("What stood in the way?"), shape="one")
    because = Words(
        label=_("Because"), rows=3, max_length=2_000, help_text=_("What in the story says so.")
    )

    def __init__(self, data=None, *, story: ChangeStory, last: Sorting | None):
        first = {
            name: [pk for pk, _name in last.chosen.get(name, [])] if last else [] for name in CHOSEN
        }
        super().__init__(data, initial=first | {"because": last.because if last else ""})
        for name, words in offered(story.area.programme, first).items():
            self.fields[name].offer(words)

    def values(self) -> dict:
        return {name: list(self.cleaned_data[name]) for name in CHOSEN}
