"""Finds what may say who somebody is in a story, and says a story as it may be copied.

words        a text cut into words, each with the spelling in which it is compared
first_names  the list of first names, and those of them that are everyday words
contacts     phone numbers, e-mail addresses and postcodes in a text
people       the names of people of one story, in their parts
finding      all of these and the names in one text
story        the same in all the words of a story, with what was decided about each
called       a text with each listed person called as they may be

It warns; people decide (`outcomes.publishing.actions.wording`).
"""
