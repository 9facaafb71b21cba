//! Lines at and just beyond what the catalogue allows.

use std::collections::BTreeSet;
use std::fmt;

use super::Release;
use super::context;
use keepalived_conf::catalog::{
    self, Arg, Availability, Block, Body, Extra, Family, Keyword, Kind, Line, Object, Outside,
    Presence,
};

/// One configuration with what the catalogue expects of it.
pub(crate) struct Probe {
    /// The block of the probed line.
    pub(crate) path: &'static str,
    /// The probed line.
    pub(crate) line: String,
    /// The whole configuration.
    pub(crate) config: String,
    /// Whether `keepalived -t` should take it.
    pub(crate) accepted: bool,
}

impl fmt::Display for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verb = if self.accepted { "take" } else { "reject" };
        write!(
            f,
            "{:?} in {:?} it should {verb}",
            self.line.replace('\n', " "),
            self.path
        )
    }
}

/// All probes of the keywords that the release knows. Checkers share keywords: each is probed in
/// the first block that has it.
pub(crate) fn all(release: &Release) -> Vec<Probe> {
    let mut seen = BTreeSet::new();
    let mut probes = Vec::new();
    for block in catalog::blocks() {
        for keyword in block.keywords() {
            let known = keyword.availability(block, release.version) == Availability::Present;
            let rejected = keyword
                .deprecated
                .is_some_and(|deprecation| deprecation.rejected);
            let new = seen.insert(identity(block, keyword));
            if known && new && !rejected && release.has(keyword.feature) {
                of_keyword(block, keyword, release, &mut probes);
            }
        }
    }
    probes
}

/// What two keywords have in common when one probe is enough for both: checkers share keywords,
/// and value blocks and methods share grammars.
fn identity(block: &Block, keyword: &Keyword) -> String {
    match keyword.body {
        Body::Entries(entry) => {
            entry.source.to_owned()
                + &format!("{:?}{:?}", entry.line.head, entry.line.options.first())
        }
        _ if block.path.starts_with("virtual_server") => {
            format!("{} {:?}", keyword.name, keyword.line)
        }
        _ => format!("{} {}", block.path, keyword.name),
    }
}

fn of_keyword(
    block: &'static Block,
    keyword: &Keyword,
    release: &Release,
    probes: &mut Vec<Probe>,
) {
    let mut add = |line: String, accepted: bool| {
        if let Some(config) = context::around(block.path, &line) {
            probes.push(Probe {
                path: block.path,
                line,
                config,
                accepted,
            });
        }
    };
    let grammar = keyword.line_for(release.version);
    match keyword.body {
        Body::None => {
            for (words, accepted) in of_line(grammar, None, release) {
                add(format!("{} {words}", keyword.name), accepted);
            }
        }
        Body::Entries(entry) => {
            let name = if grammar.head.args(&[]).is_empty() {
                ""
            } else {
                " probe"
            };
            for (words, accepted) in of_line(&entry.line, Some(entry.name), release) {
                if words.is_empty() {
                    continue;
                }
                add(format!("{}{name} {{\n{words}\n}}", keyword.name), accepted);
            }
        }
        Body::Block(_) | Body::Words(_) => {}
    }
}

/// What an entry begins with so that this option of it stands in a good one.
fn beginning(entry: &str, option: &str) -> &'static [&'static str] {
    match (entry.split_once('_').map_or("", |(_, kind)| kind), option) {
        ("routes entry", "from" | "expires" | "pref") => {
            &["fd00:1::/64", "dev", "eth0", "no_track"]
        }
        ("routes entry", _) => &["10.1.0.0/16", "dev", "eth0", "no_track"],
        ("rules entry", "table" | "lookup" | "goto") => {
            &["from", "10.1.0.0/16", "priority", "100", "no_track"]
        }
        ("rules entry", "track_group") => &[
            "from",
            "10.1.0.0/16",
            "table",
            "100",
            "priority",
            "100",
            "iif",
            "eth0",
        ],
        ("rules entry", _) => &[
            "from",
            "10.1.0.0/16",
            "table",
            "100",
            "priority",
            "100",
            "no_track",
        ],
        _ => &[],
    }
}

