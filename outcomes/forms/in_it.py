"""Who can be recognised in one photo, recording or film."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.core.forms import ManyPicks
from outcomes.forms.people import UnknownForm
from outcomes.models import ChangeStory
from partnerships.models import MediaItem


class InItForm(UnknownForm):
    """Only people of the story's own list can be chosen.

    One statement, for the list and what was said before.
    """

    people = forms.TypedMultipleChoiceField(
        label=_("Who is it?"), coerce=int, required=False, widget=ManyPicks(shape="one")
    )
    field_order = ["people", "how_many"]

    def __init__(self, data=None, *, story: ChangeStory, item: MediaItem):
        listed = list(story.appearances.select_related("person"))
        here = [each for each in listed if each.media_id == item.pk]
        first = {
            "people": [each.person_id for each in here if each.person_id],
            "how_many": sum(each.unknown for each in here),
        }
        super().__init__(data, initial=first)
        known = {
            each.person_id: str(each.person)
            for each in listed
            if each.media_id is None and each.person_id
        }
        self.fields["people"].choices = list(known.items())
        self.fields["how_many"].label = _("How many more are in it whom nobody can name?")
