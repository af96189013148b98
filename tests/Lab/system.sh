# Sourced by measurements. start_system starts a system of its own on the ports 18080 and 18443, which must be free, with new state, and ends it when the script ends.
# Afterwards $host is the AppHost's process, $state the state directory, $site the address of the gateway.

site=http://127.0.0.1:18080

# Arguments: those of ./run.
start_system() {
  state=$(mktemp -d)
  chmod 755 "$state"
  export MYARCH_STATE=$state
  host=
  trap 'stop_system; rm -rf "$state"' EXIT
  ./run --port 18080 "$@" > "$state/run.log" 2>&1 & host=$!
  until compgen -G "$state/*/running.json" > /dev/null; do
    kill -0 "$host" 2> /dev/null || { cat "$state/run.log" >&2; exit 1; }
    sleep 0.1
  done
}

stop_system() {
  [[ -z $host ]] || kill "$host" 2> /dev/null || true
  wait
  host=
}

# The process of an instance.
process() { # instance
  local pid
  for pid in $(cat /proc/"$host"/task/*/children); do
    if tr '\0' '\n' < "/proc/$pid/environ" 2> /dev/null | grep -qx "Instance__Id=$1"; then echo "$pid"; return; fi
  done
  echo "There is no instance $1." >&2
  return 1
}

# A variable that the AppHost gave to a process: the service's own credentials, no others.
variable_of() { tr '\0' '\n' < "/proc/$1/environ" | sed -n "s/^$2=//p"; } # process, name
