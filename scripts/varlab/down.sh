# shellcheck shell=bash

down_help() {
  cat <<'TEXT'
usage: ./varlab down [--instances] [--data DIR]

Stops the web app and the workspace server. Students' instances keep running, and the next `up` finds them again.

  --instances   stop all instances and toolchains too; files and results stay
  --data DIR    the installation in this directory
TEXT
}

down_command() {
  local data_option='' instances=''
  while [ $# -gt 0 ]; do
    case $1 in
      --data) need_value "$1" down "${@:2}" && data_option=$2 && shift 2 ;;
      --instances) instances=1 && shift ;;
      *) unknown_option down "$1" ;;
    esac
  done
  locate "$data_option"
  require_installation down
  check_root_only down
  trap interrupted INT TERM HUP
  lock
  steps "$((2 + ${instances:-0}))"
  stop_both
  if [ -n "$instances" ]; then
    step "Instances"
    remove_objects container
    step_done "$removed removed"
  fi
}

stop_both() {
  local name
  for name in web server; do
    step "$([ "$name" = web ] && printf 'Web app' || printf 'Workspace server')"
    if running "$name"; then
      stop_process "$name"
      step_done stopped
    else
      stop_process "$name"
      step_done "did not run"
    fi
  done
}

check_root_only() {
  [ "$(id -u)" -eq 0 ] || die "This command needs root." "sudo $root/varlab $1"
}
