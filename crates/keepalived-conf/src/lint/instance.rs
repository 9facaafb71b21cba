//! Instances as Keepalived completes them after it has read the file.
//!
//! Owns the values that several rules ask for, in the order and with the defaults of keepalived
//! 2.2.7 `vrrp_parser.c` and `vrrp_complete_instance` in `vrrp.c`: a line that Keepalived refuses does
//! not count here either. What follows from the values is the rules'.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::context::Context;
use super::scope::Statement;
use crate::syntax::Span;

/// The protocol version when neither instance nor global_defs name one.
const DEFAULT_VERSION: u8 = 2;
/// The priority when none is given.
const DEFAULT_PRIORITY: u8 = 100;
/// The priority of the owner of the addresses.
pub(crate) const OWNER: u8 = 255;

/// One `vrrp_instance` that Keepalived keeps.
#[derive(Debug)]
pub(crate) struct Instance {
    /// The index of its statement.
    pub(crate) index: usize,
    /// Its name.
    pub(crate) name: String,
    /// The version that its adverts have.
    pub(crate) version: u8,
    /// The version it names, if that contradicts what is known before.
    pub(crate) refused_version: Option<Span>,
    /// Whether it is an IPv6 instance; `None` while nothing tells.
    pub(crate) is_ipv6: Option<bool>,
    /// Addresses of the other family, which Keepalived leaves out.
    pub(crate) foreign: Vec<Span>,
    /// Whether it keeps to the letter of the RFC.
    pub(crate) is_strict: bool,
    /// Its base priority.
    pub(crate) priority: u8,
    /// Whether it starts as MASTER.
    pub(crate) is_master: bool,
    /// `state`, if there is one.
    pub(crate) state: Option<Span>,
    /// A `state BACKUP` after a `state MASTER`.
    pub(crate) refused_state: Option<Span>,
    /// `nopreempt`, unless a `preempt` undoes it.
    pub(crate) nopreempt: Option<Span>,
    /// `preempt_delay`, unless it is 0.
    pub(crate) preempt_delay: Option<Span>,
    /// `advert_int` in microseconds.
    pub(crate) advert: Option<(u64, Span)>,
    /// The first line that speaks of unicast.
    pub(crate) unicast: Option<Span>,
    /// How many peers it has.
    pub(crate) peers: Vec<IpAddr>,
    /// How many addresses it has.
    pub(crate) addresses: usize,
    /// The index of the sync group that it is in.
    pub(crate) sync_group: Option<usize>,
}

/// What global_defs say about all instances.
#[derive(Debug, Clone, Copy)]
struct Defaults {
    version: u8,
    is_strict: bool,
}

/// The instances in order; of two with one name only the first.
pub(super) fn instances(context: &Context<'_>) -> Vec<Instance> {
    let defaults = Defaults {
        version: global(context, "vrrp_version")
            .and_then(|word| word.parse().ok())
            .filter(|version| matches!(version, 2 | 3))
            .unwrap_or(DEFAULT_VERSION),
        is_strict: context.all("global_defs", "vrrp_strict").next().is_some(),
    };
    let groups = groups(context);
    let mut names = BTreeSet::new();
    let blocks = context.all("", "vrrp_instance");
    blocks
        .filter_map(|(index, statement)| Some((index, statement.word(0)?)))
        .filter(|(_, name)| names.insert(name.clone()))
        .map(|(index, name)| {
            let group = groups.get(&name).copied();
            read(context, index, name, group, defaults)
        })
        .collect()
}

/// The statement of the first sync group of each member.
fn groups(context: &Context<'_>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (group, _) in context.all("", "vrrp_sync_group") {
        for (member, _) in members(context, group) {
            found.entry(member).or_insert(group);
        }
    }
    found
}

fn global(context: &Context<'_>, keyword: &str) -> Option<String> {
    context.all("global_defs", keyword).next_back()?.1.word(0)
}

fn read(
    context: &Context<'_>,
    index: usize,
    name: String,
    sync_group: Option<usize>,
    defaults: Defaults,
) -> Instance {
    let mut reader = Reader {
        instance: Instance {
            index,
            sync_group,
            name,
            version: 0,
            refused_version: None,
            is_ipv6: None,
            foreign: Vec::new(),
            is_strict: defaults.is_strict,
            priority: 0,
            is_master: false,
            state: None,
            refused_state: None,
            nopreempt: None,
            preempt_delay: None,
            advert: None,
            unicast: None,
            peers: Vec::new(),
            addresses: 0,
        },
    };
    for (child, statement) in context.children(index) {
        reader.line(context, child, statement);
    }
    reader.complete(defaults)
}

