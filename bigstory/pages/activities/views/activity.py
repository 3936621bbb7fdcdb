"""One activity: its facts, the stories that grew from it, putting it right, and its photos."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.places.views import of_area
from areas.programme.queries import Words, audience_label
from bigstory.accounts.roles import May
from bigstory.core.db.choices import Audience
from bigstory.core.db.versioned import Conflict
from bigstory.kit.two_editors import is_choice, two_wrote, with_both, words_of
from bigstory.pages.activities.actions import Saved, change_activity, change_photos
from bigstory.pages.activities.views.look import look_at_words
from outcomes.models import Publication, UncheckedWords
from outcomes.stories.queries.roots import grown_from
from partnerships.decisions.queries import decisions_behind
from partnerships.log.actions.activities import may_change
from partnerships.log.actions.photos import ChangedMeanwhile, drop_unused
from partnerships.log.forms.activity import FIELDS, ChangeForm, initial_of
from partnerships.log.forms.photos import PhotoBag, PhotosForm
from partnerships.log.views.photos import photos_two_wrote
from partnerships.models import Action, Activity
from partnerships.plan.models.plan import PlanQuerySet

STORIES_SHOWN = 12


def _find(request: HttpRequest, slug: str, pk: int) -> Activity:
    visible = Activity.objects.visible_to(request.user).select_related(
        "area__programme", "action__priority__plan"
    )
    return get_object_or_404(visible, area__slug=slug, pk=pk)


@require_safe
def activity(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One activity, with its photos and decisions and the stories that grew from it."""
    activity = _find(request, slug, pk)
    stories = grown_from(request.user, activity.area_id, activities=activity)
    context = {
        **of_area(request, activity.area),
        "activity": activity,
        "photos": list(activity.media.all()),
        "decisions": decisions_behind(request.user, activity),
        "stories": list(stories.order_by("-told_on", "-pk")[:STORIES_SHOWN]),
        "names": can(request.user, May.READ_NAMES, activity.area),
        "may_change": may_change(request.user, activity),
        "may_log": can(request.user, May.LOG, activity.area),
        "may_tell": can(request.user, May.TELL, activity.area),
        **_who_reads(request, activity),
        "plan_shown": _may_read_plan(request, activity),
    }
    return render(request, "pages/activity.html", context)


def _who_reads(request: HttpRequest, activity: Activity) -> dict:
    """Who reads it now. What is meant for everybody waits in all areas until it was looked at: for
    those who may, with the number of words that are to be decided about.
    """
    waits = (
        activity.audience == Audience.PUBLIC
        and not Publication.objects.filter(activity=activity).exists()
    )
    words = UncheckedWords.objects.filter(activity=activity).first() if waits else None
    may_look = any(
        can(request.user, may, activity.area) for may in (May.RECORD_PERMISSIONS, May.REVIEW_STORY)
    )
    return {
        "readers": audience_label(Audience.NETWORK if waits else activity.audience),
        "waits": waits,
        "to_look_at": words.how_many if words else 0,
        "may_look": may_look,
    }


def _may_read_plan(request: HttpRequest, activity: Activity) -> bool:
    """A plan still being written is not named to people who may not open it."""
    if activity.action is None:
        return False
    return activity.action.priority.plan.state in PlanQuerySet.ENDORSED or can(
        request.user, May.READ_PLAN, activity.area
    )


@require_http_methods(["GET", "HEAD", "POST"])
def activity_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Putting an activity right; the later of two writers sees both texts and chooses."""
    activity = _find(request, slug, pk)
    if not may_change(request.user, activity):
        # Refuses in the one way everything does: 404 to a stranger, 403 to an onlooker.
        require(request.user, May.EDIT_LOG, activity.area)
    actions = _actions(activity)
    if request.method != "POST":
        return _change_page(
            request,
            activity,
            ChangeForm(initial=initial_of(activity), area=activity.area, actions=actions),
        )
    data = with_both(request.POST, words_of(activity, FIELDS))
    form = ChangeForm(data, area=activity.area, actions=actions)
    if not form.is_valid():
        page = _two_wrote if is_choice(data) else _change_page
        return page(request, activity, form)
    try:
        values = form.chosen()
        saved = change_activity(activity=activity, by=request.user, seen=form.mark, values=values)
    except Conflict as conflict:
        return _two_wrote(request, activity, form, parts=conflict.parts)
    return _saved(request, saved)


def _two_wrote(request: HttpRequest, activity: Activity, form: ChangeForm, *, parts=()):
    frame = of_area(request, activity.area) | {"thing": activity.title}
    return two_wrote(request, form, words_of(activity, FIELDS), parts=parts, frame=frame)


def _actions(activity: Activity) -> QuerySet[Action]:
    """The present plan, and the action it was logged under even if that plan is over."""
    actions = Action.objects.of_present_plans().filter(priority__plan__area=activity.area)
    return actions | Action.objects.filter(pk=activity.action_id)


def _saved(request: HttpRequest, saved: Saved) -> HttpResponse:
    """On to its page; first to its words, where some have to be looked at."""
    activity = saved.activity
    said = _("Saved.")
    if saved.taken_down:
        said = _(
            "Saved. It was public, so it is off the open web until %(funder)s has looked at it "
            "again."
        ) % Words(activity.area.programme.words)
    if saved.to_look_at:
        said = f"{said} {look_at_words(saved.to_look_at)}"
    messages.success(request, said)
    page = "activity_words" if saved.to_look_at else "activity"
    return redirect(page, slug=activity.area.slug, pk=activity.pk)


def _change_page(request: HttpRequest, activity: Activity, form: ChangeForm) -> HttpResponse:
    context = {
        **of_area(request, activity.area),
        "activity": activity,
        "form": form,
        "is_public": Publication.objects.filter(activity=activity).exists(),
    }
    return render(request, "pages/activity/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_photos(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Add photos to an activity, describe them, take one away."""
    visible = Activity.objects.visible_to(request.user).select_related("area__programme")
    activity = get_object_or_404(visible, area__slug=slug, pk=pk)
    if not may_change(request.user, activity):
        require(request.user, May.EDIT_LOG, activity.area)
    bag = PhotoBag(area=activity.area, by=request.user, activity=activity, whole=True)
    if request.method != "POST":
        return _photos_page(request, activity, PhotosForm(), bag.open())
    form = PhotosForm(request.POST)
    if not bag.read(request.POST, request.FILES).check(form):
        return _photos_page(request, activity, form, bag)
    if bag.clashes:
        frame = of_area(request, activity.area) | {"thing": activity.title}
        return photos_two_wrote(request, bag, frame | {"form": form})
    try:
        saved = change_photos(activity=activity, by=request.user, lines=bag.lines())
    except ChangedMeanwhile:
        form.add_error(
            "photos", _("Somebody else changed these photos just now. Look again, then save.")
        )
        return _photos_page(request, activity, form, bag)
    drop_unused(bag.taken_in)
    return _saved(request, saved)


def _photos_page(
    request: HttpRequest, activity: Activity, form: PhotosForm, bag: PhotoBag
) -> HttpResponse:
    context = {
        **of_area(request, activity.area),
        "activity": activity,
        "form": form,
        "bag": bag,
        "is_public": Publication.objects.filter(activity=activity).exists(),
    }
    return render(request, "pages/activity/photos.html", context)
