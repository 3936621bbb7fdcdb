"""Charity and company numbers as people write them, in the form in which registers print them.

Neither has a check digit that the registers publish: only the form can be checked here, and pages
say so. Sources: https://register-of-charities.charitycommission.gov.uk and
https://www.gov.uk/guidance/companies-house-company-number-prefixes
"""

import re

# Of England and Wales: six or seven digits; a charity linked to another has a small number behind.
CHARITY = re.compile(r"([0-9]{6,7})(?:-([0-9]{1,3}))?")
# Eight signs: digits, or two letters for the register (SC, NI, OC, RC, IP …) and six more, of which
# the last is a letter in the oldest ones of societies.
COMPANY = re.compile(r"([A-Z]{2})?([0-9]{1,8})(R?)")
LENGTH = 8
BESIDE = re.compile(r"^(?:registered )?(?:charity|company)?[ .:]*(?:no|number|nr)?[ .:]*", re.I)


def read_charity_number(text: str) -> str:
    """As the register prints it, such as 1199999 or 1199999-2. Raises ValueError."""
    found = CHARITY.fullmatch(re.sub(r"[\s.,]", "", BESIDE.sub("", text)))
    if found is None:
        raise ValueError(text)
    number, linked = found.groups()
    return f"{number}-{int(linked)}" if linked and int(linked) else number


def read_company_number(text: str) -> str:
    """As the register prints it: the zeros that people drop are put back. Raises ValueError."""
    found = COMPANY.fullmatch(re.sub(r"[\s.,-]", "", BESIDE.sub("", text)).upper())
    if found is None:
        raise ValueError(text)
    register, digits, last = found[1] or "", found[2], found[3]
    room = LENGTH - len(register) - len(last)
    if len(digits) > room or int(digits) == 0 or (last and not register):
        raise ValueError(text)
    return f"{register}{digits:0>{room}}{last}"


def numbers_in(text: str) -> set[str]:
    """What somebody may mean who types this as a number; empty where it is none."""
    found = set()
    for read in (read_charity_number, read_company_number):
        try:
            found.add(read(text))
        except ValueError:
            continue
    return found
