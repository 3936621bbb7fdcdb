#!/bin/sh
# A backup of tonight into $BACKUPS: the database first and the files after it, so that every row finds its files.
# The ledger of what was closed is no part of it, on purpose: it outlives whatever is put back.
set -eu
umask 077
today=$(date +%F)
. "$(dirname "$0")/database.sh"
pg_dump --format=custom --file="$BACKUPS/.database" --dbname="$DATABASE"
tar -cf "$BACKUPS/.files" --exclude="$(basename "$STORAGE_DIR")/at-work" -C "$(dirname "$STORAGE_DIR")" "$(basename "$STORAGE_DIR")"
mv "$BACKUPS/.database" "$BACKUPS/bigstory-$today.dump"
mv "$BACKUPS/.files" "$BACKUPS/files-$today.tar"
# Whoever was erased is in no backup that is older than this.
find "$BACKUPS" -name '*.dump' -mtime +35 -delete
find "$BACKUPS" -name '*.tar' -mtime +35 -delete
