#!/bin/bash
# Runs once, when the primary's data is made: a role that may stream the write-ahead log, and the line that lets it in.
set -euo pipefail

psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 <<'SQL'
\getenv user REPLICATION_USER
\getenv password REPLICATION_PASSWORD
CREATE ROLE :"user" WITH REPLICATION LOGIN PASSWORD :'password';
SQL

echo "host replication $REPLICATION_USER all scram-sha-256" >> "$PGDATA/pg_hba.conf"
