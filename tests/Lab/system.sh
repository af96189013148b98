# Sourced by measurements. start_system starts a system of its own, with new state, and ends it when the script ends. Its gateway is on $port, 18080 unless set (and HTTPS 363 above it), which must
# be free. Afterwards $host is the AppHost's process, $state the state directory, $site the address of the gateway; of the last one started, if there are several.

systems=()
states=()

# Arguments: those of ./run.
start_system() {
  local gateway=${port:-18080}
  site=http://127.0.0.1:$gateway
  state=$(mktemp -d)
  chmod 755 "$state"
  states+=("$state")
  trap 'stop_systems; rm -rf "${states[@]}"' EXIT
  MYARCH_STATE=$state ./run --port "$gateway" "$@" > "$state/run.log" 2>&1 & host=$!
  systems+=("$host")
  until compgen -G "$state/*/running.json" > /dev/null; do
    kill -0 "$host" 2> /dev/null || { cat "$state/run.log" >&2; exit 1; }
    sleep 0.1
  done
}

stop_systems() {
  [[ ${#systems[@]} -eq 0 ]] || kill "${systems[@]}" 2> /dev/null || true
  wait
  systems=()
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
