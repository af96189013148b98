# Sourced by ./run and ./test: finds what they need and installs what is missing with apt-get where that is possible.
# Usage: require_sdk; require_packages PACKAGE...   (names of Debian packages; PROGRAMS says how each is recognised)

declare -A PROGRAMS=(
  [redis-server]=redis-server
  [postgresql-15]=/usr/lib/postgresql/15/bin/postgres
  [util-linux]=setpriv
  [chromium]=chromium
  [nodejs]=node
  [npm]=npm
  [libvips-tools]=vipsthumbnail
)

fail() { echo "myarch: $*" >&2; exit 1; }

require_sdk() {
  command -v dotnet > /dev/null || fail "the .NET SDK 10.0 is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and put dotnet on the PATH."
  # In the repository's folder this checks global.json, and says what to do when no SDK fits.
  dotnet --version > /dev/null || exit 1
}

require_packages() {
  local missing=() package
  for package in "$@"; do
    command -v "${PROGRAMS[$package]}" > /dev/null || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0

  local as_root=()
  [[ $(id -u) == 0 ]] || as_root=(sudo)
  local command="${as_root[*]:+${as_root[*]} }apt-get update && ${as_root[*]:+${as_root[*]} }apt-get install --yes --no-install-recommends ${missing[*]}"
  command -v apt-get > /dev/null || fail "missing: ${missing[*]}. Install them with this system's package manager (the names are Debian's)."
  if [[ ${#as_root[@]} -gt 0 ]] && ! sudo --non-interactive true 2> /dev/null; then
    fail "missing: ${missing[*]}. Run: $command"
  fi

  echo "Installing ${missing[*]} ..."
  install_quietly "${missing[@]}" || fail "could not install ${missing[*]}. Try: $command"
}

# The packages of servers start them and keep them running; this project runs its own. policy-rc.d is Debian's way to say so.
install_quietly() {
  local as_root=() log policy=/usr/sbin/policy-rc.d made=
  [[ $(id -u) == 0 ]] || as_root=(sudo --non-interactive)
  log=$(mktemp)
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee $policy > /dev/null && "${as_root[@]}" chmod +x $policy && made=yes
  fi
  local result=0
  { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@"; } > "$log" 2>&1 || result=$?
  [[ -z $made ]] || "${as_root[@]}" rm -f $policy
  [[ $result == 0 ]] || tail -n 15 "$log" >&2
  rm -f "$log"
  return $result
}
