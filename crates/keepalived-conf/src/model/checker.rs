//! The checks of a real server.

use std::net::IpAddr;
use std::time::Duration;

use super::command::Command;
use super::reader::BlockReader;
use super::spanned::Spanned;
use super::weight::Weight;
use crate::expand::Location;
use crate::syntax::{Node, NodeId};

/// One check.
#[derive(Debug, Clone, PartialEq)]
pub struct Checker {
    /// What it does.
    pub probe: Probe,
    /// Its block in the expanded tree.
    pub node: NodeId,
    /// Its header.
    pub at: Location,
    /// `connect_ip`
    pub connect_ip: Option<Spanned<IpAddr>>,
    /// `connect_port`
    pub connect_port: Option<Spanned<u16>>,
    /// `connect_timeout`
    pub connect_timeout: Option<Spanned<Duration>>,
    /// `retry`
    pub retry: Option<Spanned<u32>>,
    /// `delay_loop`
    pub delay_loop: Option<Spanned<Duration>>,
    /// `delay_before_retry`
    pub delay_before_retry: Option<Spanned<Duration>>,
}

/// What a check does, with what only this kind has.
#[derive(Debug, Clone, PartialEq)]
pub enum Probe {
    /// `TCP_CHECK`
    Tcp,
    /// `UDP_CHECK`
    Udp,
    /// `PING_CHECK`
    Ping,
    /// `SMTP_CHECK`
    Smtp,
    /// `HTTP_GET`
    Http(Vec<HttpUrl>),
    /// `SSL_GET`
    Https(Vec<HttpUrl>),
    /// `DNS_CHECK`
    Dns {
        /// `type`
        record: Option<Spanned<String>>,
        /// `name`
        name: Option<Spanned<String>>,
    },
    /// `MISC_CHECK`
    Misc {
        /// `misc_path`
        command: Option<Spanned<Command>>,
        /// `misc_timeout`
        timeout: Option<Spanned<Duration>>,
        /// `misc_dynamic`
        is_dynamic: Option<Spanned<()>>,
    },
    /// `FILE_CHECK`
    File {
        /// `track_file`
        name: Option<Spanned<String>>,
        /// `weight`
        weight: Option<Spanned<Weight>>,
    },
    /// `BFD_CHECK`
    Bfd {
        /// `name`
        name: Option<Spanned<String>>,
    },
}

/// `url` of an HTTP check.
#[derive(Debug, Clone, PartialEq)]
pub struct HttpUrl {
    /// `path`
    pub path: Option<Spanned<String>>,
    /// `status_code`
    pub status_codes: Option<Spanned<Vec<String>>>,
    /// `digest`
    pub digest: Option<Spanned<String>>,
}

const KEYWORDS: [&str; 10] = [
    "TCP_CHECK",
    "UDP_CHECK",
    "PING_CHECK",
    "SMTP_CHECK",
    "HTTP_GET",
    "SSL_GET",
    "DNS_CHECK",
    "MISC_CHECK",
    "FILE_CHECK",
    "BFD_CHECK",
];

pub(super) fn checkers(reader: &BlockReader<'_>) -> Vec<Checker> {
    let of_kind = |keyword: &'static str| {
        let blocks = reader.blocks(keyword).into_iter();
        blocks.map(move |(node, block)| checker(keyword, node, &block))
    };
    let mut found: Vec<Checker> = KEYWORDS.into_iter().flat_map(of_kind).collect();
    found.sort_by_key(|checker| checker.node);
    found
}

fn checker(keyword: &str, node: Node<'_>, reader: &BlockReader<'_>) -> Checker {
    Checker {
        probe: probe(keyword, reader),
        node: node.id(),
        at: reader.locate(node.header_span()),
        connect_ip: reader.value("connect_ip"),
        connect_port: reader.value("connect_port"),
        connect_timeout: reader.value("connect_timeout"),
        retry: reader.value("retry"),
        delay_loop: reader.value("delay_loop"),
        delay_before_retry: reader.value("delay_before_retry"),
    }
}

fn probe(keyword: &str, reader: &BlockReader<'_>) -> Probe {
    match keyword {
        "UDP_CHECK" => Probe::Udp,
        "PING_CHECK" => Probe::Ping,
        "SMTP_CHECK" => Probe::Smtp,
        "HTTP_GET" => Probe::Http(urls(reader)),
        "SSL_GET" => Probe::Https(urls(reader)),
        "DNS_CHECK" => Probe::Dns {
            record: reader.value("type"),
            name: reader.value("name"),
        },
        "MISC_CHECK" => Probe::Misc {
            command: reader.command("misc_path"),
            timeout: reader.value("misc_timeout"),
            is_dynamic: reader.flag("misc_dynamic"),
        },
        "FILE_CHECK" => Probe::File {
            name: reader.value("track_file"),
            weight: reader.value("weight"),
        },
        "BFD_CHECK" => Probe::Bfd {
            name: reader.value("name"),
        },
        _ => Probe::Tcp,
    }
}

fn urls(reader: &BlockReader<'_>) -> Vec<HttpUrl> {
    let read = |(_, block): (Node<'_>, BlockReader<'_>)| HttpUrl {
        path: block.value("path"),
        status_codes: block.value("status_code"),
        digest: block.value("digest"),
    };
    reader.blocks("url").into_iter().map(read).collect()
}
