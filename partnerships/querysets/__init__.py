"""What of the partnership's life each person may see: one `visible_to(user)` a model, one file a
subject.
"""
