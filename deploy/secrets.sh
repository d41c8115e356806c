#!/bin/sh
# Makes every secret of an installation once, as files in a volume, then stays so that compose sees it healthy.
# A file that exists is never touched: to rotate one, delete it and start again (see docs/operations.md).
set -eu
umask 077
secrets=/run/gaung-secrets
broker=/run/broker-conf

random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
# Written under another name first: a half-written secret must never be used.
keep() { [ -s "$secrets/$1" ] || { printf '%s' "$2" > "$secrets/$1.new" && mv "$secrets/$1.new" "$secrets/$1"; }; }

keep postgres_password "$(random)"
keep broker_password "$(random)"
keep elastic_password "$(random)"
keep internal_token "$(random)"
keep secret_key "$(random)"
keep database_url "postgresql://gaung:$(cat $secrets/postgres_password)@postgres:5432/gaung"
keep broker_url "amqp://gaung:$(cat $secrets/broker_password)@rabbitmq:5672/"
keep index_url "http://elastic:$(cat $secrets/elastic_password)@elasticsearch:9200"
printf 'default_user = gaung\ndefault_pass = %s\nloopback_users = none\nvm_memory_high_watermark.relative = 0.6\ndisk_free_limit.absolute = 1GB\nconsumer_timeout = 3600000\n' \
  "$(cat $secrets/broker_password)" > "$broker/20-gaung.conf"
# Each server reads its own password under a user of its own; the volumes are mounted nowhere else.
chmod 0755 "$secrets" "$broker"
chmod 0444 "$secrets"/* "$broker"/*
trap 'exit 0' TERM INT
while :; do sleep 3600 & wait $!; done
