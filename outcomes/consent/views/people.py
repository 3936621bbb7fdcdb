"""The people of a story: who can be recognised, what is held on each, and whether the list is
complete.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.access import can, require
from bigstory.accounts.roles import May
from bigstory.core.db.versioned import Conflict
from bigstory.core.files.refused import Refused
from bigstory.core.text.sides import with_names
from bigstory.kit.numbers.rows import row_numbers
from bigstory.kit.once import AlreadySent, fingerprint, once
from bigstory.kit.two_editors import is_choice, two_wrote, with_both
from outcomes.consent.actions.people import (
    add_person,
    appearance_ids,
    change_person,
    confirm_list,
    count_unknown,
    remove_person,
)
from outcomes.consent.actions.wanting_out import StillNamed
from outcomes.consent.forms.people import PersonForm, UnknownForm
from outcomes.consent.queries.people import parts_of, people_of
from outcomes.models import Appearance, ChangeStory, Person, Publication, Use
from outcomes.publishing.actions.publications import why_not_once_published
from outcomes.stories.models.moves import OPEN_STATES, can_take_up, tells
from outcomes.stories.views.story import of_story, read_story_or_404, story_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def story_people(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of people. Evaluators learn yes or no for each use, and no name."""
    story, _copy = read_story_or_404(request, pk)
    if request.method == "POST" and not can(request.user, May.RECORD_PERMISSIONS, story.area):
        raise PermissionDenied
    if not can(request.user, May.READ_PERMISSIONS, story.area):
        return _yes_or_no(request, story)
    form = None
    if request.method == "POST":
        if request.POST.get("do") == "confirm":
            return _confirm(request, story)
        form = UnknownForm(request.POST)
        if form.is_valid():
            count_unknown(story, by=request.user, how_many=form.cleaned_data["how_many"])
            messages.success(
                request, _("Kept. Look the list over once more and say that it is complete.")
            )
            return redirect("story_people", pk)
    return _list(request, story, form)


def _list(request: HttpRequest, story: ChangeStory, form: UnknownForm | None) -> HttpResponse:
    listed, unknown = people_of(story)
    context = {
        **of_story(story),
        "people": listed,
        "unknown": unknown,
        "not_asked": sum(not row.asked for row in listed),
        "not_told": sum(row.to_be_told for row in listed),
        "form": form or UnknownForm(initial={"how_many": unknown}),
        "seen": ",".join(str(pk) for pk in appearance_ids(story)),
        "may_record": can(request.user, May.RECORD_PERMISSIONS, story.area),
        "may_tell": tells(request.user, story) and story.state in OPEN_STATES,
        "may_take_up": story.to_be_cut and can_take_up(story, request.user),
        "may_erase": can(request.user, May.ERASE, story.area),
        "keeps_in": why_not_once_published(story) if story.audience != "area" else [],
    }
    return render(request, "outcomes/consent/people.html", context)


def _yes_or_no(request: HttpRequest, story: ChangeStory) -> HttpResponse:
    if not can(request.user, May.CODE, story.area):
        raise PermissionDenied
    copies = Publication.objects.visible_to(request.user).filter(story=story)
    copy = get_object_or_404(copies)
    context = {
        "section": "stories",
        "story": copy,
        "area": story.area,
        "answers": [(Use(use).label, yes) for use, yes in copy.permissions],
    }
    return render(request, "outcomes/consent/people_yes_or_no.html", context)


