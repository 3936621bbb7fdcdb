"""The heart: change stories, tied to the programme's outcomes by whoever reads them.

A subject may import any subject's lower layer, and of its own layer only the subjects before it:

models, forms, views: framework, stories, consent, media, publishing, review, library
queries, exchange: framework, publishing, media, stories, consent, review, library
actions: framework, publishing, stories, media, consent, review, library
"""
