#!/bin/sh
@MARK@
#
# PROVIDE: keepalived
# REQUIRE: NETWORKING
# KEYWORD: shutdown
#
# sysrc keepalived_enable=YES starts it at boot.

. /etc/rc.subr

name=keepalived
desc="virtual addresses by VRRP"
rcvar=keepalived_enable

load_rc_config "$name"
: "${keepalived_enable:=NO}"

engine_config=@CONFIG@
run_dir=@RUN_DIR@
track_dir=@TRACK_DIR@
command=@ENGINE@
pidfile=$run_dir/keepalived.pid
required_files=$engine_config
extra_commands=reload
start_cmd=keepalived_start
start_precmd=keepalived_prepare
stop_postcmd=keepalived_release

vipkeeper() {
    @VIPKEEPER@ "$@"
}

keepalived_prepare() {
    mkdir -p "$run_dir" "$track_dir"
    vipkeeper prepare || :
}

keepalived_start() {
    TMPDIR=$run_dir "$command" --use-file "$engine_config" --pid "$pidfile" \
        --vrrp_pid "$run_dir/keepalived-vrrp.pid" \
        --checkers_pid "$run_dir/keepalived-checkers.pid"
}

keepalived_release() {
    vipkeeper release || :
}

run_rc_command "$1"
