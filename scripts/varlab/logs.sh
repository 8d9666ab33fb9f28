# shellcheck shell=bash

logs_help() {
  cat <<'TEXT'
usage: ./varlab logs [web|server] [-f] [-n LINES] [--data DIR]

Shows the last lines that the web app and the workspace server wrote.

  -f, --follow   go on as new lines come
  -n LINES       how many lines of each (default 100)
TEXT
}

logs_command() {
  local data_option='' follow='' lines=100 names=()
  while [ $# -gt 0 ]; do
    case $1 in
      --data) need_value "$1" logs "${@:2}" && data_option=$2 && shift 2 ;;
      -n) need_value "$1" logs "${@:2}" && lines=$2 && shift 2 ;;
      -f | --follow) follow=1 && shift ;;
      web | server) names+=("$1") && shift ;;
      *) unknown_option logs "$1" ;;
    esac
  done
  [[ $lines =~ ^[0-9]+$ ]] || usage_error "\"$lines\" is not a number of lines." "./varlab logs --help"
  locate "$data_option"
  require_installation logs
  [ ${#names[@]} -gt 0 ] || names=(web server)
  local files=() name
  for name in "${names[@]}"; do files+=("$logs/$name.log"); done
  exec tail -n "$lines" ${follow:+-F} "${files[@]}"
}
