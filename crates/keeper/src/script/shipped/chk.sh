#!/bin/sh
# Asks a service once.  Exit status: 0 healthy, 1 not, 2 a mistake in the call.
#
#   chk.sh mysql                     a check of vipkeeper.toml, or MySQL on 127.0.0.1:3306
#   chk.sh tcp 127.0.0.1:8080        any kind of check, and whom it asks
#
# For a vrrp_script, where the exit status decides, and for a schedule such as
# cron's: it then also starts a Keepalived that should run and does not.  What
# is not healthy is written to @LOG@.

log='@LOG@'
if [ $# -lt 1 ]; then
    echo "usage: $0 CHECK [TARGET], such as $0 mysql" >&2
    exit 2
fi

said=$(@VIPKEEPER@ check "$@" 2>&1)
status=$?
[ -z "$said" ] || echo "$said"
if [ $status -ne 0 ]; then
    # A service that is down for a night must not fill the disk.
    if [ -f "$log" ] && [ "$(wc -c <"$log")" -gt 1048576 ]; then
        mv -f "$log" "$log.1"
    fi
    echo "$(date '+%Y-%m-%d %H:%M:%S') chk.sh $*: $said" >>"$log"
fi
@VIPKEEPER@ heal >/dev/null 2>&1
exit $status
