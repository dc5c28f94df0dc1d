#!/bin/sh
# WordPress on loopback (port 2595) with a MariaDB of its own. Run it in a folder that holds
# WordPress's files as `wordpress`; docs/testing.md says how to make one. All data are removed when
# it is stopped.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(mktemp -d)
web=
stop() {
    if [ -n "$web" ]; then kill "$web" 2>/dev/null || true; fi
    mysqladmin --socket="$data/db.sock" -u root shutdown 2>/dev/null || true
    rm -rf "$data"
}
trap stop EXIT
trap 'exit 130' INT TERM

mysql_install_db --no-defaults --auth-root-authentication-method=normal \
    --datadir="$data/db" --user="$(id -un)" >/dev/null
mysqld --no-defaults --user="$(id -un)" --datadir="$data/db" --socket="$data/db.sock" \
    --pid-file="$data/db.pid" --skip-networking --innodb-flush-log-at-trx-commit=0 \
    >"$data/db.log" 2>&1 &
mysqladmin --socket="$data/db.sock" -u root --wait=30 ping >/dev/null
mysqladmin --socket="$data/db.sock" -u root create wordpress

mkdir "$data/site"
cp -r wordpress/. "$data/site"
rm -rf "$data/site/wp-config.php" "$data/site/wp-content"
mkdir -p "$data/site/wp-content/themes" "$data/site/wp-content/plugins"
cat > "$data/site/wp-config.php" <<CONFIG
<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:$data/db.sock'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('DISABLE_WP_CRON', true);
define('WP_CONTENT_DIR', '$data/site/wp-content');
\$table_prefix = 'wp_';
if (!defined('ABSPATH')) { define('ABSPATH', '$data/site/'); }
require_once ABSPATH . 'wp-settings.php';
CONFIG
php "$here/wordpress.php" "$data/site"
php -S 127.0.0.1:2595 -t "$data/site" "$here/wordpress-router.php" \
    >"$data/web.log" 2>&1 &
web=$!
echo "export CIO_DIGEST_TEST_WORDPRESS=http://127.0.0.1:2595"
wait "$web"