def _confirm(request: HttpRequest, story: ChangeStory) -> HttpResponse:
    seen = row_numbers(request.POST.get("seen", "").split(",")[:200])
    try:
        confirm_list(story, by=request.user, seen=seen)
    except Conflict:
        messages.warning(
            request, _("Somebody changed the list while you looked at it. Please look once more.")
        )
        return redirect("story_people", story.pk)
    messages.success(request, _("Thank you. The list is complete."))
    return redirect("story_people", story.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def story_person_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody on the list."""
    story = story_or_404(request, pk, needs=May.RECORD_PERMISSIONS)
    here = story.appearances.filter(media=None, person__isnull=False).values("person")
    others = (
        Person.objects.visible_to(request.user).here().filter(area=story.area).exclude(pk__in=here)
    )
    form = PersonForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_add_once(request, story, form))
        except AlreadySent:
            form.add_error(
                None,
                _("This form was sent already, with other words. Open the page again to say more."),
            )
        except Refused as refused:
            form.add_error(None, refused.problems[0])
    return _person_page(request, story, form)


def _add_once(request: HttpRequest, story: ChangeStory, form: PersonForm) -> str:
    data = form.cleaned_data

    def make() -> str:
        person = add_person(
            story,
            by=request.user,
            how=data["how"],
            identifiable=data["identifiable"],
            private_matter=data["private_matter"],
            same=data.get("same"),
            values=form.values(),
        )
        return reverse("story_said", args=[story.pk, person.pk])

    return once(user=request.user, token=data["token"], body=fingerprint(request.POST), make=make)


@require_http_methods(["GET", "HEAD", "POST"])
def story_person(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Change somebody on the list, or take them off."""
    story, appearance = person_or_404(request, pk, number, needs=May.RECORD_PERMISSIONS)
    person = appearance.person
    if request.method == "POST" and "remove" in request.POST:
        return _take_off(request, story, person)
    data = with_both(request.POST, parts_of(person, appearance))
    form = PersonForm(data or None, person=person, appearance=appearance)
    if not form.is_bound or not form.is_valid():
        if form.is_bound and is_choice(data):
            return _two_wrote(request, story, appearance, form)
        return _person_page(request, story, form, person=person)
    try:
        change_person(story, person, by=request.user, seen=form.mark, values=form.chosen())
    except Conflict as conflict:
        # What they saved, also where it was after this page was asked for.
        story, theirs = person_or_404(request, pk, number, needs=May.RECORD_PERMISSIONS)
        return _two_wrote(request, story, theirs, form, parts=conflict.parts)
    messages.success(request, _("Kept. Look the list over once more and say that it is complete."))
    return redirect("story_people", pk)


def _two_wrote(
    request, story: ChangeStory, theirs: Appearance, form: PersonForm, *, parts=()
) -> HttpResponse:
    thing = f"{theirs.person.name or theirs.person.what_they_are} · {story.title}"
    around = of_story(story) | {"thing": thing}
    stored = parts_of(theirs.person, theirs)
    return two_wrote(request, form, stored, parts=parts, frame=around)


def _take_off(request: HttpRequest, story: ChangeStory, person: Person) -> HttpResponse:
    try:
        remove_person(story, person, by=request.user)
    except StillNamed as still:
        said = _(
            "%(who)s stands in the words yet. Cut their part first; or say that it is not them, "
            "where it is somebody else."
        )
        names = get_text_list(_quoted(still.names), _("and"))
        messages.error(request, said % {"who": names})
        return redirect("story_words", story.pk)
    messages.success(request, _("Taken off the list. Say once more that the list is complete."))
    return redirect("story_people", story.pk)


def _quoted(names: list[str]) -> list[str]:
    return [with_names(_("“%(name)s”"), name=name) for name in names]


def person_or_404(
    request: HttpRequest, pk: int, number: int, *, needs: May
) -> tuple[ChangeStory, Appearance]:
    """A story this reader may read, and somebody on its list. 404 for somebody of another story."""
    story = story_or_404(request, pk)
    listed = story.appearances.filter(media=None, person=number).select_related("person__area")
    appearance = listed.order_by("-identifiable", "pk").first()
    if appearance is None:
        raise Http404
    require(request.user, needs, story.area)
    return story, appearance


def _person_page(request, story: ChangeStory, form: PersonForm, *, person=None) -> HttpResponse:
    context = {
        **of_story(story),
        "form": form,
        "person": person,
    }
    return render(request, "outcomes/consent/person.html", context)
