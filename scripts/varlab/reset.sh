# shellcheck shell=bash

reset_help() {
  cat <<'TEXT'
usage: ./varlab reset [--yes] [--images] [--engine] [--data DIR]

Removes everything that `up` made: processes, containers, networks, volumes, mounts, accounts, files and results.
Nothing can be brought back.

  --yes        do not ask
  --images     remove the images too
  --engine     stop the Docker engine too, if `up` started it
  --data DIR   the installation in this directory
TEXT
}

reset_command() {
  local data_option='' yes='' images='' engine=''
  while [ $# -gt 0 ]; do
    case $1 in
      --data) need_value "$1" reset "${@:2}" && data_option=$2 && shift 2 ;;
      --yes) yes=1 && shift ;;
      --images) images=1 && shift ;;
      --engine) engine=1 && shift ;;
      *) unknown_option reset "$1" ;;
    esac
  done
  locate "$data_option"
  require_installation reset
  check_root_only reset
  if [ -z "$yes" ]; then
    say "This removes the installation in $data with all accounts, files and results."
    agree "Remove it? [y/n]" || die "Nothing was removed." "./varlab reset --yes     # does not ask"
  fi
  lock
  engine_answers || [ ! -d /var/lib/docker ] || die "The Docker engine does not answer, so containers cannot be removed." "./varlab up        # starts it" "./varlab reset"
  steps "$((7 + ${images:-0} + ${engine:-0}))"
  remove_installation
  [ -z "$images" ] || remove_images
  [ -z "$engine" ] || stop_engine
  rm -rf --one-file-system "$data"
  [ "$(cat "$root/var/data-directory" 2>/dev/null)" != "$data" ] || rm -f "$root/var/data-directory"
}

# Removes what lives outside the data directory, then its content. Containers go before the mounts they use.
remove_installation() {
  local kind
  stop_both
  for kind in container network volume; do
    step "$(tr '[:lower:]' '[:upper:]' <<<"${kind:0:1}")${kind:1}s"
    remove_objects "$kind"
    step_done "$removed removed"
  done
  step "Disks of students"
  release_disks
  step_done "$released unmounted"
  step "Files"
  # The process ids stay until the end: the engine's is among them.
  find "$data" -mindepth 1 -maxdepth 1 ! -name state ! -name lock ! -name installation.id -exec rm -rf --one-file-system {} +
  step_done "$data"
}

removed=0
# Removes every Docker object of one kind that carries this installation's label.
remove_objects() {
  local kind=$1 list ids=()
  case $kind in
    container) list=(docker container ls --all --quiet --no-trunc) ;;
    *) list=(docker "$kind" ls --quiet) ;;
  esac
  removed=0
  engine_answers || return 0
  mapfile -t ids < <("${list[@]}" --filter "label=varlab.installation=$installation")
  removed=${#ids[@]}
  [ "$removed" -gt 0 ] || return 0
  case $kind in
    container) printf '%s\n' "${ids[@]}" | xargs docker container rm --force --volumes >/dev/null ;;
    *) printf '%s\n' "${ids[@]}" | xargs docker "$kind" rm >/dev/null ;;
  esac
}

released=0
# Unmounts everything below the data directory, the deepest first, and gives its loop devices back.
release_disks() {
  local target device mounts=() devices=()
  mapfile -t mounts < <(awk -v below="$data/" 'index($5, below) == 1 { print $5 }' /proc/self/mountinfo | sort -r)
  released=${#mounts[@]}
  for target in "${mounts[@]}"; do
    umount "$(printf '%b' "$target")" || umount --lazy "$(printf '%b' "$target")"
  done
  mapfile -t devices < <(loop_devices)
  for device in "${devices[@]}"; do
    losetup --detach "$device"
  done
}

# Prints the loop devices whose file lies in the data directory.
loop_devices() {
  losetup --list --noheadings --raw --output NAME,BACK-FILE | awk -v below="$data/" 'index($2, below) == 1 { print $1 }'
}

remove_images() {
  local ids=()
  step "Images"
  mapfile -t ids < <(docker image ls --all --quiet --filter label=varlab.image | sort -u)
  [ ${#ids[@]} -eq 0 ] || docker image rm --force "${ids[@]}" >/dev/null
  step_done "${#ids[@]} removed"
}

stop_engine() {
  step "Docker engine"
  if running dockerd; then
    stop_process dockerd
    step_done stopped
  else
    step_done "was not started by \`up\`"
  fi
}
