"""Films at YouTube and Vimeo beside a story: set there, put right, taken away.

What visitors see follows at once.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bigstory.core import audit
from bigstory.core.refused import Refused
from outcomes.actions.evidence import open_story, touched
from outcomes.actions.publications import settle
from outcomes.actions.spoken import keep_what_is_said
from outcomes.models import ChangeStory, ElsewhereFilm
from outcomes.moves import tells

MOST = 5


@transaction.atomic
def add_film(story: ChangeStory, *, by, values: dict) -> ElsewhereFilm:
    """Raises Closed once the story is sent;

    Refused where the film is there already, or very many are.
    """
    current = open_story(story, by=by)
    if current.films.filter(host=values["host"], film_id=values["film_id"]).exists():
        raise Refused([_("This film is with the story already.")])
    if current.films.count() >= MOST:
        raise Refused(
            [_("There are %(n)s films with this story already. Take one away first.") % {"n": MOST}]
        )
    last = current.films.aggregate(last=Max("order"))["last"] or 0
    film = ElsewhereFilm.objects.create(story=current, order=last + 1, added_by=by, **values)
    _told(current, "film.added", film, by=by)
    return film


@transaction.atomic
def change_film(film: ElsewhereFilm, *, by, values: dict) -> ElsewhereFilm:
    """Raises Closed once the story is sent; Refused where it is another one now that is there;

    DoesNotExist: gone.
    """
    current = open_story(film.story, by=by)
    found = ElsewhereFilm.objects.select_for_update().get(pk=film.pk)
    others = current.films.exclude(pk=found.pk)
    if others.filter(host=values["host"], film_id=values["film_id"]).exists():
        raise Refused([_("This film is with the story already.")])
    changed = [name for name, value in values.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, values[name])
    if changed:
        found.save(update_fields=changed)
        _told(current, "film.changed", found, by=by)
    return found


@transaction.atomic
def take_film_away(film: ElsewhereFilm, *, by) -> None:
    """Gone at once, whatever became of the story since. Taken away twice is taken away."""
    current = ChangeStory.objects.lock(film.story)
    if not tells(by, current):
        raise PermissionDenied
    if found := current.films.filter(pk=film.pk).first():
        audit.record("film.taken_away", found, by=by, area=current.area.slug, story=current.pk)
        found.delete()
        keep_what_is_said(current)
        settle(current, by=by)


def _told(story: ChangeStory, verb: str, film: ElsewhereFilm, *, by) -> None:
    audit.record(verb, film, by=by, area=story.area.slug, story=story.pk)
    keep_what_is_said(story)
    touched(story)
    settle(story, by=by)
