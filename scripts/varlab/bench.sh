# shellcheck shell=bash

bench_help() {
  cat <<'TEXT'
usage: ./varlab bench [-- OPTIONS...]

Measures instance start, deployment, keystroke echo, terminal output, the workspace page and its JavaScript against
bare Docker in the same run, and prints each with its target. Ends with 1 when a target is missed.
Measure on a machine that does nothing else.
TEXT
}

bench_command() {
  local options=()
  while [ $# -gt 0 ]; do
    case $1 in
      --) shift && options=("$@") && break ;;
      *) unknown_option bench "$1" ;;
    esac
  done
  trap interrupted INT TERM HUP
  locate "$root/var/test"
  preflight_tests
  bring_up_tests
  cd "$root"
  unset VARLAB_DATA DATABASE_URL NODE_ENV
  exec node --import tsx tests/bench/main.ts "${options[@]}"
}
