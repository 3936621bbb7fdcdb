"""Why a recording or a film was not taken in, each in a sentence that says what to do."""

from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bigstory.core.refused import RefusedBecause


class Why(StrEnum):
    NO_FFMPEG = "no_ffmpeg"
    KIND = "kind"
    BYTES = "bytes"
    LENGTH = "length"
    DAMAGED = "damaged"
    SLOW = "slow"


class RecordingRefused(RefusedBecause[Why]):
    @staticmethod
    def sentence(why: Why) -> str:
        if why == Why.BYTES:
            most = settings.RECORDING_MAX_BYTES // 1_000_000
            return _(
                "It is larger than %(most)s MB. Send a shorter one, or one of lower quality."
            ) % {"most": most}
        if why == Why.LENGTH:
            most = settings.RECORDING_MAX_SECONDS // 60
            words = ngettext(
                "It is longer than %(n)s minute.", "It is longer than %(n)s minutes.", most
            ) % {"n": most}
            return f"{words} " + _("Cut it shorter, or send it in parts.")
        return {
            Why.NO_FFMPEG: _(
                "This site cannot take recordings or films. Write what was said, or put "
                "a film on YouTube."
            ),
            Why.KIND: _(
                "It is not a recording or a film we can read. Choose an MP3, M4A, WAV, "
                "MP4 or MOV file."
            ),
            Why.DAMAGED: _("Part of it is missing or damaged. Try again, or choose another."),
            Why.SLOW: _(
                "It took too long to make ready. Send a shorter one, or one of lower quality."
            ),
        }[why]
