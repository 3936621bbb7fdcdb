"""Photos people send: decoded in full, drawn anew without a word about where or by whom, and kept
privately.

`clean` makes a safe picture of what arrived, in a process of its own, or says in a sentence why
not; `store` holds the files; the one view that gives them out lies in pages, because only there is
it known who may see what.
"""

from bigstory.core.files.photos.clean import CleanPhoto, clean, cover
from bigstory.core.files.photos.draw import SIZES
from bigstory.core.files.photos.kinds import PhotoRefused

__all__ = ["SIZES", "CleanPhoto", "PhotoRefused", "clean", "cover"]
