"""Hands one letter to a mail server, and tells apart what certainly did not arrive from what may
have.
"""

import smtplib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.console import EmailBackend as Console
from django.core.mail.backends.smtp import EmailBackend

from bigstory.core.work.models import Mail

Door = Callable[[], None]


class Refused(Exception):
    """It certainly did not arrive. `for_good`: nor will it ever."""

    def __init__(self, fault: str, for_good: bool = False) -> None:
        super().__init__(fault)
        self.fault = fault
        self.for_good = for_good


class Unclear(Exception):
    """The server had its words when the line was cut."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class Smtp(EmailBackend):
    """Django's, which calls `at_the_door` just before the words of a letter leave."""

    def __init__(self, *args: Any, at_the_door: Door = lambda: None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at_the_door = at_the_door

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        plain: type[smtplib.SMTP] = super().connection_class
        at_the_door = self.at_the_door

        class WithDoor(plain):  # type: ignore[valid-type, misc]
            def data(self, msg: Any) -> Any:
                at_the_door()
                return super().data(msg)

        return WithDoor


class Printed(Console):
    """For a machine without a mail server: the letter as one reads it, on the screen."""

    def write_message(self, message: Any) -> None:
        lines = (f"To: {', '.join(message.to)}", f"Subject: {message.subject}", "", message.body)
        self.stream.write("\n".join(("", "-" * 79, *lines, "-" * 79, "")))


def hand_over(row: Mail, at_the_door: Door) -> None:
    """Send one letter. Raises Refused or Unclear."""
    passed = False

    def through_the_door() -> None:
        nonlocal passed
        at_the_door()
        passed = True

    connection = get_connection(at_the_door=through_the_door)
    try:
        connection.open()
        if not isinstance(connection, Smtp):
            through_the_door()
        connection.send_messages([_message(row, connection)])
    except smtplib.SMTPResponseException as error:
        # What a server says of us, such as of a wrong password, is no word about the letter.
        about_the_letter = isinstance(error, smtplib.SMTPDataError)
        for_good = about_the_letter and error.smtp_code >= 500
        raise Refused(_fault(error, error.smtp_code), for_good) from None
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        raise Refused(_fault(error, max(codes)), min(codes) >= 500) from None
    except (OSError, smtplib.SMTPException) as error:
        raise (Unclear if passed else Refused)(_fault(error)) from None
    finally:
        # The letter is taken or not by now; a bad goodbye changes nothing.
        with suppress(OSError, smtplib.SMTPException):
            connection.close()


def _fault(error: Exception, code: int | None = None) -> str:
    """The kind of an error: a server's words may name somebody."""
    return f"{type(error).__name__} {code}" if code else type(error).__name__


def _message(row: Mail, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        row.subject,
        row.text,
        None,
        [row.to],
        connection=connection,
        headers={"Message-ID": row.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(row.html, "text/html")
    return message
