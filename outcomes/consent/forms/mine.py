"""What somebody in a story answers on the page behind their own link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.kit.layout import ButtonHolder, FormHelper, Include, PlainField, Submit, Text
from bigstory.kit.words import WordsField
from outcomes.consent.forms.answers import LadderForm
from outcomes.models import ChangeStory
from outcomes.stories.forms.questions import StillForm


class OfStoryForm(forms.Form):
    """Mix-in: one of several forms about stories on the page behind somebody's own link."""

    story = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, story: ChangeStory, **kwargs):
        super().__init__(*args, **kwargs)
        self.told = story
        self.initial["story"] = story.pk

    def button(self, text: str, value: str) -> ButtonHolder:
        small = "btn btn--small"
        title = self.told.title
        return ButtonHolder(Submit(text, name="do", value=value, css_class=small, about=title))


class MyLadderForm(OfStoryForm, LadderForm):
    """How far they let their part of one story go, after its very words and pictures."""

    @property
    def helper(self) -> FormHelper:
        pictures = self.asked("pictures")
        return FormHelper(
            Include("outcomes/consent/mine_words.html"),
            *self.asked("words", "called_by", "called"),
            *([Include("outcomes/consent/mine_pictures.html"), *pictures] if pictures else []),
            self.button(_("Follow this from now on"), "answer"),
            Text(
                _(
                    "You need not say why. A step back counts at once; more than before is shown "
                    "only when somebody publishes it. What others copied from the open web cannot "
                    "be called back."
                ),
                css_class="soft small",
            ),
        )


class MyStillForm(OfStoryForm, StillForm):
    """Whether one story is still true, as its teller says."""

    token = None  # an answer counts again as often as it is given

    @property
    def helper(self) -> FormHelper:
        return FormHelper("answer", "words", self.button(_("Put it on the life line"), "still"))


class ForgetForm(forms.Form):
    """What somebody says who asks to be forgotten; they need say nothing."""

    helper = FormHelper(
        Text(
            _(
                "Every yes ends at once. Within a month somebody deletes what is held on you, and "
                "tells you if anything has to stay and why."
            ),
            css_class="measure",
        ),
        PlainField("words"),
        ButtonHolder(
            Submit(_("Ask to be forgotten"), name="do", value="forget", css_class="btn btn--stop")
        ),
        form_class="fold__in stack",
    )

    words = WordsField(label=_("Anything we should know"), max_length=2_000, required=False, rows=3)
