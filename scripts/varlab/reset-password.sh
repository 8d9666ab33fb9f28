# shellcheck shell=bash

reset-password_help() {
  cat <<'TEXT'
usage: ./varlab reset-password EMAIL [--data DIR]

Prints a link with which the owner of the account chooses a new password. It works once and for a day, and an older
one is void. When it is used, all other browsers of the account are signed out; until then nothing changes.
Pass it on in person or by a way that nobody else reads.

  --data DIR   the installation in this directory
TEXT
}

reset-password_command() {
  local data_option='' email=''
  while [ $# -gt 0 ]; do
    case $1 in
      --data) need_value "$1" reset-password "${@:2}" && data_option=$2 && shift 2 ;;
      -*) unknown_option reset-password "$1" ;;
      *)
        [ -z "$email" ] || usage_error "\"reset-password\" takes one e-mail address." "./varlab reset-password --help"
        email=$1 && shift
        ;;
    esac
  done
  [ -n "$email" ] || usage_error "Whose password? Say the e-mail address of the account." "./varlab reset-password --help"
  locate "$data_option"
  require_installation reset-password
  check_root_only reset-password
  load_environment
  cd "$root"
  exec node_modules/.bin/tsx scripts/reset-password.ts "$(origin)" "$email"
}
