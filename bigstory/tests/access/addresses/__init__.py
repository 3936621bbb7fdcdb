"""The addresses of a page: own and other areas, things that never were, a child under the wrong
parent.
"""

from bigstory.tests.access.addresses import of_areas, of_stories, plain
from bigstory.tests.access.addresses.address import Address
from bigstory.tests.access.planting import World
from bigstory.tests.access.table import Page

__all__ = ["Address", "addresses"]


def addresses(page: Page, world: World, *, few: bool = False) -> list[Address]:
    """Every address of a page worth asking for. `few` keeps two areas, and of a story's audiences
    the two ends.
    """
    makers = {
        "": plain.plain,
        "area": plain.areas,
        "plan": of_areas.plans,
        "plan_version": of_areas.plan_versions,
        "action": of_areas.actions,
        "plan_piece": of_areas.plan_pieces,
        "priority": of_areas.priorities,
        "activity": of_areas.activities,
        "spend_report": of_areas.spend_reports,
        "seat": of_areas.people,
        "interest": of_areas.people,
        "yearly": of_areas.people,
        "sitemap": plain.sitemaps,
        "story": of_stories.stories,
        "public_story": of_stories.public_stories,
        "carded": plain.by_number,
        "photo": of_stories.photos,
        "story_photo": of_stories.story_photos,
        "recording": of_stories.recordings,
        "story_recording": of_stories.story_photos,
        "evidence": of_stories.evidence,
        "film": of_stories.films,
        "in_story": of_stories.in_story,
        "decision": of_areas.decisions,
        "meeting": of_areas.decisions,
        "sturdiness": of_areas.decisions,
        "authority": of_areas.facts,
        "code": of_areas.facts,
        "standing": of_areas.facts,
        "contact": of_areas.desk,
        "contact_note": of_areas.desk,
        "question": plain.questions,
        "regular": of_areas.regulars,
        "card": of_areas.cards,
        "organisation": plain.by_number,
        "an_organisation": plain.organisations,
        "officer": plain.by_number,
        "keeper": of_areas.under_their_area,
        "plan_change": of_areas.plan_changes,
        "appointment": of_areas.under_their_area,
        "expected": of_areas.under_their_area,
        "hand_over": of_areas.hand_overs,
        "holder": of_areas.holders,
        "to_appoint": of_areas.to_appoint,
        "invitation": plain.by_number,
        "role": plain.by_number,
        "letter": plain.by_number,
        "owed": plain.by_number,
        "written": plain.letters,
        "task": plain.by_number,
        "noun": plain.nouns,
        "noun_file": plain.nouns,
        "sent_file": plain.by_number,
        "sent_file_out": plain.sent_files,
        "change": plain.by_number,
        "change_link": plain.secrets,
        "outcome": plain.outcomes,
        "secret": plain.secrets,
        "link": plain.secrets,
        "calendar_link": plain.secrets,
        "link_media": plain.not_theirs,
        "hold": plain.at_the_desk,
        "flag": plain.at_the_desk,
        "wish": plain.by_key,
        "account": plain.accounts,
        "name_on_a_seat": plain.seats,
    }
    found = makers[page.thing](page, world)
    return [a for a in found if not few or _worth_it(a)]


def _worth_it(at: Address) -> bool:
    ends = (
        at.planted is None
        or at.planted.thing != "story"
        or at.planted.audience in ("area", "public")
    )
    return at.area != "c" and ends
