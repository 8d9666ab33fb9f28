# shellcheck shell=bash
# What a person sees: numbered steps with their times, problems with the commands that mend them.

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$'\e[1m' dim=$'\e[2m' red=$'\e[31m' green=$'\e[32m' yellow=$'\e[33m' plain=$'\e[0m' live=1
else
  bold='' dim='' red='' green='' yellow='' plain='' live=
fi

say() { printf '%s\n' "$*"; }
warn() { printf '%s%s%s\n' "$yellow" "$*" "$plain" >&2; }

# Ends with exit code 1 after a sentence and, in further arguments, commands to run.
die() {
  printf '\n%s%s%s\n' "$red" "$1" "$plain" >&2
  shift
  [ $# -eq 0 ] || printf '    %s\n' "$@" >&2
  exit 1
}

now_ms() { printf '%s' "$((${EPOCHREALTIME/[.,]/} / 1000))"; }
seconds_since() {
  local ms=$(($(now_ms) - $1))
  printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

step_number=0 step_count=0 step_title='' step_start=0

# Begins a numbered step; `steps N` before the first one says how many there are.
steps() {
  step_count=$1
  step_number=0
}
step() {
  step_number=$((step_number + 1))
  step_title=$1
  step_start=$(now_ms)
  if [ -n "$live" ]; then printf '%s[%2d/%d]%s %s' "$dim" "$step_number" "$step_count" "$plain" "$step_title"; fi
}
# Ends the step with a note on what was done.
step_done() {
  local line
  line=$(printf '%-28s %8s   %s' "$step_title" "$(seconds_since "$step_start")" "${1:-}")
  if [ -n "$live" ]; then printf '\r\e[K'; fi
  printf '%s[%2d/%d]%s %s\n' "$dim" "$step_number" "$step_count" "$plain" "$line"
}

# Runs a command with its output in a log file; shows the running time, and the log's end when the command fails.
# The command is a job in a process group of its own, so that a signal is answered at once and reaches all of it.
# It runs in a subshell: what it has to tell goes through files.
job=''
logged() {
  local log=$1 code=0
  shift
  mkdir -p "$(dirname "$log")"
  if [ -n "$live" ]; then
    tick "$log" &
    ticker=$!
  fi
  set -m
  {
    set +m
    trap - INT TERM HUP ERR
    "$@"
  } >>"$log" 2>&1 </dev/null &
  job=$!
  set +m
  wait "$job" || code=$?
  job=''
  stop_ticking
  [ "$code" -ne 0 ] || return 0
  [ -z "$live" ] || printf '\r\e[K'
  printf '\n%s%s failed (exit code %d). The last lines:%s\n\n' "$red" "$step_title" "$code" "$plain" >&2
  tail -n 25 "$log" | sed 's/^/    /' >&2
  printf '\nThe whole log: %s\n' "$log" >&2
  exit 1
}

ticker=''
stop_ticking() {
  [ -n "$ticker" ] || return 0
  kill "$ticker" 2>/dev/null && wait "$ticker" 2>/dev/null || true
  ticker=''
}

# Ends the running job: asks, gives it 10 seconds, then kills its whole process group.
stop_job() {
  [ -n "$job" ] || return 0
  kill -INT -- "-$job" 2>/dev/null || true
  wait_until 10 job_gone || kill -KILL -- "-$job" 2>/dev/null || true
}
job_gone() { ! kill -0 -- "-$job" 2>/dev/null; }

tick() {
  trap 'exit 0' TERM
  while sleep 1; do
    local last
    last=$(tail -c 400 "$1" 2>/dev/null | tr '\r' '\n' | grep -av '^[[:space:]]*$' | tail -n 1 | tr -cd '[:print:]' | cut -c1-60) || true
    printf '\r\e[K%s[%2d/%d]%s %-28s %8s   %s%s%s' "$dim" "$step_number" "$step_count" "$plain" "$step_title" "$(seconds_since "$step_start")" "$dim" "$last" "$plain"
  done
}

# Asks a question that "y" agrees to; without a terminal the answer is no.
agree() {
  local answer
  [ -t 0 ] || return 1
  read -r -p "$1 " answer
  case $answer in y | Y | yes) return 0 ;; *) return 1 ;; esac
}
