# shellcheck shell=bash
# Where an installation lives and what it remembers: its id, its secrets and the choices made at `up`.

default_data=/var/lib/varlab
default_port=7080
# The web app runs as this user, which needs no name; 10001 is the student in the containers.
web_user=10002

# Finds the data directory ($1 = the --data option or nothing): option, VARLAB_DATA, the one used last, the default.
locate() {
  local remembered="$root/var/data-directory"
  data=${1:-${VARLAB_DATA:-}}
  if [ -z "$data" ] && [ -f "$remembered" ]; then data=$(<"$remembered"); fi
  data=$(realpath -m "${data:-$default_data}")
  logs=$data/logs
  state=$data/state
  port=$(setting port "$default_port")
  host=$(setting host localhost)
}

# A choice remembered from the last `up`, or the default $2.
setting() {
  local file="$data/state/$1"
  if [ -s "$file" ]; then cat "$file"; else printf '%s' "$2"; fi
}
remember() { write_file "$state/$1" 600 "$2"; }

# Writes a file so that a reader sees the old or the new content, never half of it.
write_file() {
  local target=$1 mode=$2 content=$3 temporary
  mkdir -p "$(dirname "$target")"
  temporary=$(mktemp "$target.XXXXXX")
  printf '%s\n' "$content" >"$temporary"
  chmod "$mode" "$temporary"
  mv "$temporary" "$target"
}

server_port() { printf '%s' $((port + 1)); }
# As many as the workspace server may show at once; 20 ports above the web app's own.
preview_ports() { printf '%s-%s' $((port + 20)) $((port + 83)); }
origin() { printf 'http://%s:%s' "$host" "$port"; }

require_installation() {
  [ -s "$data/installation.id" ] || die "There is no installation in $data." "./varlab up            # makes one" "./varlab $1 --data DIR  # looks elsewhere"
  installation=$(<"$data/installation.id")
}

# Makes the data directory, its random id and its secrets; what exists stays.
create_installation() {
  mkdir -p "$data" "$state" "$logs" "$data/database"
  # The web app's user gets through to the database and to nothing else.
  chown "root:$web_user" "$data"
  chmod 710 "$data"
  chmod 700 "$state" "$logs" "$data/database"
  chown "$web_user:$web_user" "$data/database"
  [ -s "$data/installation.id" ] || write_file "$data/installation.id" 644 "$(random_hex 6)"
  installation=$(<"$data/installation.id")
  if [ ! -s "$data/secrets.env" ]; then
    write_file "$data/secrets.env" 600 "NEXTAUTH_SECRET=$(random_hex 32)
VARLAB_TICKET_SECRET=$(random_hex 32)"
  fi
}
random_hex() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }

# Everything both processes and the database tools read from their environment.
load_environment() {
  export NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
  # Next would wait for every open page's socket before it ends, and let nobody in meanwhile.
  export NEXT_MANUAL_SIG_HANDLE=true
  export VARLAB_DATA=$data VARLAB_INSTALLATION=$installation
  export DATABASE_URL=file:$data/database/varlab.db
  export VARLAB_WEB_PORT=$port VARLAB_SERVER_PORT VARLAB_PREVIEW_PORTS
  VARLAB_SERVER_PORT=$(server_port)
  VARLAB_PREVIEW_PORTS=$(preview_ports)
  # Without a name given at `up`, previews use the name that the page was opened with.
  if [ "$host" != localhost ]; then export VARLAB_PUBLIC_HOST=$host; fi
  export_lines "$data/secrets.env"
  # What the operator sets there wins.
  export_lines "$data/settings.env"
}

# Exports each NAME=VALUE line of a file; values are taken as they are, without any expansion.
export_lines() {
  local line
  [ -f "$1" ] || return 0
  while IFS= read -r line; do
    [[ ! $line =~ ^[A-Z][A-Z0-9_]*= ]] || export "${line?}"
  done <"$1"
}

# Only one command at a time changes an installation or a checkout. The kernel drops the locks of a process that died.
lock() {
  mkdir -p "$root/var" "$data"
  exec 8>"$root/var/lock" 9>"$data/lock"
  flock -n 8 && flock -n 9 || die "Another ./varlab command is changing this installation. Wait for it, then try again."
}

unlock() { exec 8>&- 9>&-; }

# The person's own output: a signal can come while a step writes to its log.
exec 5>&2
interrupted() {
  trap '' INT TERM HUP
  printf '\n%sStopping...%s\n' "$dim" "$plain" >&5
  stop_ticking
  stop_job
  [ -z "$live" ] || printf '\r\e[K' >&5
  printf '\n%sStopped.%s The same command continues where it was.\n' "$yellow" "$plain" >&5
  exit 130
}