/// Words of a line with one of them varied, and whether they should be taken.
fn of_line(line: &Line, entry: Option<&str>, release: &Release) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut vary = |before: &[String], args: &[Arg]| {
        for (at, arg) in args.iter().enumerate() {
            let mut lead: Vec<String> = before.to_vec();
            lead.extend(
                args[..at]
                    .iter()
                    .filter(|arg| arg.presence == Presence::Required)
                    .map(sample),
            );
            let rest: Vec<String> = args[at + 1..]
                .iter()
                .filter(|arg| arg.presence == Presence::Required)
                .map(sample)
                .collect();
            for word in candidates(arg.kind) {
                let verdict = arg.kind.read(&word);
                let Some(accepted) = expectation(verdict) else {
                    continue;
                };
                let middle = std::iter::once(word).chain(rest.clone());
                let words: Vec<String> = lead.iter().cloned().chain(middle).collect();
                found.push((words.join(" "), accepted));
            }
            if arg.presence == Presence::Required && rest.is_empty() {
                found.push((lead.join(" "), arg.kind.outside() == Some(Outside::Dropped)));
            }
        }
    };
    let alternatives: Vec<&[Arg]> = match line.head {
        catalog::Head::Either(forms) => forms.to_vec(),
        _ => Vec::new(),
    };
    if alternatives.is_empty() {
        vary(&[], line.head.args(&[]));
    }
    alternatives.into_iter().for_each(|form| vary(&[], form));
    let good: Vec<String> = line
        .head
        .args(&[])
        .iter()
        .filter(|arg| arg.presence == Presence::Required)
        .map(sample)
        .collect();
    for option in line.options {
        let new = Availability::of(option.since, release.version) != Availability::Present;
        if new || option.deprecated {
            continue;
        }
        for name in option.names {
            let start = entry.map_or(&[][..], |entry| beginning(entry, name));
            let words = start.iter().chain([name]).map(|word| (*word).to_owned());
            let lead: Vec<String> = good.iter().cloned().chain(words).collect();
            vary(&lead, option.args);
        }
    }
    let beyond = good
        .iter()
        .cloned()
        .chain(["probe_beyond".to_owned()])
        .collect::<Vec<_>>()
        .join(" ");
    let open_ended = line
        .head
        .args(&[])
        .iter()
        .any(|arg| arg.presence != Presence::Required);
    if !open_ended && line.bare.is_none() {
        found.push((beyond, line.extra == Extra::Ignored));
    }
    found.sort();
    found.dedup();
    found
}

fn expectation(verdict: Result<(), catalog::Wrong>) -> Option<bool> {
    match verdict {
        Ok(()) => Some(true),
        Err(wrong @ catalog::Wrong::OutOfRange { .. }) if !wrong.is_rejected() => None,
        Err(wrong) => Some(!wrong.is_rejected()),
    }
}

/// Words around the bounds of a kind.
fn candidates(kind: Kind) -> Vec<String> {
    let owned = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    match kind {
        Kind::Int { min, max, .. } => {
            let mut words: Vec<String> = [min - 1, min, max, max + 1]
                .iter()
                .map(i128::to_string)
                .collect();
            words.push("1x".to_owned());
            words
        }
        Kind::Decimal {
            min, max, digits, ..
        } => decimals(min, max, digits),
        Kind::Bool => owned(&["yes", "maybe"]),
        Kind::OneOf(words) | Kind::Known(words) | Kind::OneOfAnyCase(words) => {
            owned(&[words, &["probe"]].concat())
        }
        Kind::Literal(word) => owned(&[word]),
        Kind::AnyOf(kinds) => kinds.iter().copied().flat_map(candidates).collect(),
        Kind::Address(Family::MulticastV4) => {
            owned(&["224.0.0.99", "10.9.0.2", "ff02::99", "224.0.0"])
        }
        Kind::Address(Family::MulticastV6) => owned(&["ff02::99", "224.0.0.99", "fd00::1"]),
        Kind::Address(Family::Multicast) => owned(&["224.0.0.99", "10.9.0.2"]),
        Kind::Address(_) => owned(&["10.9.0.2", "10.9.0.256", "probe"]),
        Kind::Cidr(Family::V6) => owned(&["fd00:2::/64", "fd00:2::/129", "10.9.0.77"]),
        Kind::Cidr(_) => owned(&["10.9.0.77", "10.9.0.77/24", "10.9.0.77/33", "10.9.0.777"]),
        Kind::Destination => owned(&["10.2.0.0/16", "10.2.0.0/33"]),
        Kind::AddressRange => owned(&[
            "10.9.0.20-30",
            "10.9.0.30-20",
            "10.9.0.20-256",
            "10.9.0.16/28",
            "10.9.0.20-10.9.1.2",
        ]),
        Kind::Interface => owned(&["eth0", "eth0_is_too_long"]),
        // A line is read in pieces of 4 KiB, so that a longer word meets another bound first.
        Kind::Text { max: Some(max) } if max < 4000 => vec!["p".repeat(max), "p".repeat(max + 1)],
        Kind::Netmask => owned(&["255.255.255.0", "255.255.x"]),
        Kind::RouteTime => owned(&["2000", "0.2s", "200ms", "probe", "0.0001s", "200m"]),
        Kind::NewInterface => owned(&["probe0", "eth0", "pro/be"]),
        Kind::Mac => owned(&["02:00:00:00:00:01", "02:00:00"]),
        Kind::StatusCodes => owned(&["100", "599", "99", "600", "200-299", "299-200"]),
        Kind::Digest => vec!["a".repeat(32), "a".repeat(31), "g".repeat(32)],
        Kind::Hex { .. } => owned(&["0aF0", "zz"]),
        Kind::Umask => owned(&["0777", "01000", "IRUSR|IWGRP", "IRUSER"]),
        Kind::DomainName => owned(&["ab.example", "a.example", "ab..example"]),
        Kind::AnyBase => owned(&["10", "0x10", "4294967296", "probe"]),
        Kind::MarkAndMask => owned(&["1", "0x1/0xff", "probe", "-1"]),
        Kind::IncludeCheck => owned(&["match", "+brace_match", "-read", "probe"]),
        Kind::Refers(object) => owned(&[named(object)]),
        _ => owned(&[&sample_word(kind)]),
    }
}

