"""The first page of the telling: what changed, for whom, and whose story it is."""

from django import forms
from django.utils.translation import gettext_lazy

from bigstory.kit.fields import Picks
from bigstory.kit.layout import FormHelper, Row
from bigstory.kit.once import OnceForm
from outcomes.models import ChangeStory
from outcomes.publishing.queries.bylines import names_several
from outcomes.stories.forms.fields import StoryLine, StoryText
from outcomes.stories.forms.layout import Asked
from outcomes.stories.forms.tell import StepForm

SEVERAL = gettext_lazy(
    "Write one name: each of them answers for themselves. Put the others on the list of people "
    "afterwards. If you tell it together, choose that your partnership tells it."
)


def whose_story(story: ChangeStory | None, user) -> str:
    """Whose story it is so far, by its list of people; a new one is the writer's own."""
    if story is None:
        return "mine"
    tellers = story.appearances.filter(how="teller", media=None)
    users = list(tellers.values_list("person__user", flat=True))
    if user.pk in users:
        return "mine"
    return "somebody_elses" if users else "nobodys"


class WhatForm(StepForm):
    """What changed, for whom, and whose story it is."""

    helper = FormHelper(
        Asked("what_changed"),
        "for_whom",
        "title",
        "whose",
        Row("told_by", "told_by_is"),
        form_tag=False,
    )
    parts = ("title", "what_changed", "for_whom", "told_by", "told_by_is")
    what_changed = StoryText(
        label=gettext_lazy("What is different now?"),
        rows=6,
        required=True,
        help_text=gettext_lazy(
            "As you would tell a friend. Small things count, and so do hard ones."
        ),
        example=gettext_lazy(
            "There is a lunch on Thursdays now. My dad goes. He used to say he was not "
            "hungry, and last week he told me off for ringing while he was laying the tables."
        ),
        error_messages={
            "required": gettext_lazy("Say what changed. A sentence is enough to begin with.")
        },
    )
    for_whom = StoryLine(
        label=gettext_lazy("And for whom?"),
        max_length=200,
        help_text=gettext_lazy("Such as “my dad, and about forty others over 65”."),
    )
    title = StoryLine(
        label=gettext_lazy("Give it a title"),
        max_length=160,
        required=True,
        help_text=gettext_lazy("A headline, or something somebody really said."),
        error_messages={"required": gettext_lazy("Give it a title. You can change it later.")},
    )
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose story is it?"),
        required=False,
        choices=[
            ("mine", gettext_lazy("Mine")),
            ("somebody_elses", gettext_lazy("Somebody told it to me")),
            ("nobodys", gettext_lazy("Nobody’s own: our partnership tells it")),
        ],
        widget=Picks(shape="one"),
    )
    told_by = StoryLine(
        label=gettext_lazy("Under which name?"),
        max_length=120,
        help_text=gettext_lazy("A first name is enough. Leave it empty for no name."),
    )
    told_by_is = StoryLine(
        label=gettext_lazy("And what are they, or you?"),
        max_length=80,
        help_text=gettext_lazy("Such as “resident” or “74, resident”."),
    )

    @property
    def _spoken(self) -> bool:
        """They would rather speak: nothing need be written first, and somebody writes it down
        later.
        """
        return self.is_bound and self.data.get("add") == "recording"

    def prepare(self):
        for name in ("what_changed", "title"):
            self.fields[name].required = not self._spoken
        self.initial["whose"] = whose_story(self.story, self.user)
        self.initial["seen"] = self.initial["seen"].with_seen({"whose": self.initial["whose"]})
        if self.story is None:
            self.initial["told_by"] = self.user.name

    def teller(self, story: ChangeStory) -> dict[str, str]:
        """Whose story it is, as it was answered, with the names as they are saved by now.

        A name without an answer is somebody else's. An answer that was left as it was shown is no
        answer to what somebody else chose meanwhile.
        """
        whose = self.cleaned_data.get("whose") or ("somebody_elses" if story.told_by else "nobodys")
        if self.story is not None and self.mark.fits("whose", whose):
            whose = whose_story(story, self.user)
        return {"whose": whose, "name": story.told_by, "what_they_are": story.told_by_is}

    def clean(self):
        data = super().clean()
        told_to_me = data.get("whose") == "somebody_elses"
        if told_to_me and names_several(data.get("told_by", "")) and not self._told_by_several():
            self.add_error("told_by", SEVERAL)
        return data

    def _told_by_several(self) -> bool:
        """Whether its list knows each of them; then this page leaves them alone."""
        if self.story is None:
            return False
        return self.story.appearances.filter(how="teller", media=None).count() > 1

    def clean_title(self) -> str:
        title = self.cleaned_data["title"] or self.initial.get("title", "")
        return title or (str(gettext_lazy("A story told aloud")) if self._spoken else "")


class NewForm(OnceForm, WhatForm):
    """The first page of a story that is not there yet."""

    activity = forms.IntegerField(required=False, widget=forms.HiddenInput)
    beside = forms.IntegerField(required=False, widget=forms.HiddenInput)
