"""The one door for words: `clean` is the step, and every text that comes in takes it.

What a browser or a phone sends takes it in door.py, before any view; each cell and line of a file
where the file is read; and what was stored goes out of files and feeds through it again.
"""