/// Numbers of `digits` places at and beyond the bounds, and one with a place too many.
fn decimals(min: u64, max: u64, digits: u32) -> Vec<String> {
    let scale = 10u64.pow(digits);
    let width = digits as usize;
    let text = |steps: u64| format!("{}.{:0width$}", steps / scale, steps % scale);
    let mut words = vec![
        text(min),
        text(max),
        format!("{}1", text(min)),
        "1x".to_owned(),
    ];
    words.extend(min.checked_sub(1).map(text));
    words.extend(max.checked_add(1).map(text));
    words
}

/// A good word for an argument.
fn sample(arg: &Arg) -> String {
    sample_word(arg.kind)
}

fn sample_word(kind: Kind) -> String {
    match kind {
        Kind::Int { min, .. } => min.max(1).to_string(),
        Kind::Decimal { min, digits, .. } if min > 10u64.pow(digits) => "1000".to_owned(),
        Kind::RouteTime => "200ms".to_owned(),
        Kind::Netmask => "255.255.255.0".to_owned(),
        Kind::Digest => "a".repeat(32),
        Kind::NewInterface => "probe0".to_owned(),
        Kind::Decimal { .. } => "1".to_owned(),
        Kind::AnyOf(kinds) => kinds
            .last()
            .map_or_else(String::new, |kind| sample_word(*kind)),
        Kind::Refers(object) => named(object).to_owned(),
        Kind::OneOf(words) | Kind::Known(words) | Kind::OneOfAnyCase(words) => words[0].to_owned(),
        Kind::Literal(word) => word.to_owned(),
        Kind::Cidr(_) => "10.9.0.77".to_owned(),
        Kind::Address(Family::MulticastV4 | Family::Multicast) => "224.0.0.99".to_owned(),
        Kind::Address(Family::MulticastV6) => "ff02::99".to_owned(),
        Kind::Destination => "10.2.0.0/16".to_owned(),
        Kind::Address(_) => "10.9.0.2".to_owned(),
        Kind::AddressRange => "10.9.0.20-30".to_owned(),
        Kind::Interface => "eth0".to_owned(),
        Kind::Command => "/usr/bin/true".to_owned(),
        Kind::Path => "/tmp/probe".to_owned(),
        Kind::User | Kind::Group => "root".to_owned(),
        Kind::Host => "10.9.0.2".to_owned(),
        Kind::RouteName => "100".to_owned(),
        Kind::NumberRange => "10-20".to_owned(),
        Kind::Hex { .. } => "0aF0".to_owned(),
        Kind::StatusCodes => "200".to_owned(),
        Kind::Umask => "022".to_owned(),
        _ => "probe".to_owned(),
    }
}

/// The object of each kind that the context defines.
fn named(object: Object) -> &'static str {
    match object {
        Object::Script => "probe_script",
        Object::TrackFile => "probe_file",
        Object::TrackProcess => "probe_process",
        Object::Bfd => "probe_bfd",
        _ => "probe",
    }
}
