//! Addresses, routes and rules: what moves with the master, and what stays.

use std::net::IpAddr;

use super::reader::{BlockReader, EntryLine};
use super::spanned::Spanned;
use crate::expand::Location;

/// An address that an instance holds, or that is static.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VirtualIp {
    /// The address.
    pub address: IpAddr,
    /// The length of its prefix; 32 or 128 when not given.
    pub prefix: u8,
    /// Whether the prefix was written.
    pub has_prefix: bool,
    /// `dev`
    pub interface: Option<Spanned<String>>,
    /// `label`
    pub label: Option<Spanned<String>>,
    /// `no_track`
    pub is_untracked: bool,
    /// The whole line.
    pub at: Location,
}

/// A route or a rule, in the words of iproute2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteOrRule {
    /// The words of the line.
    pub words: Vec<String>,
    /// The interfaces that it names: `dev`, `oif`, `iif`.
    pub interfaces: Vec<Spanned<String>>,
    /// `no_track`
    pub is_untracked: bool,
    /// The whole line.
    pub at: Location,
}

/// A node to which adverts are sent one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnicastPeer {
    /// Its address.
    pub address: IpAddr,
    /// The whole line.
    pub at: Location,
}

pub(super) fn addresses(reader: &BlockReader<'_>, keyword: &str) -> Vec<VirtualIp> {
    let lines = reader.entries(keyword);
    lines
        .iter()
        .filter_map(|line| address(reader, line))
        .collect()
}

/// A line whose first word is no address is dropped, as Keepalived does.
fn address(reader: &BlockReader<'_>, line: &EntryLine<'_>) -> Option<VirtualIp> {
    let text = line.words.first()?.text();
    let (host, length) = match text.split_once('/') {
        Some((host, length)) => (host, Some(length)),
        None => (text.as_ref(), None),
    };
    let address: IpAddr = host.parse().ok()?;
    let longest = if address.is_ipv4() { 32 } else { 128 };
    let prefix = match length {
        Some(length) => length.parse().ok().filter(|length| *length <= longest)?,
        None => longest,
    };
    Some(VirtualIp {
        address,
        prefix,
        has_prefix: length.is_some(),
        interface: word_after(reader, line, &["dev"]).pop(),
        label: word_after(reader, line, &["label"]).pop(),
        is_untracked: has_word(line, "no_track"),
        at: line.at,
    })
}

pub(super) fn routes_or_rules(reader: &BlockReader<'_>, keyword: &str) -> Vec<RouteOrRule> {
    let lines = reader.entries(keyword);
    let read = |line: &EntryLine<'_>| RouteOrRule {
        words: line
            .words
            .iter()
            .map(|word| word.text().into_owned())
            .collect(),
        interfaces: word_after(reader, line, &["dev", "oif", "iif"]),
        is_untracked: has_word(line, "no_track"),
        at: line.at,
    };
    lines.iter().map(read).collect()
}

pub(super) fn peers(reader: &BlockReader<'_>) -> Vec<UnicastPeer> {
    let lines = reader.entries("unicast_peer");
    let read = |line: &EntryLine<'_>| {
        Some(UnicastPeer {
            address: line.words.first()?.text().parse().ok()?,
            at: line.at,
        })
    };
    lines.iter().filter_map(read).collect()
}

fn word_after(
    reader: &BlockReader<'_>,
    line: &EntryLine<'_>,
    options: &[&str],
) -> Vec<Spanned<String>> {
    let pairs = line.words.windows(2);
    let named = pairs.filter(|pair| options.contains(&pair[0].text().as_ref()));
    named.map(|pair| reader.word(pair[1])).collect()
}

fn has_word(line: &EntryLine<'_>, wanted: &str) -> bool {
    line.words.iter().any(|word| word.text() == wanted)
}
