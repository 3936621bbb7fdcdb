"""Words for the decision books. Rooms are heads: residents, workers, LTO, the Rep, councillors, others."""

from datetime import date

MINIBUS, LUNCH = "Buy and run a second-hand minibus", "Start a weekly luncheon club"
RENEWAL = "Minibus renewal and a driver rota"
ENGLISH, GRANTS = "English tables at shift-change times", "Small grants for anybody with an idea"
HUT, PHONES = "The mending hut: bikes, mowers, a bench each", "Hand the phone tree to the parish"
MARKET, STANDS = "Saturday market, one season's trial", "Luncheon club stands on its own account"
# on, what, raised by, name, options, why, who decided, room, pounds, action, activity
RAMSEY = [
    (date(2015, 10, 14), "Buy a second-hand minibus, not hire one", "resident", "Alan",
     "Hire by the day; vouchers for taxis.", "Hiring would have used the same money in four years, with nothing left.",
     "vote", (9, 1, 1, 1, 1, 0), 31500, MINIBUS, "Minibus came home"),
    (date(2017, 9, 6), "Lunch every Thursday in Mill Lane hall", "resident", "Denise",
     "Once a month; meals taken to people's doors.", "People said they wanted somewhere to be expected.",
     "together", (8, 1, 1, 0, 1, 2), 14200, LUNCH, "First luncheon"),
    (date(2018, 3, 14), "Try a Saturday market for one season", "council", "",
     "Leave it to the district.", "Three stalls had asked. Five of us thought it would not last.",
     "vote", (6, 1, 1, 1, 2, 0), 9800, MARKET, "Market day one"),
    (date(2018, 7, 18), "Stop the Saturday market", "resident", "Ken",
     "Carry on until September.", "Two stalls and the wind. Stopping in time left enough for the kitchen.",
     "together", (9, 1, 0, 0, 1, 0), None, MARKET, "Last market"),
    (date(2021, 9, 15), "English tables at ten at night, when the shift ends", "resident", "Ruta",
     "Tuesday mornings, like everywhere else.", "Nobody on nights is awake on Tuesday morning.",
     "together", (8, 1, 0, 0, 1, 0), 4300, ENGLISH, "First English table, ten at night"),
    (date(2023, 2, 15), "Residents decide the small grants, names covered", "worker", "Tom",
     "A panel of three; the LTO looks at each.", "Covered names kept the arguing about the ideas.",
     "vote", (9, 1, 1, 1, 1, 0), 6000, GRANTS, "Grants panel, March round"),
    (date(2023, 6, 21), "The old signal hut becomes the mending hut", "resident", "Ashraf",
     "A van; a shop in the high street.", "The rent is a pound and the roof only leaks on one side.",
     "vote", (7, 1, 1, 0, 0, 3), 8700, HUT, "Mending hut opens"),
    (date(2024, 11, 13), "The luncheon club keeps its own account", "lto", "Janet",
     "Stay with the LTO to the end.", "It has paid for itself since spring, and ought to outlive us.",
     "together", (8, 1, 1, 1, 0, 0), None, STANDS, None),
    (date(2026, 1, 14), "Spend the last of the minibus money on a driver rota", "resident", "Alan",
     "Sell the bus while it is worth something.", "The bus is worth more to us on the road than in the bank.",
     "vote", (8, 1, 1, 0, 0, 0), 5200, RENEWAL, "Seaside with the minibus, two runs"),
    (date(2026, 3, 11), "No money left to anybody who did not ask in the open", "resident", "Gwen",
     "Share what is left between the three clubs.", "Said in front of everybody, it is fair. Said later, it is gossip.",
     "together", (9, 1, 1, 1, 0, 0), None, None, "Last meeting with money in it"),
    (date(2026, 6, 10), "Two runs to the seaside, children first", "resident", "Abi",
     "One big coach.", "The coach cannot turn in Sandy Drove, and the minibus is ours.",
     "together", (7, 1, 0, 0, 0, 1), 640, RENEWAL, "Seaside with the minibus, two runs"),
    (date(2026, 9, 9), "Practise the flood phones before the clocks change", "resident", "Alan",
     "Wait for the parish to take it on.", "Water does not wait for the parish.",
     "together", (8, 1, 0, 0, 0, 0), None, PHONES, "Flood phone practice"),
    (date(2026, 10, 14), "Ask the parish clerk to an English table, not to a meeting", "resident", "Bridie",
     "Write a letter; go to the parish meeting.", "She can see what it is in ten minutes, with a mug in her hand.",
     "some", (7, 1, 0, 1, 0, 0), None, ENGLISH, "English table meets the parish clerk"),
    (date(2026, 11, 11), "The phone tree goes to the parish in January", "worker", "Tom",
     "Keep it until the plan ends in March.", "They asked for it, and winter is when one finds out whether it works.",
     "vote", (6, 1, 1, 0, 0, 2), None, PHONES, None),
]  # fmt: skip
# Ramsey's next meetings: day, hour, what, where, what it is about.
TO_COME = [
    (date(2026, 12, 2), 19, "Partnership meeting", "Mill Lane hall",
     "Who holds the minibus keys after March. What the parish clerk said. Mince pies: Ken."),
    (date(2027, 1, 13), 19, "Partnership meeting", "Mill Lane hall", "Handing over the phone tree."),
    (date(2027, 3, 10), 18, "Last meeting of this plan", "Mill Lane hall", "What stays, and who looks after it."),
]  # fmt: skip
# Four of five with a resident majority; one nobody noted.
ROOMS = [
    (8, 1, 1, 1, 0, 0), (7, 1, 1, 0, 1, 1), (9, 1, 0, 1, 1, 0), None, (4, 2, 1, 1, 1, 0),
    (10, 1, 1, 0, 2, 3), (6, 1, 1, 0, 0, 0), (3, 1, 1, 1, 0, 1), (11, 1, 1, 1, 1, 0),
]  # fmt: skip
# raised by, decided by, what else could have been done, why this
WHY = [
    ("resident", "vote", "Wait a year and see.", "It came up on more doors than anything else."),
    ("resident", "together", "Ask the council to do it.", "The council said not before the year after next."),
    ("worker", "vote", "Something smaller, for half the money.", "Half of it would have been half a thing."),
    ("resident", "together", "", "Three people said they would turn up every week, and then a fourth did."),
    ("council", "vote", "Leave it as it is.", "Not everybody liked where the idea came from. They liked the idea."),
    ("resident", "some", "Put it out to a firm.", "We know who would do it, and where they live."),
    ("lto", "together", "Carry on without.", "The papers needed it, and for once so did we."),
]
