"""What the fields of outcomes are. A story is its teller's; what is public of it is a Publication."""

from bigstory.core.privacy import declare

TERM = "programme slug name plain order retired"

declare("outcomes.Framework", public="programme version text", system="id digest loaded_at")
declare("outcomes.Outcome", public=f"{TERM} statement question number", system="id")
declare("outcomes.ChangeKind", public=f"{TERM} level", system="id")
declare("outcomes.Barrier", public=f"{TERM} side", system="id")
for term in ("ChangeLevel", "Maker", "Driver", "Theme", "Condition", "WayOfWorking", "MaturityWord"):
    declare(f"outcomes.{term}", public=TERM, system="id")

declare(
    "outcomes.ChangeStory",
    private="""title in_short before what_changed for_whom how_it_came_about what_was_hard how_we_know told_on
        changed_from changed_until kind levels kinds makers drivers barriers activities priorities people picture""",
    personal="told_by written_by written_by_name",
    programme="area state audience sent_at published_at",
    system="id version created_at changed_at",
)
declare("outcomes.StoryVersion", private="words", personal="sent_by", programme="story number at", system="id")
declare(
    "outcomes.Reading",
    private="answer because",
    personal="reader",
    programme="story outcome party on",
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
    public="""story activity area title told_by told_on in_short before what_changed for_whom how_it_came_about
        what_was_hard how_we_know kind changed_from changed_until picture levels kinds said_yes readings grew_from
        came photos published_at""",
    personal="published_by",
    system="id",
)
declare("outcomes.PublishedReading", public="publication outcome party answer", system="id")
