"""The yearly review: opened ready filled, confirmed in two minutes, stored as it was, and answered
by Local Trust.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.desk.forms.letters import ASK
from areas.desk.queries.letters import letters_on
from areas.desk.views.letters import address_of, ask_first
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.core.text.sides import with_names
from bigstory.kit.autosave import is_autosave
from bigstory.kit.drafts import begin_with_draft, keep_draft
from bigstory.kit.once import made_once, with_a_token
from partnerships.models import Partnership, PartnershipReview, Review
from partnerships.money.queries.priorities import spent_of_planned_on
from partnerships.table.actions.roster import (
    AnsweredAlready,
    RosterChanged,
    SentAlready,
    may_reply,
    reply,
    send_review,
)
from partnerships.table.forms.reviews import ReplyForm, ReviewForm
from partnerships.table.queries.owed import thing_of
from partnerships.table.queries.roster import name_them
from partnerships.table.queries.rules import Heads, about_people, about_the_review, rules_on
from partnerships.table.queries.year import Year, retained, retained_of, year_of
from partnerships.table.views.partnership import area_or_404, partnership_of

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who reads the roster may look; whoever keeps it sends."""
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER if request.method != "POST" else May.EDIT_ROSTER, area)
    partnership = partnership_of(area)
    if partnership is None:
        may_send = can(request.user, May.EDIT_ROSTER, area)
        context = of_area(request, area) | {"may_send": may_send}
        return render(request, "partnerships/table/review_nobody.html", context)
    reviews = PartnershipReview.objects.visible_to(request.user).filter(partnership=partnership)
    last = reviews.first()
    if request.method != "POST":
        year = year_of(partnership, last)
        form = ReviewForm(initial={"seen": year.fingerprint})
        return _page(request, partnership, last, form, year=year)
    form = ReviewForm(with_a_token(request.POST))
    if not form.is_valid():
        return _page(request, partnership, last, form)
    return _send(request, partnership, last, form)


def _send(
    request: HttpRequest,
    partnership: Partnership,
    last: PartnershipReview | None,
    form: ReviewForm,
) -> HttpResponse:
    """Whatever stands in the way, nothing is sent and the note is shown again."""
    note = form.cleaned_data["note"]

    def make() -> str:
        seen = form.cleaned_data["seen"]
        send_review(partnership=partnership, by=request.user, note=note, seen=seen)
        return reverse("partnership_reviews", args=[partnership.area.slug])

    try:
        path, saved = made_once(request, form, make)
    except RosterChanged as changed:
        form.data = form.data.copy()
        form.data["seen"] = changed.now.fingerprint
        return _page(request, partnership, last, form, year=changed.now, changed=True)
    except SentAlready as earlier:
        return _page(request, partnership, earlier.review, form, kept=note)
    if not saved:
        return _page(request, partnership, last, form, kept=note)
    funder = Words(partnership.area.programme.words)["funder"]
    messages.success(
        request,
        _("Sent to %(funder)s. The numbers are kept as they are today.") % {"funder": funder},
    )
    return redirect(path)


def _page(
    request: HttpRequest,
    partnership: Partnership,
    last: PartnershipReview | None,
    form: ReviewForm,
    *,
    year: Year | None = None,
    **more,
) -> HttpResponse:
    """The year as it stands since the review `last`, and the form that sends it."""
    area = partnership.area
    year = year or year_of(partnership, last)
    rules = rules_on(area.programme, today())
    for seats in (year.joined, year.left, year.stayed):
        name_them(request.user, seats)
    counts = year.counts
    context = {
        **of_area(request, area),
        "partnership": partnership,
        "last": last,
        "year": year,
        "counts": counts,
        "retained": retained(counts["joined"], counts["left"], counts["stayed"], counts["members"]),
        "lines": about_people(rules, year.heads),
        "due": about_the_review(rules, partnership, last, at=today()),
        "spent": spent_of_planned_on(request.user, area),
        "form": form,
        "sent_today": last is not None and last.on >= today(),
        "may_send": can(request.user, May.EDIT_ROSTER, area),
    }
    return render(request, "partnerships/table/review.html", context | more)


@require_safe
def partnership_reviews(request: HttpRequest, slug: str) -> HttpResponse:
    """Every review that was sent, with its numbers as they were and what was answered."""
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER, area)
    visible = PartnershipReview.objects.visible_to(request.user)
    reviews = visible.filter(partnership__area=area).select_related("review")
    page = Paginator(reviews, PER_PAGE).get_page(request.GET.get("page"))
    for review in page:
        review.retained = retained_of(review)
        review.reply = getattr(review, "review", None)
    rules = rules_on(area.programme, today())
    partnership = partnership_of(area)
    due = about_the_review(rules, partnership, reviews.first(), at=today()) if partnership else []
    context = {
        **of_area(request, area),
        "page": page,
        "due": due,
        "may_send": can(request.user, May.EDIT_ROSTER, area),
        "may_reply": can(request.user, May.REVIEW_ROSTER, area),
    }
    return render(request, "partnerships/table/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_review_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Local Trust reads one review as it was sent, and writes back."""
    visible = PartnershipReview.objects.visible_to(request.user)
    review = get_object_or_404(
        visible.select_related("partnership__area__programme", "review"), pk=pk
    )
    require(request.user, May.REVIEW_ROSTER, review.partnership.area)
    if is_autosave(request):
        return keep_draft(request)
    form = ReplyForm(request.POST or None)
    begin_with_draft(request, form)
    if request.method != "POST" or not form.is_valid():
        return _reply_page(request, review, form)
    words, thing = form.cleaned_data["words"], thing_of(review)
    if request.POST.get("verdict") == ASK:
        return ask_first(request, thing, words)
    try:
        reply(review=review, by=request.user, words=words, letters=address_of(request, thing))
    except AnsweredAlready as late:
        unsent = form.cleaned_data["words"]
        return _reply_page(request, review, form, first=late.first, unsent=unsent, status=409)
    area = review.partnership.area
    said = with_names(_("Your reply is with %(area)s."), area=area.short_name)
    messages.success(request, said)
    return redirect("reviews")


def _reply_page(
    request: HttpRequest,
    review: PartnershipReview,
    form: ReplyForm,
    *,
    first: Review | None = None,
    unsent: str = "",
    status: int = 200,
) -> HttpResponse:
    """The review with its sums as they were; the rules are those of its day.

    `first` is a colleague's reply that came before this one, whose words are `unsent`.
    """
    partnership = review.partnership
    reviews = PartnershipReview.objects.visible_to(request.user)
    rules = rules_on(partnership.area.programme, review.on)
    context = {
        "section": "reviews",
        "area": partnership.area,
        "partnership": partnership,
        "review": review,
        "answer": first or getattr(review, "review", None),
        "kept": unsent,
        "retained": retained_of(review),
        "lines": about_people(rules, Heads.of_review(review)),
        "spent": spent_of_planned_on(request.user, partnership.area, review.on),
        "earlier": reviews.filter(partnership=partnership, on__lt=review.on).first(),
        "may": may_reply(request.user, review),
        "form": form,
        "letters_on": letters_on(thing_of(review)),
    }
    return render(request, "partnerships/table/review_reply.html", context, status=status)
