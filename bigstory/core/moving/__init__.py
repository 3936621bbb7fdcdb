"""Moving in: a spreadsheet somebody sent becomes rows of the record, all at once or not at all.

A file is kept, its headings matched, its rows read and laid beside what is stored (the rehearsal),
and then it moves in, in one transaction; it can be taken back while nothing was built on it. What
the rows are, each app says in its moving.py; nothing here knows.

models     the file, its rows, and how a set of headings was matched
columns    what a column is, and why a cell cannot be taken
nouns      what a kind of row has to say about itself
tables     the rows of the file as it was sent
matching   which heading goes into which column
staging    rows read and laid beside what is stored
switch     the one transaction that moves them in
undo       taking it back
tasks      what the worker does of it
out        templates, what is stored, refused rows: the same columns out
"""
