#!/bin/sh
# Asks the service that a check of vipkeeper.toml names, then starts Keepalived
# when it should run and does not.  Exit status: that of the check, 0 healthy,
# 1 not.  For a schedule, such as cron's; Keepalived itself asks by
# "vipkeeper check NAME --backstop".

if [ $# -ne 1 ]; then
    echo "usage: $0 CHECK, such as $0 mysql" >&2
    exit 2
fi

@VIPKEEPER@ check "$1"
status=$?
@VIPKEEPER@ heal >/dev/null
exit $status
