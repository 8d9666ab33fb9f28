# shellcheck shell=bash
# Packages of the distribution and the Docker engine.

# Prints the packages that are missing for `up`; with "test" also those of the tests.
missing_packages() {
  local purpose=${1:-up}
  has dockerd && has docker || printf '%s\n' docker.io
  has iptables || printf '%s\n' iptables
  has mkfs.ext4 || printf '%s\n' e2fsprogs
  has ps || printf '%s\n' procps
  has losetup || printf '%s\n' mount
  has mmdebstrap || printf '%s\n' mmdebstrap
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || printf '%s\n' debian-archive-keyring
  [ -e /etc/ssl/certs/ca-certificates.crt ] || printf '%s\n' ca-certificates
  # With AppArmor in the kernel the engine refuses to start containers when its parser is missing.
  if [ "$(cat /sys/module/apparmor/parameters/enabled 2>/dev/null)" = Y ] && ! has apparmor_parser; then printf '%s\n' apparmor; fi
  [ "$purpose" = test ] || return 0
  has chromium || printf '%s\n' chromium
  has docker-compose || printf '%s\n' docker-compose
  has gcc || printf '%s\n' gcc libc6-dev
}

install_packages() {
  local packages=("$@")
  export DEBIAN_FRONTEND=noninteractive
  # After an installation that was cut off, packages may be unpacked but not set up.
  dpkg --configure -a
  # A foreign source of this machine may be broken; what counts is whether the packages can be installed.
  apt-get update || say "Some package sources did not answer."
  apt-get install -y --no-install-recommends "${packages[@]}"
  # Debian 13 keeps the client in a package of its own.
  has docker || apt-get install -y --no-install-recommends docker-cli
}

engine_process_runs() { grep -qsx dockerd /proc/[0-9]*/comm; }
engine_answers() { engine_version >/dev/null; }

# Starts the engine where it does not answer: through systemd where that runs, else as a process of its own.
start_engine() {
  if engine_answers; then return 0; fi
  # The package's own start script may have begun one; a second one would fight with it over the bridge.
  if engine_process_runs && wait_until 30 engine_answers; then return 0; fi
  if [ -d /run/systemd/system ]; then
    systemctl start docker || return 1
  else
    mount_control_groups
    setsid dockerd --live-restore >>"$logs/dockerd.log" 2>&1 </dev/null 5>&- 8>&- 9>&- &
    write_file "$state/dockerd.pid" 644 "$! $(started_at $!)"
  fi
  wait_until 60 engine_answers || {
    tail -n 15 "$logs/dockerd.log" 2>/dev/null || true
    say "The Docker engine did not answer within 60 seconds."
    return 1
  }
}

# Where no service manager runs, nobody may have mounted the control groups either.
mount_control_groups() {
  [ -z "$(ls -A /sys/fs/cgroup 2>/dev/null)" ] || return 0
  mount -t cgroup2 none /sys/fs/cgroup
}

# Repeats a command until it succeeds or the seconds are over.
wait_until() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}
