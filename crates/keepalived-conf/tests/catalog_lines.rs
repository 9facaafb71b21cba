//! Whole lines against the grammars: what passes, and which word is found wrong.

use keepalived_conf::catalog::{self, Body, Line, Version};

/// The grammar of the entries in a value block.
fn entry(path: &str, keyword: &str) -> &'static Line {
    let body = catalog::lookup(path, keyword).map(|keyword| keyword.body);
    let Some(Body::Entries(entry)) = body else {
        unreachable!("{path}/{keyword} lists no entries: {body:?}")
    };
    &entry.line
}

fn keyword(path: &str, keyword: &str) -> &'static Line {
    &catalog::lookup(path, keyword)
        .expect("a keyword of the catalogue")
        .line
}

/// Indices of the words that are found wrong.
fn wrong(line: &Line, text: &str) -> Vec<usize> {
    let words: Vec<&str> = text.split_whitespace().collect();
    line.check(&words)
        .iter()
        .map(|problem| problem.at)
        .collect()
}

/// Checks lines written as `text => indices of wrong words`.
fn check(line: &Line, cases: &[(&str, &[usize])]) {
    for (text, expected) in cases {
        assert_eq!(wrong(line, text), *expected, "{text}");
    }
}

#[test]
fn addresses() {
    check(
        entry("vrrp_instance", "virtual_ipaddress"),
        &[
            ("10.0.0.9", &[]),
            ("10.0.0.9/24 dev eth0 label eth0:1 scope global", &[]),
            ("10.0.0.9/24 brd + dev eth0", &[]),
            ("fd00::9/64 preferred_lft forever use_vmac", &[]),
            ("10.0.0.9/33", &[0]),
            ("10.0.0.999", &[0]),
            ("10.0.0.9 dev", &[2]),
            ("10.0.0.9 device eth0", &[1, 2]),
            ("10.0.0.9 label a_label_that_is_too_long", &[2]),
            ("10.0.0.9 track_group G", &[1, 2]),
            ("", &[0]),
        ],
    );
    check(
        entry("", "static_ipaddress"),
        &[
            ("10.0.0.9 dev eth0 track_group G", &[]),
            ("10.0.0.9 use_vmac", &[1]),
        ],
    );
}

#[test]
fn trackers() {
    check(
        entry("vrrp_instance", "track_script"),
        &[
            ("check", &[]),
            ("check weight -20", &[]),
            ("check weight 20 noreverse", &[]),
            ("check weight 254", &[2]),
            ("check weight –20", &[2]),
            ("check weight", &[2]),
            ("check 20", &[1]),
            ("check weight 20 backwards", &[3]),
        ],
    );
    check(
        entry("vrrp_instance", "track_interface"),
        &[
            ("eth0 weight 1 reverse", &[]),
            ("eth0 weight 1 noreverse", &[3]),
        ],
    );
    check(
        entry("vrrp_instance", "track_file"),
        &[("f weight 254", &[]), ("f weight 255", &[2])],
    );
    check(
        entry("vrrp_instance", "unicast_peer"),
        &[
            ("10.0.0.2 min_ttl 1 max_ttl 255", &[]),
            ("10.0.0.2 min_ttl 256", &[2]),
            ("10.0.0.2 ttl 5", &[1, 2]),
        ],
    );
}