/// The members of a sync or track group, with their places.
pub(crate) fn members<'c>(
    context: &'c Context<'_>,
    group: usize,
) -> impl Iterator<Item = (String, Span)> + 'c {
    let lines = context.entries(group, "group").into_iter();
    lines.flat_map(|line| {
        let words = line.node.words();
        words
            .map(|word| (word.text().into_owned(), word.span()))
            .collect::<Vec<_>>()
    })
}

struct Reader {
    instance: Instance,
}

impl Reader {
    fn line(&mut self, context: &Context<'_>, index: usize, statement: &Statement<'_>) {
        let instance = &mut self.instance;
        let word = statement.word(0).unwrap_or_default();
        let span = statement.node.header_span();
        match statement.name() {
            "state" if word == "MASTER" => instance.state_line(true, span),
            "state" => instance.state_line(false, span),
            "priority" => instance.priority = word.parse().unwrap_or(instance.priority),
            "version" => instance.version_line(&word, span),
            "strict_mode" => {
                instance.is_strict = !matches!(word.as_str(), "off" | "false" | "no");
            }
            "nopreempt" => instance.nopreempt = Some(span),
            "preempt" => instance.nopreempt = None,
            "preempt_delay" => {
                instance.preempt_delay = micros(&word).filter(|delay| *delay > 0).map(|_| span);
            }
            "advert_int" => instance.advert = micros(&word).map(|every| (every, span)),
            "native_ipv6" if instance.is_ipv6 == Some(false) => instance.foreign.push(span),
            "native_ipv6" => (instance.is_ipv6, instance.version) = (Some(true), 3),
            "unicast_src_ip" | "mcast_src_ip" | "mcast_dst_ip" => {
                if statement.name() == "unicast_src_ip" {
                    instance.unicast.get_or_insert(span);
                }
                if let Ok(address) = word.parse() {
                    instance.takes(address, span);
                }
            }
            "check_unicast_src" | "old_unicast_checksum" | "unicast_fault_no_peer" => {
                instance.unicast.get_or_insert(span);
            }
            "unicast_peer" => {
                instance.unicast.get_or_insert(span);
                for (address, span) in addresses(context, index) {
                    if instance.takes(address, span) {
                        instance.peers.push(address);
                    }
                }
            }
            "virtual_ipaddress" => {
                for (address, span) in addresses(context, index) {
                    instance.addresses += usize::from(instance.takes(address, span));
                }
            }
            _ => {}
        }
    }

    fn complete(mut self, defaults: Defaults) -> Instance {
        let instance = &mut self.instance;
        if instance.version == 0 {
            instance.version = match instance.is_ipv6 {
                Some(true) => 3,
                Some(false) | None => defaults.version,
            };
        }
        if instance.priority == 0 {
            instance.priority = if instance.is_master {
                OWNER
            } else {
                DEFAULT_PRIORITY
            };
        }
        if instance.state.is_none() {
            instance.is_master = instance.priority == OWNER;
        }
        self.instance
    }
}

impl Instance {
    fn state_line(&mut self, is_master: bool, span: Span) {
        if self.is_master && !is_master {
            self.refused_state.get_or_insert(span);
            return;
        }
        self.is_master = is_master;
        self.state = Some(span);
    }

    fn version_line(&mut self, word: &str, span: Span) {
        let Some(version) = word.parse().ok().filter(|version| matches!(version, 2 | 3)) else {
            return;
        };
        let other = self.version != 0 && self.version != version;
        if other || (version == 2 && self.is_ipv6 == Some(true)) {
            self.refused_version = Some(span);
        } else {
            self.version = version;
        }
    }

    /// Whether an address is of the family of the instance; the first one decides it.
    fn takes(&mut self, address: IpAddr, span: Span) -> bool {
        let fits = *self.is_ipv6.get_or_insert(address.is_ipv6()) == address.is_ipv6();
        if !fits {
            self.foreign.push(span);
        }
        fits
    }
}

/// The addresses that the lines of a value block begin with, without their prefixes.
pub(crate) fn addresses(context: &Context<'_>, list: usize) -> Vec<(IpAddr, Span)> {
    let lines = context.children(list).map(|(_, line)| line.node);
    lines
        .filter_map(|line| {
            let word = line.words().next()?;
            let text = word.text();
            let address = text.split('/').next()?.parse().ok()?;
            Some((address, word.span()))
        })
        .collect()
}

/// Seconds with a fraction as microseconds.
pub(crate) fn micros(word: &str) -> Option<u64> {
    let (whole, fraction) = word.split_once('.').unwrap_or((word, ""));
    let digits = format!("{whole}{fraction:0<6}");
    let good = fraction.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| good)
}
