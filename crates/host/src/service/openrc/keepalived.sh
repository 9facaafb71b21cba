#!/sbin/openrc-run
@MARK@
#
# OpenRC's own start-stop-daemon finds the process by its pid file and program.

description="virtual addresses by VRRP"
extra_started_commands="reload"

run_dir=@RUN_DIR@
log=@LOG@
command=@ENGINE@
command_background=yes
pidfile=$run_dir/keepalived.pid
engine_config=@CONFIG@
# keepalived.conf is read by Keepalived; its path may need quotes.
required_files=$engine_config
retry=TERM/15

depend() {
    need net
    use logger
}

vipkeeper() {
    @VIPKEEPER@ "$@"
}

start_pre() {
    checkpath --directory "$run_dir" @TRACK_DIR@
    vipkeeper prepare || :
}

start() {
    ebegin "Starting Keepalived"
    TMPDIR=$run_dir start-stop-daemon --start --exec "$command" --background \
        --make-pidfile --pidfile "$pidfile" --stdout "$log" --stderr "$log" \
        --env TMPDIR="$run_dir" -- \
        --dont-fork --log-console --use-file "$engine_config" \
        --pid "$pidfile" --vrrp_pid "$run_dir/keepalived-vrrp.pid" \
        --checkers_pid "$run_dir/keepalived-checkers.pid"
    eend $?
}

reload() {
    ebegin "Reloading Keepalived"
    start-stop-daemon --signal HUP --exec "$command" --pidfile "$pidfile"
    eend $?
}

stop_post() {
    vipkeeper release || :
}
