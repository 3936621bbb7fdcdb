"""What search engines may find, and when each changed: pages for everybody, areas, public stories.

Stories are counted from their cleared copies alone, so one that is taken down leaves in the same
moment.
"""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as maps
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from areas.models import Area
from outcomes.models import Outcome, Publication

PAGES = ("home", "stories", "areas", "outcomes", "organisations", "about", "privacy")
A_PAGE = 5_000  # addresses in one file; what reads them takes up to 50,000
# Where somebody signs in, or opens what was sent to them alone: nothing there is for a search.
KEEP_OUT = ("/account/", "/admin/", "/mine/", "/c/", "/log-token/")
SECTIONS = "sitemap_section"


class PagesMap(Sitemap):
    def items(self) -> list[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)


class OutcomesMap(Sitemap):
    def items(self) -> Any:
        return Outcome.objects.in_use().order_by("number")


class AreasMap(Sitemap):
    limit = A_PAGE

    def items(self) -> Any:
        return Area.objects.order_by("slug").only("slug")


class StoriesMap(Sitemap):
    """Each with the day its words were let out last."""

    limit = A_PAGE

    def items(self) -> Any:
        copies = Publication.objects.for_everybody().stories()
        return copies.order_by("-published_at", "-pk").only("story_id", "published_at")

    def location(self, item: Publication) -> str:
        return reverse("story", args=[item.story_id])

    def lastmod(self, item: Publication) -> date:
        return item.published_at.date()

    def get_latest_lastmod(self) -> datetime | None:
        """The newest alone: Django would read them all to find it."""
        return self.items().values_list("published_at", flat=True).first()


SITEMAPS = {
    "pages": PagesMap,
    "outcomes": OutcomesMap,
    "areas": AreasMap,
    "stories": StoriesMap,
}


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    return maps.index(request, sitemaps=SITEMAPS, sitemap_url_name=SECTIONS)


@login_not_required
@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponseBase:
    return maps.sitemap(request, sitemaps=SITEMAPS, section=section)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """For whatever walks the web by itself: what to leave alone, and where the list is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEEP_OUT), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
