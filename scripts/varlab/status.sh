# shellcheck shell=bash

status_help() {
  cat <<'TEXT'
usage: ./varlab status [--data DIR]

Shows what runs, where, and how much it uses. Ends with exit code 3 when a process does not run or does not answer.
TEXT
}

status_command() {
  local data_option='' code=0
  while [ $# -gt 0 ]; do
    case $1 in
      --data) need_value "$1" status "${@:2}" && data_option=$2 && shift 2 ;;
      *) unknown_option status "$1" ;;
    esac
  done
  locate "$data_option"
  require_installation status
  row Address "$(origin)"
  row Data "$data ($(du -sh --one-file-system "$data" 2>/dev/null | cut -f1) used, $(df -Ph "$data" | awk 'NR == 2 { print $4 }') free)"
  process_row web "Web app" || code=3
  process_row server "Workspace server" || code=3
  if engine_answers; then
    row Containers "$(count_objects container) ($(docker container ls --quiet --filter "label=varlab.installation=$installation" | wc -l) running)"
    row Networks "$(count_objects network)"
  else
    row "Docker engine" "${red}does not answer${plain}"
    code=3
  fi
  row "Mounted disks" "$(awk -v below="$data/" 'index($5, below) == 1' /proc/self/mountinfo | wc -l)"
  row Versions "Varlab $(version), Node.js $(node --version), Docker $(engine_version || printf 'none')"
  exit $code
}

row() { printf '%-18s %s\n' "$1" "$2"; }
version() { git -C "$root" describe --always --dirty 2>/dev/null || node -p "require('$root/package.json').version"; }

process_row() {
  local name=$1 title=$2 pid memory since
  if ! pid=$(pid_of "$name"); then
    row "$title" "${red}does not run${plain}"
    return 1
  fi
  # All processes of the group: the web app has a child.
  memory=$(ps -o rss= -g "$pid" | awk '{ sum += $1 } END { print int(sum / 1024) }')
  since=$(ps -o etime= -p "$pid" | tr -d ' ')
  if "${name}_healthy"; then
    row "$title" "${green}answers${plain}, process $pid, up $since, $memory MB"
  else
    row "$title" "${red}does not answer${plain}, process $pid, up $since, $memory MB"
    return 1
  fi
}

count_objects() {
  local all=()
  [ "$1" != container ] || all=(--all)
  docker "$1" ls --quiet "${all[@]}" --filter "label=varlab.installation=$installation" | wc -l
}
