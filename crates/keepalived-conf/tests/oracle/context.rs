//! An otherwise good configuration around one line of a block.

/// Scripts need a user, or `-t` reports the lack of security.
const PREAMBLE: &str = "global_defs {\nenable_script_security\nscript_user root\n}\n";
/// What lines may name.
const NAMED: &str = "vrrp_script probe_script {\nscript /usr/bin/true\n}\n\
    track_file probe_file {\nfile /tmp/probe\n}\n\
    vrrp_track_process probe_process {\nprocess /bin/probe\n}\n\
    bfd_instance probe_bfd {\nneighbor_ip 10.9.0.3\n}\n";
const MEMBERS: &str = "vrrp_instance one {\ninterface eth1\nvirtual_router_id 9\n\
    virtual_ipaddress {\n10.9.0.98/32\n}\n}\n\
    vrrp_instance two {\ninterface eth1\nvirtual_router_id 10\n\
    virtual_ipaddress {\n10.9.0.99/32\n}\n}\n";
const MEMBER_LIST: &str = "group {\none\ntwo\n}\n";
const REAL: &str = "real_server 10.9.0.2 80 {\n";
/// Together with the probed server they weigh 2^32 - 1, so that every quorum can be met.
const OTHER_REALS: &str = "real_server 10.9.0.5 80 {\nweight 2147483647\n}\n\
    real_server 10.9.0.6 80 {\nweight 2147483647\n}\n";

/// The configuration with `line` in the block at `path`; `None` for a block that holds nothing to
/// probe.
pub(crate) fn around(path: &str, line: &str) -> Option<String> {
    let body = match path {
        "" => top(line),
        "global_defs" | "SSL" => format!("{path} {{\n{line}\n}}"),
        "vrrp_instance" => instance(line),
        "vrrp_instance/authentication" => {
            let beside = [
                unless(line, "auth_type PASS\n"),
                unless(line, "auth_pass secret\n"),
            ];
            instance(&format!("authentication {{\n{}{line}\n}}", beside.concat()))
        }
        "vrrp_sync_group" => format!("{MEMBERS}{path} probe {{\n{MEMBER_LIST}{line}\n}}"),
        "garp_group" => within(path, line, &["garp_interval 1\n", "interface eth0\n"]),
        "vrrp_script" => within("vrrp_script probe", line, &["script /usr/bin/true\n"]),
        "vrrp_track_process" => within("vrrp_track_process probe", line, &["process /bin/p\n"]),
        "track_file" | "vrrp_track_file" => {
            within(&format!("{path} probe"), line, &["file /tmp/p\n"])
        }
        "bfd_instance" => within("bfd_instance probe", line, &["neighbor_ip 10.9.0.4\n"]),
        "virtual_server" => virtual_server(line, &format!("{REAL}}}\n")),
        "virtual_server/real_server" => virtual_server("", &format!("{REAL}{line}\n}}\n")),
        _ => checker(path.strip_prefix("virtual_server/real_server/")?, line),
    };
    Some(format!("{PREAMBLE}{NAMED}{body}\n"))
}

/// A block with what it needs beside the line.
fn within(head: &str, line: &str, needed: &[&str]) -> String {
    let needed: String = needed.iter().map(|needed| unless(line, needed)).collect();
    format!("{head} {{\n{needed}{line}\n}}")
}

fn top(line: &str) -> String {
    if !line.contains("track_group probe") {
        return line.to_owned();
    }
    format!("{MEMBERS}track_group probe {{\n{MEMBER_LIST}}}\n{line}")
}

/// An instance with what the line needs beside it. Its interface is not the one that lines name,
/// for an instance may not track its own.
fn instance(line: &str) -> String {
    let keyword = line.split_whitespace().next().unwrap_or_default();
    let centis = line
        .strip_prefix("advert_int ")
        .and_then(|word| word.parse::<f64>().ok());
    let beside = match keyword {
        "unicast_ttl"
        | "unicast_src_ip"
        | "check_unicast_src"
        | "old_unicast_checksum"
        | "unicast_fault_no_peer" => "unicast_peer {\n10.9.0.2\n}\n",
        "advert_int" if centis.is_some_and(|seconds| seconds.fract() > 0.0) => "version 3\n",
        "advert_int" => "version 2\n",
        "owner_ignore_adverts" => "priority 255\n",
        "timer_expired_backup" => "nopreempt\n",
        "vmac_xmit_base" => "use_vmac\n",
        _ => "",
    };
    let interface = if keyword == "vrf" {
        ""
    } else {
        "interface eth1\n"
    };
    let addresses = if keyword == "native_ipv6" {
        "fd00:9::9"
    } else {
        "10.9.0.9"
    };
    let addresses = format!("virtual_ipaddress {{\n{addresses}\n}}\n");
    let needed = ["virtual_router_id 7\n", interface, beside, &addresses];
    within("vrrp_instance probe", line, &needed)
}

fn virtual_server(line: &str, server: &str) -> String {
    let keyword = line.split_whitespace().next().unwrap_or_default();
    let protocol = if keyword == "ops" { "UDP" } else { "TCP" };
    let scheduler = match keyword.split_once('-') {
        Some((scheduler @ ("sh" | "mh"), _)) => scheduler,
        _ => "rr",
    };
    let sorry = if keyword.starts_with("sorry_server_") {
        "sorry_server 10.9.0.7 80\n"
    } else {
        ""
    };
    let quorum = if keyword == "hysteresis" {
        "quorum 4294967295\n"
    } else {
        ""
    };
    format!(
        "virtual_server 10.9.0.9 80 {{\nlvs_sched {scheduler}\nlvs_method NAT\n\
         protocol {protocol}\n{sorry}{quorum}{line}\n{server}{OTHER_REALS}}}"
    )
}

fn checker(path: &str, line: &str) -> String {
    let (checker, inner) = path.split_once('/').unwrap_or((path, ""));
    let body = match (checker, inner) {
        ("MISC_CHECK", _) => within(checker, line, &["misc_path /usr/bin/true\n"]),
        ("FILE_CHECK", _) => within(checker, line, &["track_file probe_file\n"]),
        ("BFD_CHECK", _) => within(checker, line, &["name probe_bfd\n"]),
        (_, "url") => format!("{checker} {{\n{}\n}}", within("url", line, &["path /\n"])),
        (_, "host") => format!("{checker} {{\n{}\n}}", within("host", line, &[])),
        ("HTTP_GET" | "SSL_GET", _) => within(checker, line, &["url {\npath /\n}\n"]),
        _ => within(checker, line, &[]),
    };
    virtual_server("", &format!("{REAL}{body}\n}}\n"))
}

/// What the block needs, unless the probed line is of the same keyword.
fn unless<'a>(line: &str, needed: &'a str) -> &'a str {
    let keyword = |text: &str| text.split_whitespace().next().map(str::to_owned);
    if keyword(line) == keyword(needed) {
        ""
    } else {
        needed
    }
}