#[test]
fn routes_and_rules() {
    check(
        entry("vrrp_instance", "virtual_routes"),
        &[
            ("default via 10.0.0.1 dev eth0", &[]),
            (
                "src 10.0.0.9 to 192.168.1.0/24 via 10.0.0.1 dev eth0 metric 5",
                &[],
            ),
            ("blackhole 192.168.2.0/24", &[]),
            (
                "10.1.0.0/16 table 6909 nexthop via 10.0.0.1 dev eth0 weight 1 nexthop via 10.0.0.2 dev eth1",
                &[],
            ),
            ("10.1.0.0/16 dev eth0 mtu lock 1400 rto_min 200ms", &[]),
            ("10.1.0.0/40 dev eth0", &[0]),
            ("10.1.0.0/16 dev", &[2]),
            ("10.1.0.0/16 hoplimit 256", &[2]),
        ],
    );
    check(
        entry("vrrp_instance", "virtual_rules"),
        &[
            ("from 10.0.0.0/24 table 100 priority 100", &[]),
            ("fwmark 0x10/0xff lookup main preference 0x64", &[]),
            ("from 10.0.0.0/24 tabel 100", &[2, 3]),
            ("from nowhere table 100", &[1]),
        ],
    );
}

#[test]
fn heads_of_servers() {
    let line = keyword("", "virtual_server");
    check(
        line,
        &[
            ("10.0.0.9 80", &[]),
            ("10.0.0.9", &[]),
            ("fwmark 5", &[]),
            ("group web", &[]),
            ("fwmark x", &[1]),
            ("group", &[1]),
            ("10.0.0.9 65536", &[1]),
            ("", &[0]),
        ],
    );
    check(
        keyword("virtual_server", "lvs_method"),
        &[
            ("NAT", &[]),
            ("TUN type gue port 6080 csum", &[]),
            ("TUN type vxlan", &[2]),
            ("nat", &[0]),
            ("DR fast", &[1]),
        ],
    );
    check(
        entry("", "virtual_server_group"),
        &[
            ("10.0.0.1-9 80", &[]),
            ("fwmark 7 inet6", &[]),
            ("fwmark 7 inet5", &[2]),
            ("10.0.0.9-1 80", &[0]),
        ],
    );
}

#[test]
fn keywords_with_several_words() {
    check(
        keyword("global_defs", "lvs_sync_daemon"),
        &[
            ("eth0", &[]),
            ("eth0 inst VI_1 id 5 port 8848", &[]),
            ("eth0 VI_1", &[]),
            ("eth0 id 256", &[2]),
        ],
    );
    check(
        keyword("global_defs", "vrrp_garp_extra_if"),
        &[("100", &[]), ("all 100", &[]), ("0", &[0]), ("", &[0])],
    );
    check(
        keyword("vrrp_instance", "use_vmac"),
        &[
            ("", &[]),
            ("vrrp.51", &[]),
            ("vrrp.51 00:00:5e:00:01:33", &[]),
        ],
    );
    check(
        keyword("vrrp_script", "weight"),
        &[("-10 reverse", &[]), ("-10 noreverse", &[1])],
    );
    check(
        keyword("", "vrrp_instance"),
        &[("VI_1", &[]), ("VI 1", &[1]), ("", &[0])],
    );
}

#[test]
fn words_beyond_the_grammar_are_ignored_as_keepalived_does() {
    assert_eq!(wrong(keyword("vrrp_instance", "priority"), "100 extra"), []);
    assert_eq!(
        wrong(keyword("global_defs", "vrrp_rx_bufs_multiplier"), "3 extra"),
        [1]
    );
}

#[test]
fn an_older_release_reads_its_own_grammar() {
    let interval = catalog::lookup("vrrp_script", "interval").expect("vrrp_script/interval");
    let reads = |version: Version, word: &str| interval.line_for(version).check(&[word]).is_empty();
    assert!(reads(Version::new(2, 2, 7), "2") && !reads(Version::new(2, 2, 7), "0.5"));
    assert!(reads(Version::new(2, 3, 2), "0.5") && !reads(Version::new(2, 3, 2), "0"));
    let strict = catalog::lookup("global_defs", "vrrp_strict").expect("global_defs/vrrp_strict");
    assert!(
        strict
            .line_for(Version::new(2, 2, 7))
            .check(&["maybe"])
            .is_empty()
    );
    assert!(
        !strict
            .line_for(Version::new(2, 3, 4))
            .check(&["maybe"])
            .is_empty()
    );
}
