"""Who may read which words, written by hand from DESIGN §5.

Nothing here is computed from the code it checks.

A line says: of a thing in this state and for this audience, these read it in their own area, and
these in any. Whoever is not named must never meet a byte of it.
"""

from bigstory.tests.access.people import Asker

EVERYBODY = "visitor nobody member worker lto rep trust evaluator administrator"
WITH_A_ROLE = "member worker lto rep trust evaluator"
PROGRAMME = "trust evaluator"

# thing, state, audience: (own area, any area)
RULES = {
    ("regular", "", ""): ("member worker", ""),
    ("card", "", ""): ("member worker", ""),
    ("activity", "", "area"): ("member worker lto rep", ""),
    ("activity", "", "programme"): ("member worker lto rep", PROGRAMME),
    ("activity", "", "network"): ("", WITH_A_ROLE),
    ("activity", "", "public"): ("", WITH_A_ROLE),
    ("activity", "published", "public"): ("", EVERYBODY),
    ("photo", "", "area"): ("member worker lto rep", ""),
    ("photo", "", "programme"): ("member worker lto rep", PROGRAMME),
    ("photo", "", "network"): ("", WITH_A_ROLE),
    ("photo", "", "public"): ("", WITH_A_ROLE),
    ("photo", "published", "public"): ("", EVERYBODY),
    ("photo", "inside", "public"): ("", WITH_A_ROLE),  # somebody could be recognised
    # Of a story: somebody can be recognised and was not asked.
    ("photo", "unasked", "public"): ("member worker rep", ""),
    ("photo", "waiting", ""): (
        "member",
        "",
    ),  # planted as the member's own, whose form is still open
    ("story", "draft", "*"): ("member worker rep", ""),
    ("story", "returned", "*"): ("member worker rep", ""),
    ("story", "withdrawn", "*"): ("member worker", ""),
    ("story", "sent", "area"): ("member worker rep", ""),
    ("story", "sent", "*"): ("member worker lto rep", PROGRAMME),
    ("story", "not_used", "area"): ("member worker rep", ""),
    ("story", "not_used", "*"): ("member worker lto rep", PROGRAMME),
    ("story", "accepted", "area"): ("member worker rep", ""),
    ("story", "accepted", "*"): ("member worker lto rep", PROGRAMME),
    ("story", "published", "area"): ("member worker rep", ""),
    ("story", "published", "programme"): ("member worker lto rep", PROGRAMME),
    ("story", "published", "network"): ("", WITH_A_ROLE),
    ("story", "published", "public"): ("", EVERYBODY),
    # Who is in a story: for those who keep its list, and for Local Trust where it may read the
    # story itself.
    ("in_story", "draft", "*"): ("member worker", ""),
    ("in_story", "returned", "*"): ("member worker", ""),
    ("in_story", "withdrawn", "*"): ("member worker", ""),
    ("in_story", "sent", "area"): ("member worker", ""),
    ("in_story", "sent", "*"): ("member worker", "trust"),
    ("in_story", "not_used", "area"): ("member worker", ""),
    ("in_story", "not_used", "*"): ("member worker", "trust"),
    ("in_story", "accepted", "area"): ("member worker", ""),
    ("in_story", "accepted", "*"): ("member worker", "trust"),
    ("in_story", "published", "area"): ("member worker", ""),
    ("in_story", "published", "*"): ("member worker", "trust"),
    ("plan", "draft", ""): ("member worker lto rep", PROGRAMME),
    ("plan", "sent", ""): ("member worker lto rep", PROGRAMME),
    ("plan", "endorsed", ""): ("", EVERYBODY),
    # What was sent is for those who read a plan before it is endorsed, also once the plan itself is
    # everybody's.
    ("plan_version", "sent", ""): ("member worker lto rep", PROGRAMME),
    ("plan_version", "endorsed", ""): ("member worker lto rep", PROGRAMME),
    ("money", "", ""): ("member worker lto rep", "trust"),
    ("spend_report", "draft", ""): ("member worker lto rep", ""),
    ("spend_report", "sent", ""): ("member worker lto rep", "trust"),
    # Whoever did not say yes to it is named at their own table and nowhere else.
    ("seat", "", ""): ("member worker", ""),
    ("seat", "named", ""): ("member worker lto rep", "trust"),
    ("interest", "", ""): ("member worker lto rep", "trust"),
    ("decision", "", ""): ("member worker lto rep", PROGRAMME),
    ("meeting", "", ""): ("member worker lto rep", PROGRAMME),
    ("sturdiness", "", ""): (
        "member worker rep",
        "trust",
    ),  # once shared; before that nobody but the area
    ("yearly", "", ""): ("member worker lto rep", "trust"),
    ("organisation", "", ""): ("", EVERYBODY),
    ("area", "", ""): ("", EVERYBODY),
    ("agreement", "", ""): ("member worker lto rep", "trust"),
    # Whom to ring, and what was said: for Local Trust and, where it is for both, the area's Rep.
    ("contact", "", ""): ("rep", "trust"),
    ("contact_note", "rep", ""): ("rep", "trust"),
    ("contact_note", "trust", ""): ("", "trust"),
    # A stop's note, what a reader wrote to us, and who asked to be forgotten: on Local Trust's
    # desk, nowhere else.
    ("hold", "", ""): ("", "trust"),
    ("flag", "", ""): ("", "trust"),
    ("wish", "", ""): ("", "trust"),
    ("invitation", "", ""): ("", "trust administrator"),
    ("user", "", ""): ("", "trust administrator"),
    # What an area and Local Trust write to each other, about a report and about a story.
    ("written", "spend_report", ""): ("member worker lto rep", "trust"),
    ("written", "story", ""): ("member worker rep", "trust"),
    # What stands in a file that Local Trust moves in.
    ("sent_file", "", ""): ("", "trust"),
    # Whoever keeps the site running sees that a letter failed, not to whom nor what it says.
    ("letter", "", ""): ("", ""),
}
# Words that are somebody's name, narrower than the thing they stand on.
NAMES = {
    ("planversion", "lead"): ("member worker lto rep", "trust"),
    ("planversion", "sent_by_name"): ("member worker lto rep", "trust"),
    # What an area and Local Trust write to each other is no evaluator's.
    ("planversion", "note"): ("member worker lto rep", "trust"),
    ("review", "words"): ("member worker lto rep", "trust"),
    ("review", "reviewer_name"): ("member worker lto rep", "trust"),
    ("activity", "logged_by_name"): ("member worker lto rep", "trust"),
    ("activity", "told_by"): ("member worker lto rep", "trust"),
    ("story", "written_by_name"): ("member worker rep", "trust"),
    ("decision", "raised_by_name"): ("member worker lto rep", "trust"),
    ("decision", "recorded_by_name"): ("member worker lto rep", "trust"),
    ("meeting", "said"): ("member worker lto rep", "trust"),
    ("mediaitem", "credit"): ("member worker lto rep", "trust"),
    ("action", "lead"): ("member worker lto rep", "trust"),
    # What was agreed, and what to remember of it, is between the holder and Local Trust.
    ("ltoappointment", "agreement"): ("", "trust"),
    ("ltoappointment", "note"): ("", "trust"),
    # Whom Local Trust rings there.
    ("organisation", "contact_name"): ("", "trust"),
    ("organisation", "contact_phone"): ("", "trust"),
}
# Whose story it is, and who says what supports it: everybody who may read the story, but evaluators
# see no name before it is public.
TOLD_BY_HIDDEN_FROM = "evaluator"
# What Local Trust wrote back is for the area and for Local Trust.
REPLIES = ("member worker rep", "trust")


def may_read(asker: Asker, planted) -> bool:
    """May this person meet this marker?"""
    role = asker.role or asker.who
    own, everywhere = _rule(planted)
    return role in everywhere.split() or (role in own.split() and asker.area == planted.area)


def _rule(planted) -> tuple[str, str]:
    thing = RULES.get((planted.thing, planted.state, planted.audience)) or RULES.get(
        (planted.thing, planted.state, "*")
    )
    assert thing, f"No line says who reads {planted}."
    if narrower := NAMES.get((planted.model, planted.field)):
        # A name is never wider than the thing it stands on.
        return tuple(
            " ".join(set(a.split()) & (set(b.split()) | set(thing[1].split())))
            for a, b in zip(narrower, thing, strict=True)
        )
    if planted.model == "storyreview":
        return (
            " ".join(set(REPLIES[0].split()) & set((thing[0] + " " + thing[1]).split())),
            " ".join(set(REPLIES[1].split()) & set(thing[1].split())),
        )
    if planted.field in ("told_by", "said_by") and (planted.state, planted.audience) != (
        "published",
        "public",
    ):
        return thing[0], " ".join(r for r in thing[1].split() if r != TOLD_BY_HIDDEN_FROM)
    return thing
