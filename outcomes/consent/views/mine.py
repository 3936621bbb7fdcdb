"""The private page behind the link of somebody in a story.

No account and no name to type; looking changes nothing.
"""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from areas.programme.queries import Words, ladder_choices
from bigstory.core.db.moves import AlreadyMoved
from bigstory.core.limits.counting import Counted, count
from bigstory.core.limits.places import place_of
from bigstory.core.web import ANSWER_TO_A_FORM
from bigstory.kit.numbers.rows import row_number
from bigstory.kit.typed import Typed, typed_in
from bigstory.kit.waits import wait_words
from bigstory.kit.wrong_links import TEN_MINUTES, count_wrong_link
from outcomes.consent.actions import links
from outcomes.consent.actions.permissions import MakesNoSense
from outcomes.consent.forms.answers import USE_OF
from outcomes.consent.forms.mine import ForgetForm, MyLadderForm, MyStillForm
from outcomes.consent.queries.people import stories_of
from outcomes.consent.queries.person_link import called_by_today, linked_stories, permissions_of
from outcomes.consent.queries.shown import ShownToPerson, shown_by_link
from outcomes.models import ChangeStory, Person
from outcomes.stories.models.moves import told_by

# In ten minutes from one place, through one link.
MAX_POSTS = 60


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("secret")
def mine(request: HttpRequest, secret: str) -> HttpResponse:
    """404 for a link that never was; one that ended says so, and nothing else."""
    return _not_stored(request, _respond(request, secret))


def _respond(request: HttpRequest, secret: str) -> HttpResponse:
    link = links.link_of(secret)
    if link is None:
        tried = count_wrong_link(request)
        return _slow_down(request, tried) if tried.too_often else _closed(request, status=404)
    if link.ended_at is not None:
        return _closed(request, status=410, ended=link.ended_at)
    if request.method != "POST":
        return _page(request, link.person, secret)
    posts = count("link", link.pk, place_of(request), most=MAX_POSTS, seconds=TEN_MINUTES)
    if posts.too_often:
        return _slow_down(request, posts)
    if request.POST.get("do") == "still":
        return _answer_follow_up(request, link.person, secret)
    if request.POST.get("do") == "answer":
        return _answer_how_far(request, link.person, secret)
    if request.POST.get("do") == "forget":
        return _ask_to_be_forgotten(request, link.person, secret)
    try:
        messages.success(request, _carry_out(request, link.person))
    except AlreadyMoved:
        messages.info(request, _("It was taken back before."))
    except (links.NotTheirs, MakesNoSense) as reason:
        messages.error(request, str(reason) or _("That cannot be done through this link."))
    return redirect("mine", secret)


def _closed(request: HttpRequest, *, status: int, **why) -> HttpResponse:
    return render(request, "outcomes/consent/mine_closed.html", why, status=status)


def _slow_down(request: HttpRequest, counted: Counted) -> HttpResponse:
    return _closed(request, status=429, wait=wait_words(counted.seconds))


def _carry_out(request: HttpRequest, person: Person) -> str:
    """Carry out one button of the page and return the message. 404 for what is no button of it."""
    deed = request.POST.get("do", "")
    if deed == "take_back":
        links.take_back_story(person=person, story=_story(person, request.POST.get("story", "")))
        words = Words(person.area.programme.words)
        return (
            _(
                "The story is taken back. Only the %(partnership)s and its worker keep it, until "
                "you ask us to delete it."
            )
            % words
        )
    if deed == "everything":
        links.take_back_everything(person=person)
        return _("Everything you allowed is taken back, from this moment.")
    raise Http404


def _ask_to_be_forgotten(request: HttpRequest, person: Person, secret: str) -> HttpResponse:
    form = ForgetForm(request.POST)
    if not form.is_valid():
        return _page(request, person, secret, forget=form)
    links.ask_to_be_forgotten(person=person, words=form.cleaned_data["words"])
    messages.success(
        request,
        _("Everything is taken back now, and somebody was asked to delete what is held on you."),
    )
    return redirect("mine", secret)


