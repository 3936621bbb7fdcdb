"""What the fields of accounts are, and those of Django and allauth that live beside them.

See core/privacy/fields.py and core/privacy/erasing.py.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q

from bigstory.core.privacy.erasing import Subject, erasing
from bigstory.core.privacy.fields import declare
from bigstory.core.privacy.places import located

declare(
    "accounts.User",
    about_accounts=True,
    personal="email name last_login",
    system="id password is_superuser is_active joined_at groups user_permissions",
)
declare(
    "accounts.Invitation",
    about_accounts=True,
    personal="email name invited_by",
    programme="role area_slug more_area_slugs organisation_name",
    system="id digest created_at expires_at used_at withdrawn_at",
)
declare(
    "accounts.CalendarLink",
    about_accounts=True,
    personal="user",
    system="id digest made_at ended_at",
)
declare(
    "core.AuditLine",
    about_accounts=True,
    personal="actor",
    programme="verb target area data",
    system="id at",
)
declare("core.Closing", system="id line kind what born more at written_at")
declare("core.FormToken", about_accounts=True, personal="user", system="id token body result at")
_WAITS = "id at order due tries holder held_until ended given_up fault"
# The arguments of a task are the number of a row, and nothing else.
declare("core.Task", system=f"{_WAITS} name arguments once")
declare(
    "core.Mail",
    personal="to",
    private="subject text html",
    system=f"{_WAITS} kind about until message_id handed",
)
declare(
    "core.SentFile",
    personal="by raw",
    private="name found chosen",
    system=(
        "id noun size checksum at state all_rows done_rows figures why made targets moved_at site"
    ),
)
declare(
    "core.SentRow",
    private="values before cells why",
    system="id file number outcome target taken_back",
)
declare("core.Matching", system="id noun headings columns at")
declare("core.Worker", system="key started seen")
declare("core.Limit", about_accounts=True, system="key number value over_at")
declare("core.Unsaved", personal="user", private="address fields files", system="id is_draft at")

# --- Django's and allauth's own
declare(
    "account.EmailAddress", about_accounts=True, personal="user email", system="id verified primary"
)
declare(
    "account.EmailConfirmation",
    about_accounts=True,
    personal="email_address",
    system="id created sent key",
)
declare(
    "mfa.Authenticator",
    about_accounts=True,
    personal="user",
    system="id type created_at last_used_at data",
)
declare(
    "admin.LogEntry",
    about_accounts=True,
    personal="user object_repr",
    system="id action_time content_type object_id action_flag change_message",
)
declare("auth.Permission", system="id name content_type codename")
declare("auth.Group", system="id name permissions")
declare("contenttypes.ContentType", system="id app_label model")
declare("sessions.Session", system="session_key session_data expire_date")

# --- what becomes of them when somebody is erased; an account is located by its roles, in areas
located("core.SentFile core.SentRow")
located("accounts.Invitation", derived="more_area_slugs")


def _to_their_address(field: str) -> Callable[[Subject], Q]:
    def rows(subject: Subject) -> Q:
        addresses = [name for name in subject.names if "@" in name]
        matches = (Q(**{f"{field}__iexact": address}) for address in addresses)
        return reduce(or_, matches, Q(pk__in=[]))

    return rows


def _lines_about_their_account(subject: Subject) -> Q:
    account = Q(content_type__app_label="accounts", content_type__model="user")
    return account & Q(object_id__in=[str(pk) for pk in subject.ids("accounts.user")])


erasing("accounts.User", by="pk", blank="email name last_login")
erasing("accounts.Invitation", by=_to_their_address("email"), blank="email name")
# An actor is a number, which leads to nobody once the account is blank.
erasing("core.AuditLine", by=lambda subject: Q(pk__in=[]), blank="actor")
erasing("core.Mail", by=_to_their_address("to"), delete="to")
# A file that is not in yet may name anybody, and is packed: it goes whole, and can be sent again.
erasing("core.SentFile", by=lambda subject: Q(raw__isnull=False), delete="raw")
erasing("accounts.CalendarLink", by="user", delete="user")
erasing("core.Unsaved", by="user", delete="user")
erasing("account.EmailAddress", by="user", delete="email")
erasing("mfa.Authenticator", by="user", delete="user")
erasing("admin.LogEntry", by=_lines_about_their_account, blank="object_repr")
