"""Letters that failed, in the words of a person: what kind of letter it was, and why it failed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bigstory.core.work.models import OLDER_COPY, Mail

# Others, all about somebody's own way of signing in, are one kind to whoever reads the list.
KINDS = {
    "answer": gettext_lazy("The answer to somebody in a story"),
    "film_given_up": gettext_lazy("That a film could not be made ready"),
    "invitation": gettext_lazy("An invitation"),
    "login_code": gettext_lazy("A code to sign in"),
    "many_reports": gettext_lazy("That many reports came in"),
    "password_reset_code": gettext_lazy("A code for a forgotten password"),
    "power_asked": gettext_lazy("That somebody asked for a change of who may do what"),
    "power_ended": gettext_lazy("How a change of who may do what ended"),
}
UNREACHED = ("ConnectionRefusedError", "gaierror", "SMTPConnectError", "TimeoutError")
CUT = ("ConnectionResetError", "SMTPServerDisconnected", "killed")


@dataclass(frozen=True)
class FailedLetter:
    row: Mail

    @property
    def name(self) -> str:
        return str(KINDS.get(self.row.kind, _("A word about somebody’s account")))

    @property
    def why(self) -> str:
        """Empty where only the fault itself says it, or the page: that its words are gone."""
        error, _space, code = self.row.fault.partition(" ")
        if error == "SMTPRecipientsRefused":
            return _refused(code)
        if error == "SMTPAuthenticationError":
            return _("The mail server does not accept our password.")
        if error in UNREACHED:
            return _("The mail server could not be reached.")
        if self.row.fault == OLDER_COPY:
            return _("An older copy of the record was put back, and it may have gone before that.")
        return _("The line to the mail server was cut.") if error in CUT else ""


def _refused(code: str) -> str:
    if code in ("550", "551", "553"):
        return _("The mail server knows no such address, or takes nothing for it.")
    return _("The mail server did not take it for this address.")
