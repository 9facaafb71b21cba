#!/bin/sh
@MARK@
#
# chkconfig: 2345 90 10
# description: virtual addresses by VRRP
#
### BEGIN INIT INFO
# Provides:          keepalived
# Required-Start:    $network $remote_fs $syslog
# Required-Stop:     $network $remote_fs $syslog
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: virtual addresses by VRRP
# Description:       Keepalived keeps addresses reachable when a server dies.
### END INIT INFO
#
# Exit statuses are those of the LSB: of "status" 0 running, 1 dead with a pid
# file, 3 not running; of the others 0 done, 1 failed, 5 not installed,
# 6 not configured.

engine=@ENGINE@
config=@CONFIG@
log=@LOG@
run_dir=@RUN_DIR@
track_dir=@TRACK_DIR@
pid_file=$run_dir/keepalived.pid
vrrp_pid_file=$run_dir/keepalived-vrrp.pid
checkers_pid_file=$run_dir/keepalived-checkers.pid

# How often a second is asked whether something has happened, and for how many
# seconds.  A sleep may know whole seconds only.
patience=15

vipkeeper() {
    @VIPKEEPER@ "$@"
}

# Whether this process is a Keepalived, and not one that has its number now.
is_keepalived() {
    if [ -e "/proc/$1/exe" ]; then
        program=$(readlink "/proc/$1/exe")
        program=${program% (deleted)}
    else
        program=$(ps -p "$1" -o comm= 2>/dev/null)
    fi
    [ "${program##*/}" = keepalived ]
}

# The number of the running Keepalived; fails when it does not run.
running() {
    pid=
    [ -r "$pid_file" ] || return 1
    read -r pid <"$pid_file" || [ -n "$pid" ] || return 1
    case $pid in
        '' | *[!0-9]*) return 1 ;;
    esac
    is_keepalived "$pid"
}

nap() {
    sleep 0.1 2>/dev/null || sleep 1
}

# Waits until the command succeeds.
await() {
    end=$(($(date +%s) + patience))
    until "$@"; do
        [ "$(date +%s)" -lt "$end" ] || return 1
        nap
    done
}

is_gone() {
    ! is_keepalived "$1"
}

start() {
    if running; then
        echo "Keepalived is running already (process $pid)"
        return 0
    fi
    if [ ! -x "$engine" ]; then
        echo "$engine is not installed" >&2
        return 5
    fi
    if [ ! -s "$config" ]; then
        echo "$config does not exist" >&2
        return 6
    fi
    mkdir -p "$run_dir" "$track_dir" "${log%/*}" || return 1
    # Also removes pid files that name another process by now.
    vipkeeper prepare || rm -f "$pid_file" "$vrrp_pid_file" "$checkers_pid_file"
    detached=
    command -v setsid >/dev/null 2>&1 && detached=setsid
    (
        cd / || exit 1
        TMPDIR=$run_dir
        export TMPDIR
        exec $detached "$engine" --dont-fork --log-console --use-file "$config" \
            --pid "$pid_file" --vrrp_pid "$vrrp_pid_file" \
            --checkers_pid "$checkers_pid_file"
    ) </dev/null >>"$log" 2>&1 &
    if await is_up $!; then
        running && [ -s "$vrrp_pid_file" ] && return 0
    fi
    echo "Keepalived did not start; the end of $log:" >&2
    tail -n 8 "$log" >&2
    return 1
}

# Whether it has read its configuration, or has ended: then there is nothing
# to wait for either.
is_up() {
    if running && [ -s "$vrrp_pid_file" ]; then
        return 0
    fi
    ! kill -0 "$1" 2>/dev/null
}

stop() {
    if running; then
        kill -TERM "$pid" || return 1
        if ! await is_gone "$pid"; then
            echo "Keepalived (process $pid) did not stop" >&2
            return 1
        fi
    fi
    vipkeeper release || :
    rm -f "$pid_file" "$vrrp_pid_file" "$checkers_pid_file"
}

reload() {
    if ! running; then
        echo 'Keepalived is not running' >&2
        return 7
    fi
    kill -HUP "$pid"
}

status() {
    if running; then
        echo "Keepalived is running (process $pid)"
        return 0
    fi
    if [ -e "$pid_file" ]; then
        echo 'Keepalived is dead, and its pid file is there'
        return 1
    fi
    echo 'Keepalived is not running'
    return 3
}

case ${1-} in
    start) start ;;
    stop) stop ;;
    restart | force-reload) stop && start ;;
    reload) reload ;;
    condrestart | try-restart)
        if running; then
            stop && start
        fi
        ;;
    status) status ;;
    *)
        echo "usage: $0 start|stop|restart|reload|force-reload|condrestart|status" >&2
        exit 2
        ;;
esac
