"""Every page of the site and who may open it, written by hand.

A page that is not here fails the run.

`own` may open it for their own area, `anywhere` for every area, `public` means a visitor may too.
`thing` says what the address names: an area, or one row of an area that must itself be readable
(who_may_read.py) to be found.
"""

from dataclasses import dataclass

SIGNED_IN = "nobody member worker lto rep trust evaluator administrator"
WITH_A_ROLE = "member worker lto rep trust evaluator"


@dataclass(frozen=True)
class Page:
    name: str
    thing: str = ""
    own: str = ""
    anywhere: str = ""
    public: bool = False
    # A POST address only: opening it by GET is 405 for everybody who gets that far.
    post_only: bool = False
    # The states of the thing in which the page has something to do; in others it may answer as it
    # likes, as long as it tells nothing and changes nothing.
    states: str = ""


PAGES = [
    # everybody's
    Page("home", public=True),
    Page("about", public=True),
    Page("privacy", public=True),
    Page("accessibility", public=True),
    Page("style", public=True),
    Page("health", public=True),
    Page("areas", public=True),
    Page("area", "area", public=True),
    Page("timeline", "area", public=True),
    Page("came_of", "area", public=True),
    Page(
        "area_pdf", "area", public=True
    ),  # ?part=members: bigstory/tests/access/test_paper_tells_nothing.py
    Page("came_of_priority", "priority", public=True),
    Page("plan_now", "area", public=True),
    Page("plan", "plan", public=True),
    Page(
        "plan_begin", "area", own="member worker"
    ),  # where a plan is there already, it leads to it
    Page("plan_write", "plan", own="member worker", states="draft returned"),
    Page("plan_write_words", "plan", own="member worker", states="draft returned"),
    Page("plan_write_priority_new", "plan", own="member worker", states="draft returned"),
    Page("plan_write_priority", "plan_piece", own="member worker", states="draft returned"),
    Page("plan_write_actions", "plan_piece", own="member worker", states="draft returned"),
    Page("plan_write_priority_remove", "plan_piece", own="member worker", states="draft returned"),
    Page(
        "plan_write_priority_move",
        "plan_piece",
        own="member worker",
        states="draft returned",
        post_only=True,
    ),
    Page("plan_send", "plan", own="member worker", states="draft"),
    Page("plan_outcomes", "plan", own="member worker"),
    Page("plan_take_back", "plan", own="member worker", post_only=True),
    Page("plan_next", "plan", own="member worker", states="endorsed"),
    Page("plan_versions", "plan", own="member worker lto rep", anywhere="trust evaluator"),
    Page("plan_version", "plan_version", own="member worker lto rep", anywhere="trust evaluator"),
    Page("plan_changes", "plan_change", own="member worker lto rep", anywhere="trust evaluator"),
    Page("plan_compare", "area", own="member worker lto rep", anywhere="trust evaluator"),
    Page("action_state", "action", own="member worker", post_only=True),
    Page("plan_review", "plan_version", anywhere="trust"),
    Page("partnership", "area", public=True),
    Page("partnership_history", "area", own="member worker lto rep", anywhere="trust"),
    Page("roster_csv", "area", own="member worker lto rep", anywhere="trust"),
    Page("seat_new", "area", own="worker"),
    Page("seat_change", "seat", own="worker"),
    Page("seat_end", "seat", own="worker"),
    Page("interests", "area", own="member worker lto rep", anywhere="trust"),
    Page("interest_new", "area", own="worker"),
    Page("interest_change", "interest", own="worker"),
    Page("partnership_review", "area", own="member worker lto rep", anywhere="trust"),
    Page("partnership_reviews", "area", own="member worker lto rep", anywhere="trust"),
    Page("partnership_review_reply", "yearly", anywhere="trust"),
    Page("partnership_set_up", "area", anywhere="trust"),
    Page("partnership_incorporated", "area", anywhere="trust"),
    Page("keeper", "area", own="member worker lto rep", anywhere="trust"),
    Page("keeper_end", "keeper", own="member", anywhere="trust", post_only=True),
    Page("organisations", public=True),
    Page("organisation_new", anywhere="trust"),
    Page("organisation_change", "an_organisation", anywhere="trust"),
    Page("officer_new", "an_organisation", anywhere="trust"),
    Page("officer_end", "officer", anywhere="trust", post_only=True),
    Page("holder", "area", own="member worker lto rep", anywhere="trust"),
    Page("holder_find", "area", anywhere="trust"),
    Page("holder_appoint", "to_appoint", anywhere="trust"),
    Page("holder_change", "appointment", anywhere="trust"),
    Page("holder_end", "appointment", anywhere="trust"),
    Page("hand_on_new", "holder", anywhere="trust"),
    Page("handed", "hand_over", own="member worker lto rep", anywhere="trust"),
    Page("organisation", "organisation", public=True),
    Page("outcomes", public=True),
    Page("outcome", "outcome", public=True),
    Page("stories", public=True),
    Page("stories_csv", public=True),
    Page("stories_feed", public=True),
    Page("outcome_feed", "outcome", public=True),
    Page("area_feed", "area", public=True),
    Page("story", "story", public=True),
    Page("story_card", "carded", public=True),  # drawn by the worker, asked each time
    # an area's own
    Page("log", "area", own="member worker"),
    Page("regulars", "area", own="member worker"),
    Page("regular_new", "area", own="member worker"),
    Page("log_worker", public=True),
    Page("log_token", public=True),
    Page("no_signal", public=True),
    Page("manifest", public=True),
    Page("robots", public=True),
    Page("sitemap", public=True),
    Page("sitemap_section", "sitemap", public=True),
    Page("cards", "area", own="member worker"),
    Page("card_print", "card", own="member worker"),
    Page("card", "card", own="member worker"),
    Page("card_find", anywhere=SIGNED_IN),
    Page("regular_change", "regular", own="member worker"),
    Page("regular_end", "regular", own="member worker", post_only=True),
    Page("regular_met", "regular", own="member worker", post_only=True),
    Page(
        "activities", "area", anywhere=WITH_A_ROLE
    ),  # of other areas: what they shared with every area
    Page("activity", "activity", anywhere=WITH_A_ROLE),
    Page("activity_change", "activity", own="worker"),
    Page("activity_photos", "activity", own="worker"),
    Page("activity_words", "activity", own="member worker", anywhere="trust"),
    Page("photo_add", "area", own="member worker", post_only=True),
    Page(
        "photo", "photo", public=True
    ),  # asked each time; only what a cleared copy shows is everybody's
    Page("story_new", "area", own="member worker"),
    Page("story_tell", "story", own="member worker", states="draft returned"),
    Page("evidence_new", "story", own="member worker", states="draft returned"),
    Page("evidence_change", "evidence", own="member worker", states="draft returned"),
    Page("story_photos", "story", own="member worker"),
    Page("recording", "recording", public=True),  # as for photos
    Page("story_recordings", "story", own="member worker"),
    Page("story_recording", "story_recording", own="member worker"),
    Page("film_new", "story", own="member worker", states="draft returned"),
    Page("film_change", "film", own="member worker"),
    Page("media_people", "story_photo", own="member worker"),
    Page("photo_cover", "story_photo", own="member worker", anywhere="trust"),
    Page("story_voices", "story", anywhere=WITH_A_ROLE),
    Page("story_stop", "story", own="member worker lto rep", anywhere="trust"),
    Page("story_flag", "public_story", public=True),  # of what everybody reads, and of nothing else
    Page("story_links", "story", own="member worker"),
    Page("mine", "link", public=True),  # whoever holds the link: test_links.py says what it shows
    Page("mine_media", "link_media", public=True),  # the same
    Page("area_stop", "area", own="member worker lto rep", anywhere="trust"),
    Page("story_send", "story", own="member worker", states="draft returned"),
    Page(
        "story_withdraw",
        "story",
        own="member worker",
        states="draft returned sent published not_used",
    ),
    Page("story_take_up", "story", own="member worker", states="withdrawn"),
    Page("story_people", "story", own="member worker", anywhere="trust evaluator"),
    Page("story_person_new", "story", own="member worker"),
    Page("story_person", "in_story", own="member worker"),
    Page("story_said", "in_story", own="member worker", anywhere="trust"),
    Page("story_words", "story", own="member worker", anywhere="trust"),
    Page("story_share", "story", own="member worker", anywhere="trust", post_only=True),
    Page("story_still", "story", own="member worker", states="sent accepted published"),
    Page("story_sorting", "story", anywhere="evaluator", states="sent published not_used"),
    Page(
        "story_reading",
        "story",
        own="member worker",
        anywhere="trust evaluator",
        states="sent published not_used",
    ),
    Page("decisions", "area", own="member worker lto rep", anywhere="trust evaluator"),
    Page("decision", "decision", own="member worker lto rep", anywhere="trust evaluator"),
    Page("decision_new", "area", own="member worker"),
    Page("decision_change", "decision", own="member worker"),
    Page("decision_followed", "decision", own="member worker"),
    Page("meetings", "area", own="member worker lto rep", anywhere="trust evaluator"),
    Page("meeting", "meeting", own="member worker lto rep", anywhere="trust evaluator"),
    Page("meeting_new", "area", own="member worker"),
    Page("meeting_minutes", "meeting", own="member worker"),
    Page("meeting_change", "meeting", own="member worker"),
    Page("meeting_cancel", "meeting", own="member worker", post_only=True),
    Page("calendar", "area", own="member worker lto rep", anywhere="trust evaluator"),
    # whoever holds the address: decisions' test_calendar_by_link.py says what it shows
    Page("calendar_by_link", "calendar_link", public=True),
    # the questions about itself: the partnership's as they stand, its readers' as they were shared
    Page("sturdiness", "area", own="member worker rep", anywhere="trust"),
    Page("sturdiness_rows", "question", own="member worker"),
    Page("sturdiness_share", "sturdiness", own="member worker rep", anywhere="trust"),
    # its money: the totals are everybody's
    Page("money", "area", public=True),
    Page("money_ledger", "area", own="member worker lto rep", anywhere="trust"),
    Page("spend_lines", "area", own="member worker lto rep", anywhere="trust"),
    Page("spend_lines_csv", "area", own="member worker lto rep", anywhere="trust"),
    Page("award_new", "area", anywhere="trust"),
    Page("payment_new", "area", own="worker lto", anywhere="trust"),
    Page("expected_new", "area", anywhere="trust"),
    Page("expected_change", "expected", anywhere="trust"),
    Page("expected_payments", anywhere="trust"),
    Page("leverage_new", "area", own="worker lto"),
    Page("spend_report_new", "area", own="worker lto"),
    Page("spend_report", "spend_report", own="member worker lto rep", anywhere="trust"),
    Page("spend_report_csv", "spend_report", own="member worker lto rep", anywhere="trust"),
    Page("spend_report_lines", "spend_report", own="worker lto", states="draft"),
    Page("spend_report_upload", "spend_report", own="worker lto", states="draft"),
    Page("spend_report_send", "spend_report", own="worker lto", post_only=True),
    Page("spend_report_reply", "spend_report", anywhere="trust", states="sent"),
    # what Local Trust keeps of an area; its Rep reads it and notes their own visits
    Page("area_desk", "area", own="rep", anywhere="trust"),
    Page("area_elements", "area", own="member worker lto rep", anywhere="trust evaluator"),
    Page("contact_new", "area", anywhere="trust"),
    Page("contact_change", "contact", anywhere="trust"),
    Page("contact_notes", "area", own="rep", anywhere="trust"),
    Page("contact_note_new", "area", own="rep", anywhere="trust"),
    Page("contact_note_change", "contact_note", anywhere="trust"),  # planted as staff's own
    Page("contact_step_done", "contact_note", own="rep", anywhere="trust", post_only=True),
    Page("area_facts", "area", anywhere="trust"),
    Page("area_facts_government", "area", anywhere="trust"),
    Page("area_facts_government_away", "authority", anywhere="trust", post_only=True),
    Page("area_facts_codes", "area", anywhere="trust"),
    Page("area_facts_code_away", "code", anywhere="trust", post_only=True),
    Page("area_steps", "area", anywhere="trust"),
    Page("area_step_standing", "area", anywhere="trust"),
    Page("area_step_standing_away", "standing", anywhere="trust", post_only=True),
    Page("officers", anywhere="trust"),
    Page("officer_name", anywhere="trust"),
    Page("officer_hand_over", anywhere="trust"),
    Page("officer_cover", anywhere="trust"),
    # the programme's
    Page("portfolio", anywhere="trust evaluator"),
    Page("reviews", anywhere="trust"),
    Page("review", "story", anywhere="trust", states="sent accepted published not_used"),
    Page("letters", "written", own="member worker lto rep", anywhere="trust"),
    Page("owed_take", "owed", anywhere="trust", post_only=True),
    Page("stops", anywhere="trust"),
    # records moved in from spreadsheets: whole years of all areas
    Page("moving", anywhere="trust"),
    Page("moving_send", "noun", anywhere="trust"),
    Page("moving_template", "noun_file", anywhere="trust"),
    Page("moving_out", "noun_file", anywhere="trust"),
    Page("moving_file", "sent_file", anywhere="trust"),
    Page("moving_match", "sent_file", anywhere="trust"),
    Page("moving_refused", "sent_file_out", anywhere="trust"),
    Page("moving_habit", "sent_file", anywhere="trust", post_only=True),
    Page("moving_press", "sent_file", anywhere="trust", post_only=True),
    Page("moving_undo", "sent_file", anywhere="trust", post_only=True),
    Page("moving_drop", "sent_file", anywhere="trust", post_only=True),
    Page("person_held", "wish", anywhere="trust"),
    Page("account_held", "account", anywhere="trust", post_only=True),
    Page("place_held", "name_on_a_seat", anywhere="trust", post_only=True),
    Page("person_export", "wish", anywhere="trust", post_only=True),
    Page("stop_lift", "hold", anywhere="trust"),
    Page("flag_answer", "flag", anywhere="trust"),
    Page("activity_publish", "activity", anywhere="trust", post_only=True),
    Page("account", anywhere=SIGNED_IN),
    Page("my_calendar", anywhere=SIGNED_IN),
    Page("changes", anywhere=SIGNED_IN),
    Page("change_agree", "change", anywhere="trust administrator", post_only=True),
    Page("change_stop", "change", anywhere="trust administrator", post_only=True),
    Page("change_by_link", "change_link", public=True),  # whoever has a letter: areas/powers/tests
    Page("people", anywhere="trust"),
    Page("role_end", "role", anywhere="trust", post_only=True),
    Page("invitations", anywhere="trust"),
    Page("invitation_send_again", "invitation", anywhere="trust", post_only=True),
    Page("invitation_take_back", "invitation", anywhere="trust administrator", post_only=True),
    Page("invitation_accept", "secret", public=True),
    Page("running", anywhere="administrator"),
    Page("running_letter_again", "letter", anywhere="administrator", post_only=True),
    Page("running_letter_arrived", "letter", anywhere="administrator", post_only=True),
    Page("running_task_again", "task", anywhere="administrator", post_only=True),
]
# allauth's and our own account pages: about the person who asks, and nobody else.
OWN_ACCOUNT = ("account_", "mfa_")
