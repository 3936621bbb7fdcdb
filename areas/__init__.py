"""The programme, its places, who holds which role where, and who looks after them.

A subject may import any subject's lower layer, and of its own layer only the subjects before it:

models, queries, exchange, actions, forms, views: programme, places, powers, roles, desk
"""
