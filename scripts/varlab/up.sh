# shellcheck shell=bash

up_help() {
  cat <<TEXT
usage: ./varlab up [OPTIONS]

Installs what is missing (Docker engine, packages, npm dependencies, images), applies database migrations,
builds, starts the web app and the workspace server, and prints the address and the demo accounts.
Run it again at any time: it does only what is missing. After Ctrl-C it continues where it was.

  --port N             the web app's port; N+1 and N+20 to N+83 are used too (default $default_port)
  --host NAME          the name people type into their browsers (default localhost)
  --data DIR           where everything is kept (default $default_data)
  --demo-password P    one password for all demo accounts instead of random ones
  --no-demo            no demo course and no demo accounts
  --yes                do not ask before packages are installed
TEXT
}

up_command() {
  local data_option='' new_port='' new_host='' demo_password='' demo=1 yes=''
  while [ $# -gt 0 ]; do
    case $1 in
      --data | --port | --host | --demo-password) need_value "$1" up "${@:2}" ;;&
      --data) data_option=$2 && shift 2 ;;
      --port) new_port=$2 && shift 2 ;;
      --host) new_host=$2 && shift 2 ;;
      --demo-password) demo_password=$2 && shift 2 ;;
      --no-demo) demo='' && shift ;;
      --yes) yes=1 && shift ;;
      *) unknown_option up "$1" ;;
    esac
  done
  locate "$data_option"
  [ -z "$new_port" ] || port=$(valid_port "$new_port")
  [ -z "$new_host" ] || host=$(valid_host "$new_host")
  [ -z "$demo_password" ] || [ ${#demo_password} -ge 8 ] || usage_error "The demo password needs at least 8 characters." "./varlab up --help"

  trap interrupted INT TERM HUP
  preflight up
  announce "$yes"
  bring_up "$demo" "$demo_password"
  print_address "$demo"
}

valid_port() {
  [[ $1 =~ ^[0-9]{1,5}$ ]] && [ "$1" -ge 1024 ] && [ "$1" -le 65400 ] || usage_error "\"$1\" is not a port from 1024 to 65400." "./varlab up --help"
  printf '%s' "$1"
}
valid_host() {
  [[ $1 =~ ^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$ ]] || usage_error "\"$1\" is not a host name." "./varlab up --help"
  printf '%s' "$1"
}

# Says what will happen; asks only before packages of the system are installed.
announce() {
  local yes=$1 packages
  packages=$(missing_packages up | tr '\n' ' ')
  say "${bold}Varlab${plain} in $root, data in $data, address $(origin)"
  [ -z "$packages" ] || say "Packages to install: $packages"
  [ -e "$state/built" ] || say "A first installation takes about six minutes on two cores."
  if [ -n "$packages" ] && [ -z "$yes" ] && [ -t 0 ]; then
    agree "Install these packages? [y/n]" || die "Nothing was changed." "./varlab up --yes     # does not ask"
  fi
  say
}

# Every step from a bare machine to two running processes; each does nothing when there is nothing to do.
bring_up() {
  local demo=$1 demo_password=$2
  steps 9
  prepare up
  create_installation
  remember port "$port"
  remember host "$host"
  write_file "$root/var/data-directory" 644 "$data"
  load_environment

  step "Database"
  logged "$logs/database.log" migrate
  step_done "$(setting migrated unchanged)"
  rm -f "$state/migrated"
  step "Course and experiments"
  seed "$demo" "$demo_password"
  step_done "$seeded"
  build_release
  remember built yes

  step "Workspace server"
  logged "$logs/up.log" ensure_process server "$(release server)" node dist/server.mjs
  step_done "port $(server_port), loopback only"
  step "Web app"
  local as_user=() note="port $port"
  if web_user_reads_checkout; then
    as_user=(setpriv --reuid "$web_user" --regid "$web_user" --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all)
  else
    note+=", as root: other users may not read $root"
  fi
  logged "$logs/up.log" ensure_process web "$(release web)" "${as_user[@]}" node_modules/.bin/next start -p "$port" -H 0.0.0.0
  step_done "$note"
}

# What `up` and `test` share: packages, engine, dependencies and images.
prepare() {
  local purpose=$1 packages
  mkdir -p "$data" "$logs" "$state"
  lock
  step "Packages"
  mapfile -t packages < <(missing_packages "$purpose")
  if [ ${#packages[@]} -gt 0 ]; then
    logged "$logs/packages.log" install_packages "${packages[@]}"
    step_done "installed ${packages[*]}"
  else
    step_done "all there"
  fi

  step "Docker engine"
  logged "$logs/up.log" start_engine
  check_engine_after_start
  step_done "version $(engine_version)"

  step "npm dependencies"
  if dependencies_present >/dev/null; then
    step_done "unchanged"
  else
    logged "$logs/npm.log" install_dependencies
    step_done "installed"
  fi
  logged "$logs/database.log" generate_client

  step "Images"
  if images_present; then
    step_done "unchanged"
  else
    logged "$logs/images.log" build_images
    step_done "built"
  fi
}

# The engine may be too old although nothing answered before it was started.
check_engine_after_start() {
  problems=()
  check_engine
  [ ${#problems[@]} -eq 0 ] || die "${problems[0]}"
}

build_release() {
  step "Build"
  local note=unchanged
  if ! server_built; then
    logged "$logs/build.log" build_server
    note=built
  fi
  if ! web_built; then
    logged "$logs/build.log" build_web
    # The web app rests for the seconds until it starts again; the workspace server and all instances go on.
    logged "$logs/up.log" stop_process web
    logged "$logs/up.log" take_web
    note=built
  fi
  step_done "$note"
}

migrate() {
  local hash
  hash=$(hash_sources prisma/migrations prisma/schema.prisma)
  if [ -s "$data/database/varlab.db" ] && [ "$(setting migrations none)" = "$hash" ]; then return 0; fi
  (cd "$root" && node prisma/cli.mjs migrate-deploy)
  # SQLite, run by root, gives its further files to the owner of the first.
  chown -R "$web_user:$web_user" "$data/database"
  remember migrations "$hash"
  remember migrated applied
}

# Demo course, accounts and the shipped experiments. What it prints (passwords, once) is shown at the end.
seeded=''
seed_output=''
seed() {
  local demo=$1 password=$2 hash options=()
  hash=$(hash_sources experiments prisma/seed.ts prisma/seed)$demo
  seeded=unchanged
  [ -n "$password" ] || [ "$(setting seed none)" != "$hash" ] || return 0
  [ -n "$demo" ] || options+=(--no-demo)
  [ -z "$password" ] || options+=(--demo-password "$password")
  write_file "$state/seed-output" 600 ""
  logged "$logs/seed.log" run_seed "${options[@]}"
  seed_output=$(<"$state/seed-output")
  rm -f "$state/seed-output"
  remember seed "$hash"
  seeded="up to date"
}
# Passwords go into a file that only root can read and that is removed at once, never into the log.
run_seed() {
  (cd "$root" && node_modules/.bin/tsx prisma/seed.ts "$@" >"$state/seed-output")
}

web_user_reads_checkout() {
  setpriv --reuid "$web_user" --regid "$web_user" --clear-groups test -r "$root/.next/BUILD_ID" -a -r "$root/node_modules/next/package.json" 2>/dev/null
}

# A name for what would run: the same name means that nothing needs a restart.
release() {
  local sources
  sources=$(cat "$root/dist/server-sources")
  [ "$1" = server ] || sources=$(cat "$root/.next/varlab-sources")
  printf '%s' "$sources $root $(env | grep -E '^(VARLAB_|NEXTAUTH_|DATABASE_)' | LC_ALL=C sort | sha256sum | cut -c1-16)"
}

print_address() {
  local demo=$1
  say
  say "${bold}${green}$(origin)${plain}"
  [ "$host" != localhost ] || say "${dim}From other machines: ./varlab up --host NAME, with a name or address of this machine.${plain}"
  say
  if [ -n "$seed_output" ]; then
    say "$seed_output"
  elif [ -n "$demo" ]; then
    say "Accounts: ./varlab users"
  fi
}
