#!/bin/bash
# Runs once, when the primary's data is made: a role that may stream the write-ahead log, and the lines that let it in. Without a replica (REPLICATION_USER is not set) there is nothing to do.
set -euo pipefail

if [[ -n ${REPLICATION_USER:-} ]]; then
  psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 <<'SQL'
\getenv user REPLICATION_USER
\getenv password REPLICATION_PASSWORD
CREATE ROLE :"user" WITH REPLICATION LOGIN PASSWORD :'password';
SQL

  # The replica also asks, in the database postgres, which system this is and how its slot is.
  for database in replication postgres; do
    echo "host $database $REPLICATION_USER all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  done
fi
