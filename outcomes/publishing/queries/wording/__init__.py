"""Finds what may say who somebody is in a story, or in something that was logged for everybody, and
says it as it may be copied.

words        a text cut into words, each with the spelling in which it is compared
first_names  the list of first names, and those of them that are everyday words
contacts     phone numbers, e-mail addresses and postcodes in a text
people       the names of people of an area, and on the list of a story, in their parts
finding      all of these and the names in one text
story        the words of a story, and the people on its list
logged       the words of something that was logged
whole        the findings in all the words of either, with what was decided about each
called       a text with each listed person called as they may be

It warns; people decide (`outcomes.publishing.actions.wording`).
"""
