"""Sentences that pages show about who reads what, and the people who then do, by hand."""

# Denise, Tom, Ashraf, Janet, Priya, Ines, Colin of another area, and somebody without an account.
PEOPLE = {
    "M": "member",
    "W": "worker",
    "R": "rep",
    "L": "lto",
    "T": "trust",
    "E": "evaluator",
    "N": "neighbour",
    "V": "visitor",
}
AREA = "MWR"
PROGRAMME = "MWRLTE"
NETWORK = "MWRLTEN"
EVERYBODY = "MWRLTENV"
# Where a thing is read, where that is not the page of a story, and the words it is known by.
WHERE = {
    "reply": ("/stories/{accepted}/", "Zqreply"),
    "listed": ("/stories/{sent}/people/", "The people in this story"),
    "lunch_area": ("/areas/ramsey/activities/{lunch_area}/", "Zqlunch_area"),
    "lunch_programme": ("/areas/ramsey/activities/{lunch_programme}/", "Zqlunch_programme"),
    "lunch_network": ("/areas/ramsey/activities/{lunch_network}/", "Zqlunch_network"),
    "lunch_asked": ("/areas/ramsey/activities/{lunch_asked}/", "Zqlunch_asked"),
    "decision": ("/areas/ramsey/decisions/{decision}/", "Zqdecision"),
    "raiser": ("/areas/ramsey/decisions/{decision}/", "Zqraiser"),
    "unnamed": ("/areas/ramsey/partnership/", "Zqunnamed"),
    "named": ("/areas/ramsey/partnership/", "Zqnamed"),
    "interest": ("/areas/ramsey/partnership/interests/", "Zqinterest"),
    "report": ("/areas/ramsey/money/reports/{report}/", "Zqreport"),
    "signals": ("/areas/ramsey/sturdiness/", "Share it, when you want to"),
    "share": ("/areas/ramsey/sturdiness/shared/{share}/", "Zqshared"),
    "plan": ("/areas/ramsey/plan/{plan}/", "Zqplan"),
    "plan_begun": ("/areas/ramsey/plan/{plan_begun}/", "Zqbegun"),
    "our_part": ("/areas/ramsey/", 'id="ours"'),
}
LISTS = ["/stories/", "/stories/stories.csv", "/stories/feed/", "/areas/ramsey/timeline/"]
OUR_AREA = "Read today by: Our area. That is the partnership, its worker and its Rep."
TELLERS = "Only the partnership and its worker read it."
OF_A_STOP = "Only those who deal with that read it: the partnership, its worker and Local Trust."
KEPT_BACK = "Until the day you choose only your partnership, its worker and your Rep read this"

