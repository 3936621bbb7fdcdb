"""A reader's report of a public page, the answers of whoever looks after stops, and erasing."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.kit.fields import Picks
from bigstory.kit.layout import BackLink, ButtonHolder, FormHelper, Remaining, Submit
from bigstory.kit.words import LineField
from outcomes.consent.queries.places import ShownPlace
from outcomes.models import Flag
from outcomes.stories.forms.fields import StoryLine, StoryText

STOPS_AT_ONCE = _(
    "From the moment you send this only those who look after it can read it. Where somebody looked "
    "at the same lately, or a great many are sent at once, somebody looks first. The next page "
    "says which."
)


class FlagForm(forms.Form):
    """What a reader of a public story reports."""

    helper = FormHelper(Remaining(), ButtonHolder(Submit(_("Send it")), css_class="field row"))

    what = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=Flag.What.choices,
        widget=Picks(
            shape="one",
            hints={
                "about_me": STOPS_AT_ONCE,
                "child": STOPS_AT_ONCE,
                "wrong": _("We ask the people who told it."),
            },
        ),
        error_messages={"required": _("Choose what fits best.")},
    )
    words = StoryText(
        label=_("In your words"),
        max_length=2_000,
        rows=4,
        help_text=_("You need not write anything, and need not say who you are."),
    )
    contact = StoryLine(
        label=_("How we can answer you"),
        max_length=200,
        help_text=_(
            "A phone number or an e-mail address, if you want an answer. Only the people "
            "who look at this see it."
        ),
    )


class LiftForm(forms.Form):
    """Lifting a stop by itself."""

    again = forms.BooleanField(
        label=_("Let it go again as far as it went, where nothing else keeps it in"),
        required=False,
    )

    def __init__(self, *args, may_go_again: bool, **kwargs):
        """`may_go_again`: it keeps something in that was to be read beyond its area."""
        super().__init__(*args, **kwargs)
        self.may_go_again = may_go_again

    @property
    def helper(self) -> FormHelper:
        return FormHelper(
            *(["again"] if self.may_go_again else []),
            ButtonHolder(Submit(_("Lift it")), BackLink(_("Leave it"))),
        )


class AnswerForm(LiftForm):
    """Closing a report, with or without lifting the stop it put."""

    words = StoryText(
        label=_("What we did"),
        required=True,
        max_length=2_000,
        rows=4,
        help_text=_(
            "Kept with the story for whoever looks after it. If they left a way to reach "
            "them, tell them too."
        ),
        error_messages={"required": _("Write in a few words what you found and what you did.")},
    )
    lift = forms.BooleanField(
        label=_("Lift the stop: there is nothing wrong with it, or it is put right"), required=False
    )
    field_order = ["words", "lift", "again"]

    @property
    def helper(self) -> FormHelper:
        return FormHelper(
            "words",
            *(["lift", "again"] if self.may_go_again else []),
            ButtonHolder(Submit(_("Close it")), BackLink(_("Stop it instead"))),
            autosave=True,
        )


class PlacesForm(forms.Form):
    """Which of the places that have somebody's name are theirs. None is ticked at first."""

    def __init__(self, *args, places: Iterable[ShownPlace] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.places = list(places)
        self.fields["theirs"].choices = [(place.address, place.where) for place in self.places]

    theirs = forms.MultipleChoiceField(
        required=False,
        error_messages={
            "invalid_choice": _("One of these places changed while you read. Look at them again.")
        },
    )

    @property
    def groups(self) -> list[tuple[str, list[tuple[ShownPlace, bool]]]]:
        """The places as the page shows them, each with whether it is ticked."""
        typed = self.data.getlist("theirs") if self.is_bound else []
        groups = {
            _("Somebody of this name who may be the same person"): lambda place: place.person,
            _("The same name"): lambda place: not place.person and not place.near,
            _("Nearly the same name"): lambda place: not place.person and place.near,
        }
        rows = {
            heading: [(place, place.address in typed) for place in self.places if belongs(place)]
            for heading, belongs in groups.items()
        }
        return [(heading, places) for heading, places in rows.items() if places]


class EraseForm(PlacesForm):
    """The last question before somebody is erased."""

    # The file for them is asked for in the same tag, with the same ticks.
    helper = FormHelper("why", "sure", ButtonHolder(Submit(_("Erase for good"))), form_tag=False)

    why = LineField(
        label=_("How do we know that they asked?"),
        help_text=_("Such as “by letter, 3 May”. Name nobody: this line stays."),
        max_length=200,
        error_messages={"required": _("Say how they asked. This line is all that stays.")},
    )
    sure = forms.BooleanField(
        label=_("I have checked who is asking, and gave them what is held if they wanted it"),
        error_messages={"required": _("Check who is asking first. It cannot be undone.")},
    )
