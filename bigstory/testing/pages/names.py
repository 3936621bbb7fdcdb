"""The names of the addresses, by what they are of, and what is asked of a list."""

MISSING = 987654321
# Searches and filters: something found, nothing found, the second page, and what nobody should
# type.
QUERIES = {
    "areas": ["?q=ramsey", "?q=zzzz", "?page=2", "?region=none&page=x"],
    "stories": [
        "?q=people",
        "?q=zzzz",
        "?page=2",
        "?outcome=better-place&level=community",
        "?year=x&page=0",
    ],
    "expected_payments": ["?late=1", "?page=2"],
    "portfolio": ["?sort=waiting", "?q=zzzz", "?wave=9"],
    "activities": ["?q=zzzz", "?page=2"],
    "decisions": ["?q=zzzz", "?page=2", "?raised=resident&room=majority", "?room=not_noted&year=x"],
    "meetings": ["?page=2"],
    "organisations": ["?q=zzzz"],
    "holder_find": ["?q=trust", "?q=zzzz"],
    "card_find": ["?code=zzzz"],
    "log": ["?shell=1"],
    "home": ["?q=zzzz"],
}
# One address each, whatever the record holds.
PLAIN = """
home about privacy accessibility style health areas organisations organisation_new outcomes
stories stories_csv stories_feed portfolio moving reviews expected_payments stops account
my_calendar invitations people running changes card_find officers officer_name officer_hand_over
officer_cover
log_token log_worker no_signal manifest robots sitemap account_login account_confirm_login_code
account_login_password account_logout account_inactive
account_unsaved
account_reauthenticate account_change_password account_set_password account_reset_password
account_confirm_password_reset_code account_complete_password_reset
account_password_reset_completed mfa_index mfa_authenticate mfa_reauthenticate mfa_activate_totp
mfa_deactivate_totp mfa_view_recovery_codes mfa_generate_recovery_codes
mfa_download_recovery_codes mfa_list_webauthn mfa_add_webauthn mfa_reauthenticate_webauthn
mfa_login_webauthn
""".split()
# Of one area.
OF_AN_AREA = """
area area_pdf timeline came_of log activities plan_now plan_compare partnership story_new
regulars regular_new cards area_feed area_stop
""".split()
OF_A_PLAN = ["plan", "plan_send", "plan_next", "plan_versions", "plan_outcomes", "plan_changes"]
MONEY = """
money money_ledger spend_lines spend_lines_csv award_new payment_new leverage_new
spend_report_new expected_new
""".split()
OF_A_SPEND_REPORT = """
spend_report spend_report_lines spend_report_upload spend_report_csv
""".split()
PEOPLE = """
partnership_history roster_csv seat_new interests interest_new partnership_review
partnership_reviews partnership_set_up partnership_incorporated keeper holder holder_find
""".split()
OF_DECISIONS = ["decisions", "decision_new", "meetings", "meeting_new", "calendar", "sturdiness"]
DESK = """
area_desk area_elements contact_new contact_notes contact_note_new area_facts area_facts_government
area_facts_codes area_steps area_step_standing
""".split()
OF_AN_ACTIVITY = ["activity", "activity_change", "activity_photos", "activity_words"]
OF_A_STORY = """
story story_send story_withdraw story_photos story_recordings story_voices story_take_up
story_reading story_sorting film_new story_people story_person_new story_still story_stop
story_flag story_links story_words story_card review
""".split()
# Only send to these; they have no page. The sample people's one press and the rest of the buttons.
POST_ONLY = set(
    """
regular_end regular_met account_login_example plan_take_back action_state activity_publish
plan_write_priority_move story_share photo_add person_export account_held place_held meeting_cancel
spend_report_send invitation_send_again invitation_take_back role_end officer_end keeper_end
running_letter_again
running_letter_arrived running_task_again change_agree change_stop contact_step_done
area_facts_government_away area_facts_code_away area_step_standing_away owed_take
moving_habit moving_press moving_undo moving_drop
""".split()
)
# Answers for machines, and downloads.
NOT_PAGES = set(
    """
log_token log_worker manifest robots sitemap sitemap_section calendar calendar_by_link
roster_csv spend_lines_csv spend_report_csv area_pdf health
stories_csv stories_feed area_feed outcome_feed story_card photo recording mine_media
mfa_download_recovery_codes mfa_login_webauthn mfa_reauthenticate_webauthn
moving_template moving_out moving_refused
""".split()
)
# Of one passkey: needs a key in a hand, so accounts' own tests look at them.
OF_A_KEY = {"mfa_remove_webauthn", "mfa_edit_webauthn"}
