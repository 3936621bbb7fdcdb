"""The programme, its places, and who holds which role where."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "areas"

    def ready(self) -> None:
        from areas.access import can
        from areas.programme.context import words_of_letters
        from areas.programme.queries import readable
        from bigstory.accounts.roles import May
        from bigstory.core.health import CHECKS
        from bigstory.core.moving.nouns import MAY
        from bigstory.core.work.mail import CONTEXT

        MAY.append(lambda user: can(user, May.MOVE_IN))

        CONTEXT.append(words_of_letters)
        CHECKS["programme"] = readable
