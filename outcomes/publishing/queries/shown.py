"""Whether what readers see of a story is still what somebody looked at."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder

from outcomes.models import ChangeStory, Publication

# What of a copy may show who somebody is: its words, and what goes with them.
SHOWN = (
    *("title", "told_by", "told_by_is", "in_short", "before", "what_changed", "for_whom"),
    *("how_it_came_about", "what_was_hard", "how_we_know", "spoken"),
    *("readings", "evidence", "films", "lifeline", "grew_from", "circle"),
)
# Of each photo or recording, with the boxes that cover parts of it.
WITH_IT = (
    *("media", "circle", "words", "media__alt_text", "media__caption"),
    *("media__transcript", "media__captions", "media__redactions__rendition"),
)


def digest_of_copy(story: ChangeStory) -> str:
    """The same for two copies that show the same; empty where there is none."""
    copy = Publication.objects.filter(story=story)
    words = copy.values(*SHOWN).first()
    if words is None:
        return ""
    media = copy.get().published_media.order_by("media", "media__redactions")
    shown = [words, *media.values_list(*WITH_IT)]
    text = json.dumps(shown, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
