#!/bin/sh
# What Keepalived runs when the state of an instance or a group changes:
#
#   notify @SCRIPTS@/notify.sh
#
# It writes the change to @LOG@.  Add what else is to happen below; nothing
# waits for it, and its exit status means nothing.

log='@LOG@'
kind=$1         # INSTANCE or GROUP
name=$2         # VI_1
state=$3        # MASTER, BACKUP, FAULT, STOP
priority=$4     # the instance's priority now

echo "$(date '+%Y-%m-%d %H:%M:%S') notify.sh $kind $name: $state (priority $priority)" >>"$log"

case $state in
    MASTER) ;;
    BACKUP) ;;
    FAULT) ;;
    STOP) ;;
esac
