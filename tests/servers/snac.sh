#!/bin/sh
# snac, a small server of the Fediverse, on loopback (port 2593). Run it in the folder that holds
# the program `snac`; docs/testing.md says how to make one. All data are removed when it is stopped.
set -eu
snac=$PWD/snac
data=$(mktemp -d)
server=
stop() {
    if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
    rm -rf "$data"
}
trap stop EXIT
trap 'exit 130' INT TERM

# Address, port, host, prefix and mail address; then a server without TLS in front.
printf '127.0.0.1\n2593\n127.0.0.1:2593\n\n\n' | "$snac" init "$data/snac" >/dev/null
sed -i 's/"protocol": *"https"/"protocol": "http"/' "$data/snac/server.json"
printf 'ada\n' | "$snac" adduser "$data/snac" ada >/dev/null 2>&1
"$snac" httpd "$data/snac" 2>"$data/snac.log" &
server=$!

# What test_snac.py knows of it.
for n in 1 2 3; do "$snac" note "$data/snac" ada "Moving site $n of our intranet #SharePoint" >/dev/null 2>&1; done
"$snac" note "$data/snac" ada \
    "Northwind opens its pricing https://news.example/northwind?utm_source=m #CRM" >/dev/null 2>&1
echo "export CIO_DIGEST_TEST_SNAC=http://127.0.0.1:2593"
wait "$server"
