# shellcheck shell=bash

repin_help() {
  cat <<'TEXT'
usage: ./varlab repin [--data DIR]

A version of an experiment keeps to the images with which it was published. Where such an image is not on this machine
any more, this forgets it: the version then uses the image of the same name that is here now, from its next start on.

  --data DIR   the installation in this directory
TEXT
}

repin_command() {
  local data_option=''
  while [ $# -gt 0 ]; do
    case $1 in
      --data) need_value "$1" repin "${@:2}" && data_option=$2 && shift 2 ;;
      *) unknown_option repin "$1" ;;
    esac
  done
  locate "$data_option"
  require_installation repin
  check_root_only repin
  load_environment
  cd "$root"
  exec node_modules/.bin/tsx scripts/repin.ts
}
