"""The partnership's working life: who sits on it, what it plans, what it does, decides and spends.

A subject may import any subject's lower layer, and of its own layer only the subjects before it:

models, queries, exchange, forms, views: organisations, table, plan, log, money, decisions, signals
actions: organisations, log, table, plan, money, decisions, signals
"""
