# shellcheck shell=bash
# What this machine is and has. Everything here looks and changes nothing.

node_wanted=20.9.0
engine_wanted=20.10.0
# Images 2.5 GB, node_modules 1.2 GB, build 0.5 GB, and room for students' disks.
disk_wanted_mb=6144
# Once all is built, what an update and the students' files need.
disk_running_mb=1024
# A production build was seen to use 2 GB.
memory_wanted_mb=2500

problems=()
problem() {
  local text="$1" line
  shift
  for line in "$@"; do text+=$'\n'"        $line"; done
  problems+=("$text")
}

# True when version $1 is $2 or later.
version_at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

has() { command -v "$1" >/dev/null 2>&1; }

check_root() {
  [ "$(id -u)" -eq 0 ] || problem "This command needs root: it installs packages, talks to Docker and mounts students' disks." "sudo $root/varlab ${*:-up}"
}

check_system() {
  local id='' like=''
  if [ -r /etc/os-release ]; then
    id=$(. /etc/os-release && printf '%s' "${ID:-}")
    like=$(. /etc/os-release && printf '%s' "${ID_LIKE:-}")
  fi
  case " $id $like " in
    *" debian "* | *" ubuntu "*) ;;
    *) problem "This system is \"${id:-unknown}\"; Varlab installs itself on Debian and Ubuntu. In a virtual machine with Debian:" "git clone <this repository> varlab && cd varlab && ./varlab up" ;;
  esac
  case $(uname -m) in
    x86_64 | aarch64) ;;
    *) problem "This processor is $(uname -m); Varlab runs on x86_64 and aarch64." ;;
  esac
}

check_node() {
  local found=none candidate
  ! has node || found=$(node --version)
  if [ "$found" != none ] && version_at_least "${found#v}" "$node_wanted"; then
    has npm || problem "Node.js is there, but npm is not." "apt-get install -y npm"
    return 0
  fi
  candidate=$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: //p')
  candidate=${candidate%%[~+-]*}
  if [ -n "$candidate" ] && [ "$candidate" != "(none)" ] && version_at_least "$candidate" "$node_wanted"; then
    problem "Node.js $node_wanted or later is needed; found: $found." "apt-get install -y nodejs npm"
  else
    problem "Node.js $node_wanted or later is needed; found: $found. This system's own package is too old." \
      "apt-get update && apt-get install -y ca-certificates curl xz-utils" \
      "curl -fsSL https://nodejs.org/dist/latest-v22.x/ | grep -o 'node-v[0-9.]*-linux-$(node_architecture).tar.xz' | head -n 1 >/tmp/node-archive" \
      "curl -fsSL https://nodejs.org/dist/latest-v22.x/\$(cat /tmp/node-archive) | tar -xJ --strip-components=1 -C /usr/local"
  fi
}
node_architecture() { case $(uname -m) in aarch64) printf arm64 ;; *) printf x64 ;; esac; }

# True when something listens on the TCP port.
listening() {
  grep -qiE "^ *[0-9]+: [0-9A-F]+:$(printf '%04X' "$1") [0-9A-F:]+ 0A " /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

check_ports() {
  local name number
  # Only root can read which processes are ours.
  [ "$(id -u)" -eq 0 ] || return 0
  for name in web server; do
    number=$port
    [ "$name" = web ] || number=$(server_port)
    if listening "$number" && ! running "$name"; then
      problem "Port $number is taken by another program." "ss -ltnp 'sport = :$number'      # shows which" "./varlab up --port N             # takes another port N, and N+1"
    fi
  done
}

check_disk() {
  local wanted=$disk_wanted_mb folder free
  [ ! -e "$data/state/built" ] || wanted=$disk_running_mb
  for folder in "$data" /var/lib/docker "$root"; do
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    free=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
    if [ "$free" -lt "$wanted" ]; then
      problem "The disk of $folder has $free MB left; $wanted MB are needed." "df -h $folder" "./varlab up --data DIR            # DIR on a larger disk"
      return 0
    fi
  done
}

check_memory() {
  local total
  total=$(awk '/^(MemTotal|SwapTotal):/ { sum += $2 } END { print int(sum / 1024) }' /proc/meminfo)
  [ "$total" -ge "$memory_wanted_mb" ] || problem "Memory and swap together are $total MB; the build needs $memory_wanted_mb MB." "fallocate -l 2G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile"
}

engine_version() { timeout 10 docker version --format '{{.Server.Version}}' 2>/dev/null; }

check_engine() {
  local version
  case ${DOCKER_HOST:-} in
    "" | unix://*) ;;
    *)
      problem "DOCKER_HOST points to another machine; Varlab needs the engine on this one." "unset DOCKER_HOST"
      return 0
      ;;
  esac
  has docker || return 0
  version=$(engine_version) || return 0
  version_at_least "$version" "$engine_wanted" || problem "The Docker engine is $version; $engine_wanted or later is needed." "apt-get update && apt-get install -y docker.io"
  if docker info --format '{{.SecurityOptions}}' 2>/dev/null | grep -q rootless; then
    problem "The Docker engine runs rootless; Varlab needs one that may mount students' disks." "unset DOCKER_HOST; apt-get install -y docker.io"
  fi
}

check_loop() {
  [ -e /dev/loop-control ] || problem "This machine has no loop devices, which hold the students' disks." "modprobe loop"
  grep -qw ext4 /proc/filesystems || problem "This kernel does not know ext4, the format of the students' disks." "modprobe ext4"
}

# Looks at everything `up` depends on and ends before any change when something is wrong.
preflight() {
  problems=()
  check_root "$@"
  check_system
  check_node
  check_ports
  check_disk
  check_memory
  check_engine
  check_loop
  [ ${#problems[@]} -gt 0 ] || return 0
  printf '%sVarlab cannot start here yet. Nothing was changed.%s\n\n' "$red" "$plain" >&2
  local number=0 one
  for one in "${problems[@]}"; do
    number=$((number + 1))
    printf '%2d. %s\n\n' "$number" "$one" >&2
  done
  exit 1
}
