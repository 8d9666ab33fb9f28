# shellcheck shell=bash

users_help() {
  cat <<'TEXT'
usage: ./varlab users [list]
       ./varlab users add EMAIL NAME [COURSE [student|tutor|lecturer]]
       ./varlab users invite EMAIL NAME [COURSE [student|tutor|lecturer]]
       ./varlab users password EMAIL
       ./varlab users operator EMAIL [on|off]

Lists the accounts with their courses and roles, makes one (or puts an existing one into a course), or gives one a
new password, or makes one an operator, who sees and stops what runs on this machine. "invite" makes one without a
password and prints a link, good once and for two weeks, with which its owner chooses one; at a university that is set
up, the owner can sign in without it.
Passwords are random and printed once. With VARLAB_PASSWORD in the environment that one is taken.

  --data DIR   the installation in this directory
TEXT
}

users_command() {
  local data_option='' arguments=()
  while [ $# -gt 0 ]; do
    case $1 in
      --data) need_value "$1" users "${@:2}" && data_option=$2 && shift 2 ;;
      -*) unknown_option users "$1" ;;
      *) arguments+=("$1") && shift ;;
    esac
  done
  case "${arguments[0]:-list}:${#arguments[@]}" in
    list:0 | list:1 | add:[345] | invite:[345] | password:2 | operator:[23]) ;;
    *) usage_error "That is not a way to call \"users\"." "./varlab users --help" ;;
  esac
  locate "$data_option"
  require_installation users
  check_root_only users
  load_environment
  VARLAB_ORIGIN=$(origin)
  export VARLAB_ORIGIN
  cd "$root"
  exec node_modules/.bin/tsx scripts/users.ts "${arguments[@]:-list}"
}
