"""The programme, its places, and who holds which role where.

A subject may import any subject's lower layer, and of its own layer only the subjects before it:

models, queries, exchange, actions, forms, views: programme, places, roles
"""
