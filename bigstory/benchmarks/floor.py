"""The least that an answer can cost: a view that does nothing, its statements without Django, and
its page drawn again from what it holds in memory.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.test.utils import override_settings
from django.urls import path

from bigstory import urls
from bigstory.benchmarks.cost import Asked, Cost, least, taken_back

NOWHERE = "nothing/"
# Not those that begin and end a transaction.
STATEMENTS = ("SELECT", "INSERT", "UPDATE", "DELETE")


@login_not_required
def nothing(request: HttpRequest) -> HttpResponse:
    """Through every middleware, and who asks is known."""
    return HttpResponse(b"" if request.user.is_anonymous else b" ")


urlpatterns = [path(NOWHERE, nothing), *urls.urlpatterns]


@dataclass
class Drawn:
    """The pages that were drawn, each with what it was drawn from."""

    pages: list[tuple[Template, dict | None, HttpRequest | None]] = field(default_factory=list)
    deep: int = 0

    def again(self) -> None:
        for template, context, request in self.pages:
            template.render(context, request)


@contextmanager
def drawn() -> Iterator[Drawn]:
    """Remember what is drawn; of pages inside pages the outermost."""
    found = Drawn()
    render = Template.render

    def remember(self, context=None, request=None):
        if not found.deep:
            found.pages.append((self, context, request))
        found.deep += 1
        try:
            return render(self, context, request)
        finally:
            found.deep -= 1

    Template.render = remember
    try:
        yield found
    finally:
        Template.render = render


def bare(asked: Asked) -> Callable[[], None]:
    """The same statements, and every row of their answers, with nothing in between. What they write
    is not kept.
    """
    sent = [each for each in asked.statements if each[0].lstrip("( ").startswith(STATEMENTS)]

    def again() -> None:
        with taken_back(), connection.cursor() as cursor:
            for sql, params in sent:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()

    return again


def floor(client, asked: Asked, found: Drawn) -> Cost:
    """Its three parts, each the least of its tries."""
    with override_settings(ROOT_URLCONF=__name__):
        empty = least(lambda: client.get(f"/{NOWHERE}"))
    parts = [empty, least(bare(asked)), least(found.again)]
    return Cost(web=sum(part.web for part in parts), database=sum(part.database for part in parts))
