"""Pages that join several apps.

A subject may import any subject's lower layer, and of its own layer only the subjects before it:

queries, exchange, actions, views: site, sitemap, front, area, desk, elements, what_came_of_it,
    activities, files, sturdiness, portfolio, home
"""
