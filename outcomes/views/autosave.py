"""What a page is told that saves as somebody types (static/js/autosave.js)."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from outcomes.models import ChangeStory
from outcomes.steps import Step
from outcomes.words import digest, words_of


def is_autosave(request: HttpRequest) -> bool:
    return "X-Autosave" in request.headers


def saved(story: ChangeStory, step: Step, *, whole: bool) -> JsonResponse:
    """The time it was saved, and what the page now has seen; `whole` is false when something needs
    putting right.
    """
    says = (
        _("Saved as you type, %(at)s")
        if whole
        else _("Saved at %(at)s, apart from what needs putting right")
    )
    return JsonResponse(
        {
            "saved": True,
            "says": says % {"at": timezone.localtime().strftime("%H.%M")},
            "seen": digest(words_of(story, step.form.parts)),
            "url": reverse("story_tell", args=[story.pk, step.slug]),
        }
    )


def not_saved(says: str) -> JsonResponse:
    return JsonResponse({"saved": False, "says": says})