def _answer_follow_up(request: HttpRequest, person: Person, secret: str) -> HttpResponse:
    """The teller's answer to whether a story is still true.

    Without an answer the page comes back with their words.
    """
    story = _story(person, request.POST.get("story", ""))
    form = _still_form(story, request.POST)
    if not form.is_valid():
        return _page(request, person, secret, sent={story.pk: form})
    try:
        links.answer_follow_up(
            person=person,
            story=story,
            answer=form.cleaned_data["answer"],
            words=form.cleaned_data["words"],
        )
    except links.NotTheirs:
        return _not_done(request, person, secret)
    messages.success(request, _("Thank you. Your answer stands on the story’s life line."))
    return redirect("mine", secret)


def _answer_how_far(request: HttpRequest, person: Person, secret: str) -> HttpResponse:
    """How far something of theirs in one story may go, and under which name."""
    story = _story(person, request.POST.get("story", ""))
    shown = shown_by_link(person, story)
    form = _ladder_form(person, story, shown, request.POST)
    if not form.is_valid():
        return _page(request, person, secret, answered={story.pk: form})
    try:
        links.record_answers(
            person=person,
            story=story,
            answers=form.answers,
            shown={use: shown.as_text(use) for use in form.answers},
            **form.name_asked,
        )
    except (links.NotTheirs, MakesNoSense) as reason:
        return _not_done(request, person, secret, str(reason))
    messages.success(request, _("Kept, and followed from this moment. Thank you."))
    return redirect("mine", secret)


def _not_done(request: HttpRequest, person: Person, secret: str, why: str = "") -> HttpResponse:
    """Nothing can be kept for somebody without an account: their words stand on the page."""
    messages.error(request, why or _("That cannot be done through this link."))
    return _page(request, person, secret, typed=typed_in(request))


def _still_form(story: ChangeStory, data=None) -> MyStillForm:
    return MyStillForm(data, story=story, auto_id=f"still_{story.pk}_%s")


def _ladder_form(
    person: Person, story: ChangeStory, shown: ShownToPerson, data=None
) -> MyLadderForm:
    """A child may step back here; to allow more, whoever answers for them is asked as well."""
    rungs = {row.use: row.how_far for row in permissions_of(person, story)}
    form = MyLadderForm(
        data,
        story=story,
        person=person,
        ladder=ladder_choices(story.area.programme),
        has_media=shown.has_pictures,
        tells=told_by(person, story),
        initial={name: rungs[use] for name, use in USE_OF.items()} | called_by_today(person, story),
        auto_id=f"answer_{story.pk}_%s",
    )
    if not links.may_say_yes(person):
        form.narrow(links.rungs_open(person, story))
    return form


def _story(person: Person, number: str) -> ChangeStory:
    return get_object_or_404(stories_of(person).select_related("area"), pk=row_number(number))


@sensitive_variables("secret")
def _page(
    request: HttpRequest,
    person: Person,
    secret: str,
    sent: dict[int, MyStillForm] | None = None,
    answered: dict[int, MyLadderForm] | None = None,
    forget: ForgetForm | None = None,
    typed: Typed | None = None,
) -> HttpResponse:
    words = Words(person.area.programme.words)
    stories = linked_stories(person)
    for row in stories:
        row.shown = shown_by_link(person, row.story)
        row.answer = (answered or {}).get(row.story.pk) or _ladder_form(
            person, row.story, row.shown
        )
        if row.asks:
            row.still = (sent or {}).get(row.story.pk) or _still_form(row.story)
        row.media = [item for item in row.media if item not in row.shown.media]
        for item in (*row.media, *row.shown.media):
            item.door = partial(_address, secret, item.name)
    context = {
        "person": person,
        "area": person.area,
        "words": words,
        "shown": stories,
        "errors_of": next(iter((sent or answered or {}).values()), forget),
        "forget": forget or ForgetForm(),
        "typed": typed,
        "guardians": list(person.guardians.all()),
        "may_say_yes": links.may_say_yes(person),
        "asked": person.erasures_asked.first(),
    }
    return render(request, "outcomes/consent/mine.html", context)


def _address(secret: str, name: UUID, part: str) -> str:
    return reverse("mine_media", args=[secret, name, part])


def _not_stored(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The address is the key: no copy of it on a shared computer, in another site's log, in a
    search engine. Only the answer to a form is kept by the browser, for its Back button.

    Not "no-referrer": with it browsers send forms with the origin "null", which the guard against
    forged forms refuses. "same-origin" tells other sites as little: nothing.
    """
    is_post = request.method == "POST"
    response["Cache-Control"] = ANSWER_TO_A_FORM if is_post else "no-store, private"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
