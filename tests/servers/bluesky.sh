#!/bin/sh
# A whole Bluesky network on loopback: PLC directory, PDS (port 2583) and AppView (port 2584).
# Run it in a folder with @atproto/dev-env in node_modules; docs/testing.md says how to make one.
# It starts a PostgreSQL and a Redis of its own, and removes all its data when it is stopped.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(mktemp -d)
pg=$(pg_config --bindir 2>/dev/null || ls -d /usr/lib/postgresql/*/bin | tail -1)

# PostgreSQL refuses to run as root.
as() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
stop() {
    as "$pg/pg_ctl" -D "$data/pg" -m immediate stop >/dev/null 2>&1 || true
    redis-cli -p 2586 shutdown nosave >/dev/null 2>&1 || true
    rm -rf "$data"
}
trap stop EXIT
trap 'exit 130' INT TERM

if [ "$(id -u)" = 0 ]; then chown postgres "$data"; fi
as "$pg/initdb" -D "$data/pg" -U pg -A trust >/dev/null
as "$pg/pg_ctl" -D "$data/pg" -w -l "$data/pg.log" \
    -o "-p 2585 -k $data -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=300" \
    start >/dev/null
redis-server --port 2586 --save "" --daemonize yes --logfile "" --dir / >/dev/null
export DB_POSTGRES_URL=postgresql://pg@127.0.0.1:2585/postgres DB_POSTGRES_SCHEMA=test
export REDIS_HOST=127.0.0.1:2586 NODE_ENV=development LOG_ENABLED=false TMPDIR="$data"
if [ "$(id -u)" = 0 ]; then chmod 777 "$data"; fi
# From stdin, a module's imports are looked for in the folder that one stands in.
node --input-type=module < "$here/bluesky.mjs"
