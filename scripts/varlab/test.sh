# shellcheck shell=bash

all_suites=(unit compose integration docker faults e2e)

test_help() {
  cat <<'TEXT'
usage: ./varlab test [unit] [compose] [integration] [docker] [faults] [e2e] [all] [-- FILTER...]

Runs the tests (default all) and installs everything they need first, also on a bare machine. The last line is
"N passed, N failed, N skipped". With CI=true a skipped test is a failure; that nothing ran is one always.

  -- FILTER   only test files whose path contains FILTER
TEXT
}

test_command() {
  local suites=() filters=() suite code=0 vitest=() reports
  while [ $# -gt 0 ]; do
    case $1 in
      unit | compose | integration | docker | faults | e2e) suites+=("$1") && shift ;;
      all) suites=() && shift ;;
      --) shift && filters=("$@") && break ;;
      *) unknown_option test "$1" ;;
    esac
  done
  [ ${#suites[@]} -gt 0 ] || suites=("${all_suites[@]}")
  trap interrupted INT TERM HUP
  locate "$root/var/test"
  preflight_tests
  bring_up_tests

  reports=$root/test-results/reports
  rm -rf "$reports" && mkdir -p "$reports"
  cd "$root"
  # The tests see what a person's shell has, and not where the installation of this machine lives.
  unset VARLAB_DATA DATABASE_URL NODE_ENV
  for suite in unit compose integration docker faults; do
    ! contains "$suite" "${suites[@]}" || vitest+=("$suite")
  done
  for suite in "${vitest[@]}"; do
    say
    say "${bold}$suite${plain}"
    node_modules/.bin/vitest run --project "$suite" --reporter=default --reporter=json --outputFile.json="$reports/$suite.json" "${filters[@]}" || code=1
  done
  if contains e2e "${suites[@]}"; then
    say
    say "${bold}e2e${plain}"
    PLAYWRIGHT_JSON_OUTPUT_FILE=$reports/e2e.json node_modules/.bin/playwright test --reporter=list,json "${filters[@]}" || code=1
  fi
  say
  node scripts/test-report.mjs "$reports" "${suites[@]}" || code=1
  exit $code
}

# The same first steps as `up`, but nothing of the machine's own installation is touched, so ports do not matter.
preflight_tests() {
  check_ports() { :; }
  preflight test
}
bring_up_tests() {
  steps 5
  prepare test
  step "Build"
  local note=unchanged
  if ! server_built; then logged "$logs/build.log" build_server && note=built; fi
  if ! web_built; then logged "$logs/build.log" build_web && logged "$logs/build.log" take_web && note=built; fi
  step_done "$note"
  # The tests may call ./varlab themselves.
  unlock
}