# The page, who looks at it, what it says, of which thing, and who reads that.
ROWS = [
    # A story says who reads it now.
    ("/stories/{draft}/", "member", f"This is a draft. {OUR_AREA}", "draft", AREA),
    ("/stories/{kept}/", "rep", OUR_AREA, "kept", AREA),
    ("/stories/{sent}/", "evaluator", "Programme and evaluators can read this.", "sent", PROGRAMME),
    ("/stories/{sent}/", "member", "Local Trust owes you a reply.", "sent", PROGRAMME),
    ("/stories/{held}/", "member", "Local Trust reads it from {later} on", "held", AREA),
    ("/stories/{held}/", "rep", OUR_AREA, "held", AREA),
    ("/stories/{accepted}/", "member", "Local Trust accepted it.", "accepted", PROGRAMME),
    ("/stories/{network}/", "neighbour", "All areas can read this.", "network", NETWORK),
    ("/stories/{public}/", "visitor", "Everybody can read this.", "public", EVERYBODY),
    ("/stories/{back}/", "member", f"This story was taken back. {TELLERS}", "back", "MW"),
    ("/stories/{stopped}/", "trust", f"It is stopped for now. {OF_A_STOP}", "stopped", "MWT"),
    ("/stories/{quiet}/", "member", f"It is stopped for now. {TELLERS}", "quiet", "MW"),
    ("/stories/{cut}/", "member", "Local Trust cannot read it now.", "cut", "MW"),
    (
        "/stories/{cut}/",
        "worker",
        "Until that is done only the partnership and its worker read it.",
        "cut",
        "MW",
    ),
    (
        "/mine/{secret}/",
        "visitor",
        "Until your part is cut only the partnership and its worker read it.",
        "cut",
        "MW",
    ),
    (
        "/stories/{accepted}/",
        "trust",
        "Nobody but the partnership, its worker, its Rep and Local Trust reads this.",
        "reply",
        "MWRT",
    ),
    # Before it goes, or comes back.
    (
        "/stories/{draft}/tell/check/",
        "member",
        "Your LTO, Local Trust and the evaluators read it too, at once",
        "sent",
        PROGRAMME,
    ),
    (
        "/stories/{draft}/tell/check/",
        "member",
        "Others read it once Local Trust said yes.",
        "public",
        EVERYBODY,
    ),
    (
        "/stories/{ours}/tell/check/",
        "member",
        "It stays in your area. Local Trust does not read it.",
        "kept",
        AREA,
    ),
    ("/stories/{draft}/tell/who/", "member", KEPT_BACK, "held", AREA),
    (
        "/stories/{draft}/tell/who/",
        "member",
        "Our area The partnership, its worker and its Rep",
        "kept",
        AREA,
    ),
    (
        "/stories/{draft}/tell/who/",
        "member",
        "Also the area’s LTO, Local Trust and the evaluators",
        "sent",
        PROGRAMME,
    ),
    (
        "/stories/{draft}/tell/who/",
        "member",
        "Also everybody who signs in from another area, once Local Trust said yes",
        "network",
        NETWORK,
    ),
    (
        "/stories/{public}/withdraw/",
        "member",
        "From that moment only the partnership and its worker can read it",
        "back",
        "MW",
    ),
    (
        "/stories/{public}/stop/",
        "rep",
        "the partnership, its worker and, where it was sent, Local Trust.",
        "stopped",
        "MWT",
    ),
    ("/stories/{public}/stop/", "lto", "and, where it was sent, Local Trust.", "quiet", "MW"),
    (
        "/stories/{public}/flag/",
        "visitor",
        "From the moment you send this only those who look after it can read it.",
        "reported",
        "MWT",
    ),
    (
        "/stories/{draft}/people/new/",
        "member",
        "This list is seen by your partnership, its worker and Local Trust",
        "listed",
        "MWT",
    ),
    # What was logged.
    (
        "/areas/ramsey/log/",
        "member",
        "Our area The partnership, its worker, the area’s LTO and its Rep",
        "lunch_area",
        "MWRL",
    ),
    (
        "/areas/ramsey/log/",
        "member",
        "Also Local Trust and the evaluators",
        "lunch_programme",
        PROGRAMME,
    ),
    (
        "/areas/ramsey/log/",
        "member",
        "Also everybody who signs in from another area ",
        "lunch_network",
        NETWORK,
    ),
    (
        "/areas/ramsey/activities/{lunch_asked}/",
        "member",
        "All areas (everybody once",
        "lunch_asked",
        NETWORK,
    ),
    (
        "/areas/ramsey/activities/{lunch_asked}/words/",
        "worker",
        "it goes as far as all areas and no further.",
        "lunch_asked",
        NETWORK,
    ),
    # The other books of an area.
    (
        "/areas/ramsey/decisions/new/",
        "member",
        "Your members and workers, your LTO, your Rep and Local Trust. Evaluators read it",
        "decision",
        PROGRAMME,
    ),
    ("/areas/ramsey/decisions/new/", "member", "Evaluators do not see it.", "raiser", "MWRLT"),
    (
        "/areas/ramsey/partnership/seats/new/",
        "worker",
        "Your members and workers read every name.",
        "unnamed",
        "MW",
    ),
    (
        "/areas/ramsey/partnership/seats/new/",
        "worker",
        "Evaluators, other areas and visitors read how many there are, and no name.",
        "named",
        "MWRLT",
    ),
    (
        "/areas/ramsey/partnership/interests/new/",
        "worker",
        "Your members and workers, your LTO, your Rep and Local Trust.",
        "interest",
        "MWRLT",
    ),
    (
        "/areas/ramsey/money/reports/{report}/",
        "lto",
        "Local Trust does not see it, and it counts in no total.",
        "report",
        "MWRL",
    ),
    (
        "/areas/ramsey/sturdiness/",
        "member",
        "Now: members and paid workers of this area. Nobody else.",
        "signals",
        "MW",
    ),
    (
        "/areas/ramsey/sturdiness/",
        "worker",
        "Not your LTO, not evaluators, not other areas, not the public.",
        "share",
        "MWRT",
    ),
    (
        "/areas/ramsey/plan/{plan_begun}/send/",
        "member",
        "Once it is endorsed everybody can read it",
        "plan",
        EVERYBODY,
    ),
    (
        "/areas/ramsey/",
        "lto",
        "This part of the page is for your partnership and its worker, your LTO and your Rep.",
        "our_part",
        "MWRL",
    ),
    (
        "/areas/ramsey/plan/{plan_begun}/write/",
        "member",
        "Your LTO, your Rep, Local Trust and the evaluators can look on while you write.",
        "plan_begun",
        PROGRAMME,
    ),
    # Pages about the site.
    ("/privacy/", "visitor", "Our area The partnership, its worker and its Rep.", "kept", AREA),
    (
        "/privacy/",
        "visitor",
        "All areas Also everybody who signs in from another area, once Local Trust said yes.",
        "network",
        NETWORK,
    ),
    (
        "/privacy/",
        "visitor",
        "only the partnership and its worker still read their own record of it",
        "back",
        "MW",
    ),
]
