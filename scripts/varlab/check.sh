# shellcheck shell=bash

check_help() {
  cat <<'TEXT'
usage: ./varlab check [--fix]

Format and lint (Biome), types (TypeScript), import fence (dependency-cruiser), dead code (knip), shell scripts
(shellcheck, where it is installed). All at once; takes less than half a minute.

  --fix   let Biome mend what it can first
TEXT
}

check_command() {
  local fix='' name code=0 start pids=() names=(biome types imports unused shell) folder
  while [ $# -gt 0 ]; do
    case $1 in
      --fix) fix=1 && shift ;;
      *) unknown_option check "$1" ;;
    esac
  done
  check_node
  [ ${#problems[@]} -eq 0 ] || die "${problems[0]}"
  dependencies_present >/dev/null || (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund)
  generate_client >/dev/null
  cd "$root"
  [ -z "$fix" ] || node_modules/.bin/biome check --write --log-level=error . || true

  folder=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$folder'" EXIT
  start=$(now_ms)
  for name in "${names[@]}"; do
    (
      begun=$(now_ms)
      result=0
      "run_$name" >"$folder/$name" 2>&1 || result=$?
      seconds_since "$begun" >"$folder/$name.time"
      exit $result
    ) &
    pids+=($!)
  done
  for name in "${names[@]}"; do
    if wait "${pids[0]}"; then
      printf '%s ok %s  %-10s %s\n' "$green" "$plain" "$name" "$(<"$folder/$name.time")"
    else
      printf '%s!!  %s  %-10s %s\n' "$red" "$plain" "$name" "$(<"$folder/$name.time")"
      sed 's/^/      /' "$folder/$name"
      code=1
    fi
    pids=("${pids[@]:1}")
  done
  say "$(seconds_since "$start")"
  exit $code
}

run_biome() { node_modules/.bin/biome check --error-on-warnings --max-diagnostics=40 .; }
run_types() { node_modules/.bin/tsc --noEmit --pretty false; }
run_imports() { node_modules/.bin/depcruise --config .dependency-cruiser.cjs --output-type err-long app server shared prisma tests; }
run_unused() { node_modules/.bin/knip --no-progress; }
run_shell() {
  if ! has shellcheck; then
    say "shellcheck is not installed."
    return 0
  fi
  shellcheck --severity=warning varlab scripts/varlab/*.sh docker/debian/bring docker/base/add-packages .ci/run
}
