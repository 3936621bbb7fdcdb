"""Public stories as an Atom feed, from cleared copies alone: what is taken back leaves it too."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks

from outcomes.models import Publication

NEWEST = 30


def atom(
    *, title: str, about: str, here: str, page: str, rows: QuerySet, address: Callable[[str], str]
) -> str:
    """The newest of `rows` (publications), each with all its words, as one document.

    `about` is the subtitle, `here` the path of the feed, `page` that of the page it belongs to;
    `address` makes a path absolute.
    """
    copies = list(rows.for_list().order_by("-published_at", "-pk")[:NEWEST])
    feed = Atom1Feed(
        title=title,
        link=address(page),
        description=about,
        subtitle=about,
        feed_url=address(here),
        language="en-gb",
    )
    for copy in copies:
        link = address(copy.get_absolute_url())
        feed.add_item(
            title=copy.title,
            link=link,
            unique_id=link,
            description=copy.in_short or copy.what_changed[:200],
            content=_words(copy),
            author_name=copy.byline or copy.area.short_name,
            pubdate=copy.published_at,
            updateddate=copy.published_at,
            categories=[outcome.name for outcome in copy.said_yes.all()],
        )
    return feed.writeString("utf-8")


def _words(copy: Publication) -> str:
    parts = (
        copy.before,
        copy.what_changed,
        copy.how_it_came_about,
        copy.what_was_hard,
        copy.how_we_know,
    )
    return "".join(linebreaks(part, autoescape=True) for part in parts if part)
