# shellcheck shell=bash
# Which command runs, and what every command shares.

commands=(up down status doctor logs users reset-password repin check test bench reset)

main_help() {
  cat <<'TEXT'
Varlab: a browser workspace for distributed-systems courses

usage: ./varlab COMMAND [OPTIONS]

  up              install what is missing, build, start, and print the address
  down            stop the web app and the workspace server
  status          show what runs, where, and how much it uses
  doctor          check this machine and this installation; say how to mend what is wrong
  logs            show what the two processes wrote
  users           list accounts, add one, set a password
  repin           let versions whose pinned image is gone use the one that is here now
  reset-password  print a link with which somebody chooses a new password
  check           format, lint, types, import fence and dead code
  test            run the tests; installs what they need
  bench           measure against bare Docker
  reset           remove everything that `up` made

./varlab COMMAND --help tells more.
TEXT
}

# Runs the command named by the first argument with the others.
main() {
  local command=${1:-}
  case $command in
    "" | -h | --help | help)
      main_help
      [ -n "$command" ] || exit 2
      return
      ;;
  esac
  shift
  if ! contains "$command" "${commands[@]}"; then
    usage_error "There is no command \"$command\"." "./varlab --help"
  fi
  local option
  for option in "$@"; do
    case $option in
      -h | --help)
        "${command}_help"
        return
        ;;
      --) break ;;
    esac
  done
  "${command}_command" "$@"
}

# True when the first argument is one of the others.
contains() {
  local wanted=$1 one
  shift
  for one in "$@"; do
    [ "$one" != "$wanted" ] || return 0
  done
  return 1
}

# Ends with exit code 2 and a pointer to the help of the command.
usage_error() {
  printf '%s\nSee: %s\n' "$1" "$2" >&2
  exit 2
}

# Ends with exit code 2 unless the option $1 of command $2 got a value ($# of the rest counts it).
need_value() {
  [ $# -ge 3 ] && [ -n "$3" ] || usage_error "$1 needs a value." "./varlab $2 --help"
}

unknown_option() {
  usage_error "\"$2\" is not an option of \"$1\"." "./varlab $1 --help"
}
