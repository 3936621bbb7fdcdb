"""What was made by hand waits as if it had been sent, and is written about."""

from django.utils import timezone

from areas.desk.actions.owed import keep_all_owed
from areas.models import Area, Letter, Owed


def grow_letters(area: Area, numbers, *, by) -> None:
    """Letters of both sides about as many things as there are numbers, half of them asking."""
    keep_all_owed()
    sent = Owed.objects.ours().filter(area=area, about__in=("story", "spend_report", "plan"))
    asked = set(Owed.objects.theirs().filter(area=area).values_list("about", "thing"))
    letters, questions = [], []
    for about, thing in sent.values_list("about", "thing").distinct().order_by("about", "thing"):
        if len(questions) >= len(numbers) or (about, thing) in asked:
            continue
        questions.append(_question(area, about, thing))
        for side in ("area", "trust"):
            letters.append(_letter(area, about, thing, side, by))
    Letter.objects.bulk_create(letters)
    Owed.objects.bulk_create(questions)


def _question(area: Area, about: str, thing: int) -> Owed:
    now = timezone.now()
    return Owed(area=area, kind="question", about=about, thing=thing, owes="area", sent=now)


def _letter(area: Area, about: str, thing: int, side: str, by) -> Letter:
    return Letter(
        area=area,
        about=about,
        thing=thing,
        side=side,
        asks=side == "trust",
        words="Who drives on the weeks Alan is away?",
        writer=by,
        writer_name=by.name,
        at=timezone.now(),
    )
