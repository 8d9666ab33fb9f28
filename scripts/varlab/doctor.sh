# shellcheck shell=bash

doctor_help() {
  cat <<'TEXT'
usage: ./varlab doctor [--data DIR]

Checks this machine and this installation, and says how to mend what is wrong. Changes nothing.
Ends with exit code 1 when something is wrong.
TEXT
}

doctor_command() {
  local data_option='' check failed=0
  while [ $# -gt 0 ]; do
    case $1 in
      --data) need_value "$1" doctor "${@:2}" && data_option=$2 && shift 2 ;;
      *) unknown_option doctor "$1" ;;
    esac
  done
  locate "$data_option"
  installation=$(cat "$data/installation.id" 2>/dev/null || printf 'none')

  for check in root:"Rights" system:"System" node:"Node.js and npm" ports:"Ports" disk:"Disk space" memory:"Memory" \
    engine:"Docker version" loop:"Loop devices" packages:"Packages" engine_runs:"Docker engine" \
    dependencies:"npm dependencies" images:"Images" build:"Build" data:"Data directory" web:"Web app" server:"Workspace server" disks:"Students' disks" leftovers:"Leftovers"; do
    problems=()
    "check_${check%%:*}" doctor
    examined "${check#*:}" || failed=$((failed + 1))
  done
  [ $failed -gt 0 ] || return 0
  say
  say "$failed of these need mending."
  exit 1
}

examined() {
  local one
  if [ ${#problems[@]} -eq 0 ]; then
    printf '%s ok %s  %s\n' "$green" "$plain" "$1"
    return 0
  fi
  printf '%s!!  %s  %s\n' "$red" "$plain" "$1"
  for one in "${problems[@]}"; do printf '      %s\n' "$one"; done
  return 1
}

check_packages() {
  local missing
  missing=$(missing_packages up | tr '\n' ' ')
  [ -z "$missing" ] || problem "Packages are missing: $missing" "./varlab up"
}
check_engine_runs() {
  engine_answers || problem "The Docker engine does not answer." "./varlab up        # starts it" "tail $logs/dockerd.log"
}
check_dependencies() {
  local difference
  difference=$(dependencies_present) || problem "node_modules differs from package-lock.json: $difference" "./varlab up"
}
check_images() {
  local stale
  engine_answers || return 0
  stale=$(node "$root/scripts/images.mjs" --check 2>&1 | tr '\n' ' ') || problem "Images are missing or old: $stale" "./varlab up"
}
check_build() {
  web_built || problem "The web app is not built from these sources." "./varlab up"
  server_built || problem "The workspace server is not built from these sources." "./varlab up"
}
check_data() {
  [ -s "$data/installation.id" ] || {
    problem "There is no installation in $data." "./varlab up"
    return 0
  }
  [ "$(stat -c %a "$data/secrets.env" 2>/dev/null)" = 600 ] || problem "$data/secrets.env must exist and be readable by root only." "chmod 600 $data/secrets.env"
}
check_web() { check_process web; }
check_server() { check_process server; }
check_process() {
  running "$1" || {
    problem "It does not run." "./varlab up" "./varlab logs $1"
    return 0
  }
  "${1}_healthy" || problem "It runs but does not answer." "./varlab logs $1" "./varlab down && ./varlab up"
}

# A loop device that nothing mounts holds a deleted or forgotten disk. (Disks are mounted when a workspace is opened.)
check_disks() {
  local device
  while read -r device; do
    grep -q " - ext4 $device " /proc/self/mountinfo || problem "The loop device $device holds a disk of this installation that is not mounted." "losetup --detach $device"
  done < <(loop_devices)
}

# Containers of ours that belong to an installation whose data directory is gone.
check_leftovers() {
  local orphans
  engine_answers || return 0
  [ "$installation" = none ] || return 0
  orphans=$(docker container ls --all --quiet --filter label=varlab.installation | wc -l)
  [ "$orphans" -eq 0 ] || problem "$orphans containers of Varlab belong to an installation that is not here." "docker container ls --all --filter label=varlab.installation --format '{{.ID}} {{.Label \"varlab.installation\"}}'"
}
