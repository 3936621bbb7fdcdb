"""What the pages cost on a large record: `manage.py benchmark`, on either database.

`data` makes the record, of the `rows` that are meant; `scenarios` names what is asked of it, `cost`
measures an answer and `floor` what the same answer costs at the least, `crowd` asks from several
sides at once, `report` prints it and `limits` says what it may cost. Nothing here runs on a site
that anybody uses.
"""
