"""Who may read each field of outcomes, and what becomes of it when somebody is erased.

A story is its teller's; what is public of it is a Publication.
"""

from bigstory.core.privacy.erasing import erasing
from bigstory.core.privacy.fields import declare
from bigstory.core.privacy.places import located

TERM = "programme slug name plain order retired"

declare("outcomes.Framework", public="programme version text", system="id digest loaded_at")
declare("outcomes.Outcome", public=f"{TERM} statement question number", system="id")
declare("outcomes.PriorityOutcome", public="area thread outcome", system="id")
declare("outcomes.ChangeKind", public=f"{TERM} level", system="id")
declare("outcomes.Barrier", public=f"{TERM} side", system="id")
for term in (
    "ChangeLevel",
    "Maker",
    "Driver",
    "Theme",
    "Condition",
    "WayOfWorking",
    "MaturityWord",
):
    declare(f"outcomes.{term}", public=TERM, system="id")

declare(
    "outcomes.ChangeStory",
    private="""title in_short before what_changed for_whom how_it_came_about what_was_hard
        how_we_know spoken told_on changed_from changed_until kind levels kinds makers drivers
        barriers activities priorities decisions people picture young_or_private
        to_be_cut""",
    personal="told_by told_by_is written_by written_by_name people_confirmed_by",
    programme="area state audience held_until sent_at published_at",
    system="id version created_at changed_at people_confirmed_at words_unchecked round",
)
declare(
    "outcomes.StoryVersion",
    private="words",
    personal="sent_by",
    programme="story number at",
    system="id",
)
declare(
    "outcomes.Reading",
    private="answer because",
    personal="reader",
    programme="story outcome party on",
    system="id latest",
)
declare(
    "outcomes.Sorting",
    private="chosen because",
    personal="reader",
    programme="story on",
    system="id latest",
)
declare(
    "outcomes.StoryReview",
    private="words",
    personal="reviewer reviewer_name",
    programme="story version verdict at",
    system="id",
)
declare(
    "outcomes.Publication",
    public="""story activity area title told_by told_by_is told_on in_short before what_changed
        for_whom how_it_came_about what_was_hard how_we_know spoken kind changed_from changed_until
        picture circle levels kinds said_yes readings grew_from came photos evidence films
        lasting lifeline published_at""",
    programme="makers drivers barriers roots sortings permissions shown_from",
    personal="published_by",
    system="id expires_on programme_until gate",
)
declare("outcomes.PublishedMedia", public="publication media circle words", system="id")
declare("outcomes.ShareCard", public="publication", system="id name says drawn_at")
declare("outcomes.PublishedReading", public="publication outcome party answer", system="id")

declare(
    "outcomes.Person",
    personal="""name known_as what_they_are contact age turns_18 told told_how died_on user
        added_by""",
    programme="area",
    system="id key added_at erased_at",
)
declare("outcomes.Guardian", personal="person name what_they_are contact", system="id")
declare(
    "outcomes.Appearance",
    personal="person added_by",
    private="media unknown grown_up how identifiable private_matter",
    programme="story",
    system="id added_at",
)
declare(
    "outcomes.PermissionWording",
    public="use how_far version language text sha256 from_date",
    system="id",
)
declare(
    "outcomes.PermissionEvent",
    personal="person guardian called shown taken_by taken_by_name",
    private="use how_far called_by given_by child_agreed wording method on expires_on",
    programme="story",
    system="id at",
)
declare(
    "outcomes.LawfulBasis",
    public="programme use circle basis controller why source from_date",
    system="id",
)
declare(
    "outcomes.Hold",
    personal="person placed_by lifted_by",
    private="kind area story note",
    system="id placed_at lifted_at",
)
declare(
    "outcomes.TextDecision",
    private="found answer",
    personal="decided_by",
    programme="story activity",
    system="id digest decided_at",
)
declare("outcomes.UncheckedWords", programme="activity", system="id how_many")
declare(
    "outcomes.Flag",
    private="what words answer hold",
    personal="contact answered_by",
    programme="story",
    system="id at answered_at left_as",
)
declare("outcomes.OncePublic", public="number", system="id")
declare("outcomes.ErasureAsked", personal="person words", system="id at")
declare("outcomes.PersonLink", personal="person made_by", system="id digest made_at ended_at")
declare(
    "outcomes.Evidence",
    private="kind words number unit source url media supports",
    personal="said_by said_by_is added_by",
    programme="story",
    system="id order added_at",
)
declare("outcomes.StoryMedia", private="media", programme="story", system="id order")
declare(
    "outcomes.ElsewhereFilm",
    private="host film_id title transcript people",
    personal="said_by said_by_is added_by",
    programme="story",
    system="id order added_at",
)
declare(
    "outcomes.Redaction",
    private="media boxes nobody_known",
    personal="made_by checked_by",
    system="id rendition sha256 made_at checked_at",
)
declare(
    "outcomes.FollowUp",
    private="answer words",
    personal="answered_by",
    programme="story months party on",
    system="id latest",
)
declare("outcomes.Erasure", personal="by", system="id key why counts at")

# --- erasing. Stories that somebody told go whole: `outcomes.consent.actions.erasure`.
erasing(
    "outcomes.Person",
    by="pk",
    blank="name known_as what_they_are contact age turns_18 told told_how died_on",
)
erasing("outcomes.Guardian", by="person", blank="name what_they_are contact")
erasing("outcomes.ErasureAsked", by="person", blank="words")
erasing("outcomes.ChangeStory", by="written_by", blank="written_by_name")
erasing("outcomes.ChangeStory", named="told_by told_by_is")
erasing("outcomes.StoryReview", by="reviewer", blank="reviewer_name")
erasing("outcomes.PermissionEvent", by="taken_by", blank="taken_by_name")
erasing("outcomes.PermissionEvent", by="person", blank="called shown")
erasing("outcomes.Flag", named="contact")
erasing("outcomes.Evidence", named="said_by said_by_is")
erasing("outcomes.ElsewhereFilm", named="said_by said_by_is")

# --- where somebody's name may stand
located("outcomes.Person", area="area", people=True)
located("outcomes.Guardian outcomes.PermissionEvent outcomes.ErasureAsked", area="person__area")
located("outcomes.ChangeStory", area="area", derived="spoken")
located("outcomes.StoryVersion outcomes.Reading outcomes.Sorting", area="story__area")
located("outcomes.StoryReview outcomes.Flag outcomes.Evidence", area="story__area")
located("outcomes.ElsewhereFilm outcomes.FollowUp", area="story__area")
located("outcomes.Hold", area="area story__area person__area")
located("outcomes.Publication", area="area")
