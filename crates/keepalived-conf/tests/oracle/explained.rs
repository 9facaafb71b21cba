//! Probes on which Keepalived differs for a reason that lies outside of the probed word.

use super::probes::Probe;

/// Block, beginning of the line, and why the verdict differs.
const EXPLAINED: &[(&str, &str, &str)] = &[
    (
        "",
        "static_ipaddress { 10.9.0.77 br",
        "a broadcast needs an address with a prefix",
    ),
    (
        "",
        "static_routes { 10.1.0.0/16 dev eth0 no_track via inet6",
        FAMILY,
    ),
    (
        "",
        "static_routes { 10.1.0.0/16 dev eth0 no_track encap",
        "an encapsulation has words of its own",
    ),
    (
        "",
        "static_routes { 10.1.0.0/16 dev eth0 no_track vrf",
        "eth0 is no VRF",
    ),
    (
        "",
        "static_routes { 10.1.0.0/16 dev eth0 no_track nexthop",
        "a nexthop has words of its own",
    ),
    (
        "",
        "static_routes { 10.1.0.0/16 dev eth0 no_track weight",
        "weight stands in a nexthop only",
    ),
    (
        "",
        "static_rules { from 10.1.0.0/16 priority 100 no_track goto 0",
        "the target must be above the rule",
    ),
    ("global_defs", "vrrp_cpu_affinity", PROCESSORS),
    ("global_defs", "checker_cpu_affinity", PROCESSORS),
    ("global_defs", "bfd_cpu_affinity", PROCESSORS),
    (
        "global_defs",
        "umask 022 ",
        "a number stands alone, bits go on",
    ),
    (
        "global_defs",
        "notification_email_from probe probe_beyond",
        "2.3.4 rejects a second word",
    ),
    ("vrrp_instance", "vrf eth0", "eth0 is no VRF"),
    (
        "vrrp_instance",
        "use_vmac eth0",
        "eth0 exists and is no macvlan",
    ),
    (
        "vrrp_instance",
        "use_vmac name eth0",
        "eth0 exists and is no macvlan",
    ),
    (
        "vrrp_instance",
        "use_ipvlan",
        "an IPv4 ipvlan needs an address, and eth0 exists",
    ),
    ("bfd_instance", "neighbor_ip ", CRASH),
    ("bfd_instance", "neighbour_ip ", CRASH),
    ("virtual_server", "lvs_method NAT type gue", GUE),
    ("virtual_server", "lvs_method NAT port", GUE),
    ("virtual_server", "lb_kind NAT type gue", GUE),
    ("virtual_server", "lb_kind NAT port", GUE),
    (
        "virtual_server",
        "sorry_server_lvs_method NAT type gue",
        GUE,
    ),
    ("virtual_server", "sorry_server_lvs_method NAT port", GUE),
    ("virtual_server", "ip_family inet6", FAMILY),
    (
        "virtual_server",
        "hysteresis 4294967295",
        "hysteresis must be below the quorum",
    ),
    (
        "virtual_server/real_server/UDP_CHECK",
        "min_reply_length 65535",
        "max_reply_length is 255",
    ),
];

const FAMILY: &str = "the address beside it is of the other family";
const PROCESSORS: &str = "how many processors there are only the machine knows";
const CRASH: &str = "keepalived 2.2.7 crashes on the missing address";
const GUE: &str = "type gue and port need each other";

/// Why Keepalived and the catalogue differ on this probe.
pub(crate) fn reason(probe: &Probe) -> Option<&'static str> {
    let probed = probe.line.replace('\n', " ");
    let fits =
        |(path, line, _): &&(&str, &str, &str)| *path == probe.path && probed.starts_with(line);
    EXPLAINED.iter().find(fits).map(|(_, _, why)| *why)
}
