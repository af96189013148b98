#!/bin/bash
# Makes and starts a streaming replica. Runs as the user postgres; needs PGDATA, PRIMARY_HOST, PRIMARY_PORT, REPLICATION_USER, REPLICATION_PASSWORD, REPLICATION_SLOT.
set -euo pipefail
umask 077

volume=$(dirname "$PGDATA")
passfile=$volume/primary.pgpass
copy=$volume/base-backup

# The primary's port may be another at each start, so both the pass file and the connection are written anew.
printf '*:*:*:%s:%s\n' "$REPLICATION_USER" "$REPLICATION_PASSWORD" > "$passfile"
unset REPLICATION_PASSWORD
export PGPASSFILE=$passfile
connection="host=$PRIMARY_HOST port=$PRIMARY_PORT user=$REPLICATION_USER passfile=$passfile connect_timeout=5"

ask_primary() { psql --no-psqlrc --no-password --tuples-only --no-align --dbname "$connection dbname=postgres" --command "$1"; }

if ! answer=$(ask_primary "select system_identifier || ' ' || coalesce((select coalesce(wal_status, 'reserved') from pg_replication_slots
    where slot_name = '$REPLICATION_SLOT'), '') from pg_control_system()"); then
  [[ -s $PGDATA/PG_VERSION ]] || { echo "There is no copy of the primary here yet, and it does not answer at $PRIMARY_HOST:$PRIMARY_PORT." >&2; exit 1; }
  # Reads go on without a primary; the copy is checked again at the next start.
  echo "The primary does not answer at $PRIMARY_HOST:$PRIMARY_PORT: starting with the copy that is here."
  answer=
fi
theirs=${answer%% *}
slot_state=${answer#* }

if [[ -n $theirs && -s $PGDATA/PG_VERSION ]]; then
  ours=$(pg_controldata "$PGDATA" | sed -n 's/^Database system identifier: *//p')
  if [[ $ours != "$theirs" ]]; then
    echo "The primary is another database system ($theirs) than the one copied here ($ours): copying it anew."
    rm -rf "$PGDATA"
  elif [[ -z $slot_state || $slot_state == lost ]]; then
    echo "The primary no longer keeps the log that this replica needs (slot: ${slot_state:-none}): copying it anew."
    rm -rf "$PGDATA"
  fi
fi

if [[ ! -s $PGDATA/PG_VERSION ]]; then
  # Copied beside and renamed when whole: a copy that was cut off is never taken for a replica.
  rm -rf "$copy" "$PGDATA"
  if [[ $slot_state == lost ]]; then
    ask_primary "select pg_drop_replication_slot('$REPLICATION_SLOT')" > /dev/null
    slot_state=
  fi
  create_slot=()
  [[ -n $slot_state ]] || create_slot=(--create-slot)
  pg_basebackup --no-password --dbname "$connection" --pgdata "$copy" --wal-method stream --checkpoint fast --slot "$REPLICATION_SLOT" "${create_slot[@]}"
  touch "$copy/standby.signal"
  mv "$copy" "$PGDATA"
fi

exec postgres \
  -c "primary_conninfo=$connection" \
  -c "primary_slot_name=$REPLICATION_SLOT" \
  -c hot_standby=on
