"""The steps of telling a story, in order."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from outcomes.stories.forms.questions import QuestionsStep
from outcomes.stories.forms.roots import HowForm
from outcomes.stories.forms.tell import BeforeForm, HardForm, KnowForm, StepForm, WhoForm
from outcomes.stories.forms.what import WhatForm


@dataclass(frozen=True)
class Step:
    """One page of the telling. `lede` stands below its heading."""

    slug: str
    name: str
    heading: str
    lede: str
    form: type[StepForm]

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
