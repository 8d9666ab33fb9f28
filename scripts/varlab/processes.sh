# shellcheck shell=bash
# The two processes: started in process groups of their own, known by process id and start time.

# Start time of a process in clock ticks since boot: with it a reused process id is not mistaken for ours.
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# Prints the process id of "web" or "server" when it runs.
pid_of() {
  local file="$data/state/$1.pid" pid start
  [ -s "$file" ] || return 1
  read -r pid start <"$file"
  [ -n "$start" ] && [ "$(started_at "$pid")" = "$start" ] || return 1
  printf '%s' "$pid"
}
running() { pid_of "$1" >/dev/null; }

# Starts one process: start_process NAME COMMAND...
start_process() {
  local name=$1 log="$logs/$1.log" pid
  shift
  rotate_log "$log"
  (
    cd "$root"
    exec setsid "$@" >>"$log" 2>&1 </dev/null 5>&- 8>&- 9>&-
  ) &
  pid=$!
  wait_until 5 test -n "$(started_at $pid)" || true
  write_file "$state/$name.pid" 644 "$pid $(started_at $pid)"
}

# 10 MB of log per process are kept, and as much of the time before.
rotate_log() {
  [ -f "$1" ] || return 0
  [ "$(stat -c %s "$1")" -lt 10000000 ] || mv "$1" "$1.1"
}

# Stops one process group: asks, waits 10 seconds, then kills.
stop_process() {
  local name=$1 pid
  if pid=$(pid_of "$name"); then
    kill -TERM -- "-$pid" 2>/dev/null || true
    wait_until 10 process_gone "$name" || kill -KILL -- "-$pid" 2>/dev/null || true
    wait_until 5 process_gone "$name" || return 1
  fi
  rm -f "$data/state/$name.pid" "$data/state/$name.release"
}
process_gone() { ! running "$1"; }

# True when the process answers its health address: healthy PORT PATH
healthy() {
  local line
  line=$(timeout 5 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n" "$2" >&3 && head -n 1 <&3' - "$1" "$2" 2>/dev/null) || return 1
  [[ $line == *" 200"* ]]
}
web_healthy() { healthy "$port" /api/health; }
server_healthy() { healthy "$(server_port)" /live/health; }

# Waits until a process answers; ends early, with its log, when it died.
wait_for_health() {
  local name=$1 end=$((SECONDS + 60))
  until "${name}_healthy"; do
    if ! running "$name" || [ $SECONDS -ge $end ]; then
      tail -n 20 "$logs/$name.log"
      say "The process \"$name\" does not answer."
      return 1
    fi
    sleep 0.1
  done
}

# Starts or restarts a process unless exactly this release of it already runs and answers.
ensure_process() {
  local name=$1 release=$2
  shift 2
  if running "$name" && [ "$(setting "$name.release" none)" = "$release" ] && "${name}_healthy"; then return 0; fi
  stop_process "$name"
  start_process "$name" "$@"
  wait_for_health "$name"
  remember "$name.release" "$release"
}
