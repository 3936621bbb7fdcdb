"""The first names of today's towns, those of them that are everyday words, and words that are none.

Their list is a file, one name a line: `outcomes/data/first-names.txt`.
"""

from functools import cache
from pathlib import Path

from bigstory.core.folding import fold


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILE = Path(__file__).parents[3] / "data" / "first-names.txt"

# Months with a name. “In May”, “12 May”, “May 2024” are dates.
MONTHS = word_set("april may june august")
BEFORE_A_MONTH = word_set(
    """in since by until till last next this early late mid every each before after during st nd rd
    th january february march april may june july august september october november december"""
)

# “Will Maureen come?” is a question about Maureen.
ASKS = word_set("will may")

# First names that are everyday words, and family names that people on a list of people may have.
# In small letters they are no names.
EVERYDAY = word_set(
    """april august may june summer dawn rose poppy violet iris fern flora myrtle pansy primrose
    marigold clover rosemary ginger cherry berry blossom willow rowan laurel bay heath forest
    river brook brooke glen dale reef cliff rock stone coral pearl ruby amber jade opal sapphire
    grace hope faith joy charity mercy patience prudence verity unity trinity liberty felicity
    honor honour comfort blessing precious harmony melody carol christian eve angel bishop dean
    pope will mark bill frank grant rich wade drew guy miles ray pip wren raven drake buck colt
    hunter parker mason carter cooper tucker piper tanner spencer chuck skip chase chance pierce
    lance spike dot nan bunny honey candy sherry brandy ivory sandy bonnie merry gay basil sage
    rue herb dusty rusty woody randy victor earl duke baron lord major prince regent duchess
    queenie gill art van deep ping long song young yang yin hung dung dong dang fang tan tam
    loan lien lap tram tin trim hue hong dao mai min man wing shun sing ram hind sultan shade
    star india chelsea paisley brooklyn jordan israel lincoln clay bridge bridges field fields
    green brown white black gray grey hill hills wood woods moore moor marsh lake pool pond
    banks bank park parks lane street church hall house holmes kitchen well wells waters winter
    winters snow frost day knight king kings cook baker butcher farmer fisher gardener miller
    potter smith taylor turner walker weaver wright porter page price power powers sharp short
    small little strong swift best good goodman gold golden silver bright moody savage noble
    love lovely bliss bush birch ash oak beach bird birds bull fox hare hart lamb lion wolf pike
    rice bean beans bacon ham pie fry mills read reader reed reeve rush sparks speed steel bell
    bells ball barber bond case cash cole cope court cross curry dawes fair flower flowers foot
    ford free gates head hand hands hunt key keys law march marks moon north south east west
    nurse paine pain pepper pound pounds rust sands sergeant singer temple thorn tower towers
    town ward warden waterman webb wild wise worth link bold bone bones booth box boys brand
    branch burns burn bury butler camp carver chambers champion child childs close coffin coward
    crane crook crow crisp darling dare divine dix doe dove down downs early eden end england
    english feather finch fish fleet french friend friends gale garland gore grave graves gun
    guest haste hay hawk heard hollow hood horn huff hurst ireland irish joiner jolly keen keep
    kind kirk lawless lay leach leaf lock lodge london mallet mead mercer milk minor minister
    neat new newman nice palmer partridge peace peach peel perks petty pinch place plant plum
    post pratt pride quick raw reason roach roof round salmon salt sawyer seal self sellers
    setter shepherd silk skinner slack sly spring stack stead sterling stock stout summers sweet
    swan tall tally teal tidy true trust trusty vane vest vine wake wall walls want waste wax
    way weeks welcome welsh wheel wheeler winder winner worker workman wool yard yates younger"""
)

# They begin sentences and stand in headings with a capital, and are nobody's family name.
FUNCTION_WORDS = word_set(
    """i a an the and or but nor so yet if then than that this these those there here he she it we
    you they me him her us them my your his its our their mine yours ours theirs who whom whose
    which what when where why how is are was were be been being am do does did done have has had
    having will would shall should can could may might must not no yes in on at of to for from
    by with about into onto over under after before since until while as up down out off all any
    each every some many much more most other another such only own same too very just also now
    once one two three four five six seven eight nine ten first last next new old well went came
    said says got get go going let people everybody nobody somebody mr mrs"""
)


# Of bodies and posts, and not of people.
OF_BODIES = word_set(
    """big local trust partnership council resident residents worker group club centre community
    association rep chair treasurer secretary member office"""
)


@cache
def first_names() -> frozenset[str]:
    """The first names of the list, as they are compared."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))
