//! What the lines of real logs mean.
//!
//! `testdata/logs/VERSION-….log` were written by that release of Keepalived, two nodes in namespaces:
//! checks that fail, hang and recover, a track file, a link that goes down, reloads with a mistake, a
//! process that is stopped and one that is killed, nodes that differ in VRID and interval, and
//! configurations that cannot be used. Only lines about ARP were left out. `meanings.txt` has every
//! different line once, and below it what was read from it. `BLESS=1` writes it anew.

#![expect(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use keeper::logs::{LogLine, Query, Source, history, parse};
use keeper::{Lang, Messages};

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/logs")
}

fn logs() -> Vec<PathBuf> {
    let entries = fs::read_dir(directory()).unwrap();
    let mut logs: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    logs.retain(|path| path.extension().is_some_and(|extension| extension == "log"));
    logs.sort();
    logs
}

fn lines(path: &Path) -> Vec<LogLine> {
    let now: Zoned = "2026-11-24T00:00:00+00:00[UTC]".parse().unwrap();
    history(&Source::Console(path.to_owned()), &Query::default(), &now).unwrap()
}

#[test]
fn every_line_of_the_corpus_means_what_it_did() {
    let (mut seen, mut found) = (BTreeSet::new(), String::new());
    for line in logs().iter().flat_map(|path| lines(path)) {
        if !seen.insert(line.text.clone()) {
            continue;
        }
        writeln!(found, "{}", line.text).unwrap();
        if let Some(event) = &line.event {
            let message = event.message();
            let values: Vec<String> = message.values().map(|(n, v)| format!("{n}={v}")).collect();
            let level = line.level;
            writeln!(
                found,
                "    {level:?} {} {}",
                message.id(),
                values.join(", ")
            )
            .unwrap();
        }
    }
    let path = directory().join("meanings.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let expected = fs::read_to_string(path).unwrap();
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn every_line_of_a_log_has_its_time_and_comes_in_order() {
    for path in logs() {
        let times: Vec<_> = lines(&path).iter().filter_map(|line| line.at).collect();
        let written = fs::read_to_string(&path).unwrap();
        let with_time = written.lines().filter(|line| line.contains(" 2026: "));
        assert_eq!(times.len(), with_time.count(), "{}", path.display());
        assert!(times.is_sorted(), "{}", path.display());
    }
}

#[test]
fn both_languages_have_words_for_every_meaning() {
    let events = logs()
        .into_iter()
        .flat_map(|path| lines(&path))
        .filter_map(|line| line.event);
    let (english, chinese) = (Messages::new(Lang::En), Messages::new(Lang::ZhCn));
    for event in events {
        let message = event.message();
        for words in [english.text(&message), chinese.text(&message)] {
            assert_ne!(words, message.id());
            assert!(!words.contains("{$"), "a value is missing: {words}");
        }
    }
}

/// Of the sources of 2.2.7 to 2.4.3, and hard to bring about in a test.
#[test]
fn phrases_that_no_log_of_the_corpus_has_are_known_too() {
    for (text, id) in [
        (
            "(VI_1): entering FAULT state due to script chk",
            "log-fault-script",
        ),
        (
            "(VI_1): entering FAULT state (interface eth0 down)",
            "log-fault-interface",
        ),
        (
            "(VI_1): entering FAULT state (tracked file t has status 1)",
            "log-fault-file",
        ),
        (
            "(VI_1) entering FAULT state (tracked process mysqld quorum not achieved)",
            "log-fault-process",
        ),
        (
            "(VI_1): entering FAULT state (src address not configured)",
            "log-fault-address",
        ),
        (
            "(VI_1) entering FAULT state (no IPv4 address for interface)",
            "log-fault-address",
        ),
        (
            "(VI_1) Master received priority 0 message",
            "log-peer-resigned",
        ),
        (
            "(VI_1) received an invalid passwd!",
            "log-authentication-mismatch",
        ),
        (
            "(VI_1) received a 1 auth, expecting 0!",
            "log-authentication-mismatch",
        ),
        (
            "(VI_1) expected 2 VIPs but received 1",
            "log-address-mismatch",
        ),
        (
            "(VI_1) ip address associated with VRID 51 not present in MASTER advert: 10.0.0.9",
            "log-address-mismatch",
        ),
        (
            "(VI_1) WARNING - equal priority advert received from remote host with our IP address.",
            "log-owner-clash",
        ),
        (
            "VRRP_Script(chk) failed (due to signal 9)",
            "log-script-failed",
        ),
        (
            "VRRP thread timer expired 1.234567 seconds ago",
            "log-timer-expired",
        ),
        (
            "Unknown VRID(9) received on interface(eth0) from 10.0.0.3. ignoring...",
            "log-unknown-vrid",
        ),
        (
            "Disabling track script chk due to insecure",
            "log-script-disabled",
        ),
        (
            "SECURITY VIOLATION - scripts are being executed but script_security not enabled.",
            "log-scripts-unsafe",
        ),
    ] {
        let found = parse(text).map(|event| event.message().id());
        assert_eq!(found, Some(id), "{text}");
    }
}
