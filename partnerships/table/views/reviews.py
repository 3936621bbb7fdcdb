"""The yearly review: opened ready filled, confirmed in two minutes, kept as it was, and answered by
Local Trust.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import can, require
from areas.places.views import of_area
from areas.programme.queries import Words
from bigstory.accounts.roles import May
from bigstory.core.db.dated import today
from bigstory.kit.once import made_once, with_a_token
from partnerships.models import Partnership, PartnershipReview, Review
from partnerships.table.actions import (
    Answered,
    RosterChanged,
    SentAlready,
    may_reply,
    reply,
    send_review,
)
from partnerships.table.forms.interests import ReplyForm, YearForm
from partnerships.table.queries import rules
from partnerships.table.queries.roster import name_them
from partnerships.table.queries.year import Year, retained, retained_of, year_of
from partnerships.table.views.partnership import area_or_404, group_of

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def partnership_review(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who reads the roster may look; whoever keeps it sends."""
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER if request.method != "POST" else May.EDIT_ROSTER, area)
    group = group_of(area)
    if group is None:
        return render(
            request, "partnerships/table/review_nobody.html", of_area(request, area, "people")
        )
    last = PartnershipReview.objects.visible_to(request.user).filter(partnership=group).first()
    if request.method != "POST":
        year = year_of(group, last)
        return _page(request, group, last, year, YearForm(initial={"seen": year.fingerprint}))
    typed = with_a_token(request.POST)
    form = YearForm(typed)
    if not form.is_valid():
        return _page(request, group, last, year_of(group, last), form)
    return _send(request, group, last, form)


def _send(
    request: HttpRequest, group: Partnership, last: PartnershipReview | None, form: YearForm
) -> HttpResponse:
    """Whatever stands in the way, nothing is sent and the note is kept."""

    def make() -> str:
        note = form.cleaned_data["note"]
        seen = form.cleaned_data["seen"]
        send_review(partnership=group, by=request.user, note=note, seen=seen)
        return reverse("partnership_reviews", args=[group.area.slug])

    try:
        path, saved = made_once(request, form, make)
    except RosterChanged as changed:
        form.data = form.data.copy()
        form.data["seen"] = changed.now.fingerprint
        return _page(request, group, last, changed.now, form, changed=True)
    except SentAlready as before:
        return _page(
            request,
            group,
            before.review,
            year_of(group, before.review),
            form,
            kept=form.cleaned_data["note"],
        )
    if not saved:
        return _page(
            request, group, last, year_of(group, last), form, kept=form.cleaned_data["note"]
        )
    funder = Words(group.area.programme.words)["funder"]
    messages.success(
        request,
        _("Sent to %(funder)s. The numbers are kept as they are today.") % {"funder": funder},
    )
    return redirect(path)


def _page(
    request, group: Partnership, last: PartnershipReview | None, year: Year, form: YearForm, **more
):
    asked = rules.rules_on(group.area.programme, today())
    for seats in (year.joined, year.left, year.stayed):
        name_them(request.user, seats)
    counts = year.counts
    lines = rules.about_people(asked, year.heads)
    context = {
        **of_area(request, group.area, "people"),
        "partnership": group,
        "last": last,
        "year": year,
        "counts": counts,
        "retained": retained(counts["joined"], counts["left"], counts["stayed"], counts["members"]),
        "lines": lines,
        "due": rules.about_the_review(asked, group, last, at=today()),
        "form": form,
        "sent_today": last is not None and last.on >= today(),
        "may_send": can(request.user, May.EDIT_ROSTER, group.area),
    }
    return render(request, "partnerships/table/review.html", context | more)


@require_safe
def partnership_reviews(request: HttpRequest, slug: str) -> HttpResponse:
    """Every review that was sent, with its numbers as they were and what was answered."""
    area = area_or_404(request, slug)
    require(request.user, May.READ_ROSTER, area)
    found = (
        PartnershipReview.objects.visible_to(request.user)
        .filter(partnership__area=area)
        .select_related("review")
    )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    for one in page:
        one.retained, one.reply = retained_of(one), getattr(one, "review", None)
    asked = rules.rules_on(area.programme, today())
    group = group_of(area)
    context = {
        **of_area(request, area, "people"),
        "page": page,
        "due": rules.about_the_review(asked, group, found.first(), at=today()) if group else [],
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
    form = ReplyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _reply_page(request, review, form)
    try:
        reply(review=review, by=request.user, words=form.cleaned_data["words"])
    except Answered as late:
        kept = form.cleaned_data["words"]
        return _reply_page(request, review, form, first=late.first, kept=kept, status=409)
    messages.success(
        request, _("Your reply is with %(area)s.") % {"area": review.partnership.area.short_name}
    )
    return redirect("reviews")


def _reply_page(
    request,
    review: PartnershipReview,
    form: ReplyForm,
    *,
    first: Review | None = None,
    kept="",
    status=200,
):
    """The review with its sums as they were; the rules are those of its day."""
    group = review.partnership
    earlier = (
        PartnershipReview.objects.visible_to(request.user)
        .filter(partnership=group, on__lt=review.on)
        .first()
    )
    asked = rules.rules_on(group.area.programme, review.on)
    context = {
        "section": "reviews",
        "area": group.area,
        "partnership": group,
        "review": review,
        "answer": first or getattr(review, "review", None),
        "kept": kept,
        "retained": retained_of(review),
        "lines": rules.about_people(asked, rules.Heads.kept(review)),
        "earlier": earlier,
        "may": may_reply(request.user, review),
        "form": form,
    }
    return render(request, "partnerships/table/review_reply.html", context, status=status)
