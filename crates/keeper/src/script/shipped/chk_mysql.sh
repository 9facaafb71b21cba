#!/bin/sh
# Asks MySQL once.  Exit status: 0 healthy, 1 not.
exec '@SCRIPTS@/chk.sh' mysql "$@"
