#!/bin/bash
# Runs once, when the primary's data is made: a role for each database, named by OWNER_OF_<DATABASE> with PASSWORD_OF_<DATABASE>, and access rules that let it into that database alone.
set -euo pipefail

# The image lets every role into every database: those lines go, and each role gets its own.
sed -i -E '/^host[[:space:]]+all[[:space:]]+all[[:space:]]/d' "$PGDATA/pg_hba.conf"
echo "host all $POSTGRES_USER all scram-sha-256" >> "$PGDATA/pg_hba.conf"

for variable in "${!OWNER_OF_@}"; do
  database=${variable#OWNER_OF_}
  password=PASSWORD_OF_$database
  OWNER=${!variable} PASSWORD=${!password} psql --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 <<'SQL'
\getenv owner OWNER
\getenv password PASSWORD
CREATE ROLE :"owner" LOGIN PASSWORD :'password';
SQL
  echo "host ${database,,} ${!variable} all scram-sha-256" >> "$PGDATA/pg_hba.conf"
done
