# shellcheck shell=bash
# From a checkout to something that can be started. Each part is skipped when what it depends on has not changed.

# One hash over the content of files and folders; tests, generated files and what is missing do not count.
hash_sources() {
  (
    cd "$root"
    { find "$@" -type f ! -name '*.test.ts' ! -path 'prisma/generated/*' -print0 2>/dev/null || true; } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-32
  )
}

# (tsconfig.json is left out: Next writes into it.)
web_sources() { hash_sources app shared prisma public next.config.ts postcss.config.mjs proxy.ts package-lock.json; }
server_sources() { hash_sources server shared prisma scripts/build-server.mjs package-lock.json; }

# True when node_modules holds what the lock file says.
dependencies_present() { node "$root/scripts/dependencies.mjs"; }

# No script of a dependency runs: every native part comes prebuilt.
install_dependencies() {
  (cd "$root" && npm ci --ignore-scripts --no-audit --no-fund)
}

# Writes the database client when the data model changed since.
generate_client() {
  local hash
  hash=$(hash_sources prisma/schema.prisma package-lock.json)
  [ "$(cat "$root/prisma/generated/.sources" 2>/dev/null)" != "$hash" ] || return 0
  (cd "$root" && node prisma/cli.mjs generate && printf '%s\n' "$hash" >prisma/generated/.sources)
}

web_built() { [ "$(cat "$root/.next/varlab-sources" 2>/dev/null)" = "$(web_sources)" ]; }
server_built() { [ "$(cat "$root/dist/server-sources" 2>/dev/null)" = "$(server_sources)" ]; }

# Builds beside what runs; `take_web` puts it in place.
build_web() {
  local hash
  hash=$(web_sources)
  cd "$root"
  rm -rf .next-build
  NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 VARLAB_NEXT_DIR=.next-build node_modules/.bin/next build
  printf '%s\n' "$hash" >.next-build/varlab-sources
}
take_web() {
  cd "$root"
  rm -rf .next-old
  [ ! -e .next ] || mv .next .next-old
  mv .next-build .next
  rm -rf .next-old
}

build_server() {
  local hash
  hash=$(server_sources)
  cd "$root"
  rm -f dist/server-sources
  node scripts/build-server.mjs
  printf '%s\n' "$hash" >dist/server-sources
}

images_present() { node "$root/scripts/images.mjs" --check >/dev/null; }
# What the new ones replaced goes, unless a container still uses it.
build_images() {
  node "$root/scripts/images.mjs" --logs "$logs/images"
  docker image prune --force --filter label=varlab.image
}
