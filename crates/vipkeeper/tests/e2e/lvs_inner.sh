#!/bin/bash
# The first process of a kernel that has IP_VS: two balancers after each other,
# each between a client and two servers.  It tells what happened in lines that
# begin with "fact"; what they should be, lvs.rs knows.
#
# The root is the host's, read-only.  DIR (from the kernel's command line) holds
# nat.conf and dr.conf, PROGRAM is vipkeeper.
#
#     client eth0 --+-- front director back --+-- eth0 real1
#        10.0.0.2   |   10.0.0.1  10.1.0.254  +-- eth0 real2
#                   +------------------------- eth1 real1, real2  (direct routing)
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs tmp /run

fact() { echo "fact $*"; }
at() { local node=$1; shift; ip netns exec "$node" "$@"; }

# Ends the machine; there is no init system that would.
power_off() { perl -e 'syscall(169, 0xfee1dead, 672274793, 0x4321fedc)'; }
trap power_off EXIT

wait_until() {
    for _ in $(seq 150); do
        "$@" && return
        sleep 0.1
    done
    fact "gave up: $*"
    cat /run/keepalived.log
    exit 1
}

load_modules() {
    mkdir -p /run/modules/lib/modules
    ln -s "/usr/lib/uml/modules/$(uname -r)" /run/modules/lib/modules/
    modprobe -d /run/modules -a veth bridge ip_vs ip_vs_rr
}

# wire NODE INTERFACE BRIDGE
wire() {
    ip link add "$2" netns "$1" type veth peer name "$1-$2" netns switch
    ip -n switch link set "$1-$2" master "$3" up
    ip -n "$1" link set "$2" up
}

build() {
    local node
    for node in switch client director real1 real2; do
        ip netns add $node
        ip -n $node link set lo up
    done
    for node in front back; do
        ip -n switch link add $node type bridge
        ip -n switch link set $node up
        wire director $node $node
    done
    wire client eth0 front
    ip -n client addr add 10.0.0.2/24 dev eth0
    ip -n director addr add 10.0.0.1/24 dev front
    ip -n director addr add 10.1.0.254/24 dev back
    at director sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
    for number in 1 2; do
        wire real$number eth0 back
        ip -n real$number addr add 10.1.0.1$number/24 dev eth0
        ip -n real$number route add default via 10.1.0.1
    done
}

# What direct routing asks of the real servers.
attach_to_front() {
    local number
    for number in 1 2; do
        wire real$number eth1 front
        ip -n real$number addr add 10.0.0.100/32 dev lo
        at real$number sh -c 'echo 1 >/proc/sys/net/ipv4/conf/all/arp_ignore
                              echo 2 >/proc/sys/net/ipv4/conf/all/arp_announce'
        ip -n real$number addr add 10.0.0.1$number/24 dev eth1
    done
}

declare -A service
serve() {
    # Not by the function: what it ran in would be killed, and not the service.
    ip netns exec real$1 "$PROGRAM" lab-tcp-service --listen 0.0.0.0:3306 --name real$1 &
    service[$1]=$!
}

entries() { at director awk '/^  ->/ && !/Remote/ { count++ } END { print count + 0 }' /proc/net/ip_vs; }
has_entries() { [ "$(entries)" = "$1" ]; }
holds_vip() { ip -n director addr show dev front | grep -q 10.0.0.100/; }

# How many of $1 requests each real server answered.
answers() {
    local request
    for request in $(seq "$1"); do
        at client timeout 5 bash -c \
            'exec 3<>/dev/tcp/10.0.0.100/3306 && read -r line <&3 && echo "${line//[^a-z0-9 ]/}"'
    done | sort | uniq -c | awk '{ printf " %s=%s", $NF, $1 }'
}

# Plays one balancer through: MODE's configuration is in DIR.
play() {
    local mode=$1 keepalived
    ip netns exec director keepalived -n -l -f "$DIR/$mode.conf" -p /run/k.pid -r /run/v.pid -c /run/c.pid \
        >/run/keepalived.log 2>&1 &
    keepalived=$!
    wait_until has_entries 2
    wait_until holds_vip
    fact "$mode kind" "$(at director awk '/^  ->/ && !/Remote/ { print $3 }' /proc/net/ip_vs | sort -u)"
    fact "$mode both$(answers 10)"
    kill -KILL "${service[1]}"
    wait_until has_entries 1
    fact "$mode one$(answers 6)"
    serve 1
    wait_until has_entries 2
    fact "$mode again$(answers 6)"
    kill "$keepalived"
    wait "$keepalived"
    fact "$mode stopped entries=$(entries)"
}

load_modules
build
serve 1
serve 2
play nat
attach_to_front
play dr
fact done
