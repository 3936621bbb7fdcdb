"""The photos of one story: the same questions as for something that happened, kept with the
story.
"""

from areas.models import Area
from outcomes.models import ChangeStory
from partnerships.forms.photos import PhotoBag
from partnerships.models import MediaItem


class StoryPhotoBag(PhotoBag):
    """Only one's own waiting photos of this area, and the story's, are let in."""

    def __init__(self, *, area: Area, by, story: ChangeStory):
        super().__init__(area=area, by=by, whole=True)
        self.story = story

    def _of_the_activity(self) -> list[MediaItem]:
        photos = MediaItem.objects.filter(in_story__story=self.story, kind=MediaItem.Kind.PHOTO)
        return list(photos.order_by("in_story__order", "pk"))
