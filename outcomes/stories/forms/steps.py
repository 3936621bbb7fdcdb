"""The steps of telling a story, in order; and what happens when two people changed the same page of
it: both texts are shown, and the later writer chooses.
"""

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outcomes.models import ChangeStory, Reading
from outcomes.stories.forms.fields import StoryText
from outcomes.stories.forms.questions import QuestionsStep
from outcomes.stories.forms.roots import HowForm
from outcomes.stories.forms.tell import BeforeForm, HardForm, KnowForm, StepForm, WhoForm
from outcomes.stories.forms.what import WhatForm
from outcomes.stories.queries.words import ANSWERS, CHOICES, words_of


@dataclass(frozen=True)
class Step:
    """One page of the telling. `lede` stands below its heading."""

    slug: str
    name: str
    heading: str
    lede: str
    form: type[StepForm]

    @property
    def template(self) -> str:
        return f"outcomes/stories/tell_{self.slug}.html"

    @property
    def number(self) -> int:
        return STEPS.index(self) + 1


STEPS = (
    Step(
        "what",
        _("What changed"),
        _("Tell what changed"),
        _("Two sentences and a photo are a good story. Everything after this page is optional."),
        WhatForm,
    ),
    Step(
        "before",
        _("Before"),
        _("Before"),
        _("So that somebody who was not there can see the difference."),
        BeforeForm,
    ),
    Step(
        "how",
        _("How it came about"),
        _("How it came about"),
        _("Other places learn most from this page."),
        HowForm,
    ),
    Step(
        "hard",
        _("What was hard"),
        _("What was hard"),
        _(
            "A hard story helps others more than a good one. You choose who reads it, "
            "and from when."
        ),
        HardForm,
    ),
    Step(
        "questions",
        _("Plain questions"),
        _("Which of these is true of your story?"),
        _(
            "Several can be yes. No and not sure are useful answers too. Nobody will "
            "change what you say; others may add their own reading beside it."
        ),
        QuestionsStep,
    ),
    Step(
        "know",
        _("How you know"),
        _("How you know"),
        _("There is no right amount. A sentence somebody said, or a count at the door, is plenty."),
        KnowForm,
    ),
    Step(
        "who",
        _("Who can read it"),
        _("Who can read it"),
        _("You can take a story back at any time."),
        WhoForm,
    ),
)
CHECK = "check"


def find_step(slug: str) -> Step:
    """The step of an address. Raises Http404 for one that never was."""
    for step in STEPS:
        if slug in (step.slug, str(step.number)):
            return step
    raise Http404


def after(step: Step) -> str:
    """The slug of the page that follows."""
    return STEPS[step.number].slug if step.number < len(STEPS) else CHECK


# --- two people changed the same page ---

# Which text somebody keeps of one part.
MINE = "mine"
THEIRS = "theirs"
BOTH = "both"


@dataclass
class StoryDifference:
    """One part in which two texts differ. `mix`: words can stand one after the other; a year
    cannot.
    """

    name: str
    label: str
    mine: str
    theirs: str
    mix: bool


def differences(form: StepForm, current: ChangeStory) -> list[StoryDifference]:
    """The parts of a page that differ from what is stored, both in words."""
    stored = words_of(current, form.parts)
    differing = []
    for name, value in form.values().items():
        mine = _in_words(form, name, value)
        theirs = _in_words(form, name, stored[name])
        if mine != theirs:
            label = gettext("The plain questions") if name == ANSWERS else form.fields[name].label
            mix = isinstance(form.fields.get(name), StoryText)
            differing.append(StoryDifference(name, label, mine, theirs, mix))
    return differing


def is_choice(data: QueryDict) -> bool:
    """Whether a post comes from the page where somebody chose between two texts."""
    return any(name.startswith("keep_") for name in data)


def choose(form: StepForm, data: QueryDict) -> dict:
    """What to save after somebody chose: theirs is left as it is stored, both stand one after the
    other.
    """
    values = form.values()
    for name in list(values):
        keep = data.get(f"keep_{name}", MINE)
        if keep == THEIRS:
            del values[name]
        elif keep == BOTH and isinstance(form.fields.get(name), StoryText):
            values[name] = f"{getattr(form.story, name)}\n\n{values[name]}".strip()
    return values


def _in_words(form: StepForm, name: str, value) -> str:
    """The value of one part, from the form or as it is stored, as somebody reads it."""
    if name == ANSWERS:
        return _answers_in_words(form, value)
    if name in CHOICES:
        ids = {getattr(row, "pk", row) for row in value}
        return "\n".join(str(row) for row in form.fields[name].queryset.filter(pk__in=ids))
    choices = dict(getattr(form.fields[name], "choices", []) or [])
    return str(choices.get(value, "" if value is None else value))


def _answers_in_words(form: StepForm, value: dict) -> str:
    given = {getattr(key, "pk", None) or int(key): pair for key, pair in value.items()}
    lines = []
    for outcome in form.outcomes:
        answer, because = given.get(outcome.pk, ("", ""))
        if answer:
            lines.append(f"{outcome.name}: {Reading.Answer(answer).label}. {because}".strip())
    return "\n".join(lines)
