"""Recordings and films people send: made anew by ffmpeg, without a word about where or by whom, and
kept privately.

`look` says what a sent file holds, or refuses it in a sentence; `make_sound` and `make_film` write
the copies that are kept; `store` holds them. Where ffmpeg is not installed everything is refused,
with a sentence that says so.
"""

from bigstory.core.files.recordings.look import RecordingRefused, Sent, Why, look
from bigstory.core.files.recordings.make import CleanRecording, make_film, make_sound

__all__ = ["CleanRecording", "RecordingRefused", "Sent", "Why", "look", "make_film", "make_sound"]
