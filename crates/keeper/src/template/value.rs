//! What a parameter may be.

use std::net::IpAddr;
use std::str::FromStr;

use serde::Deserialize;

use super::profile::Profile;

/// The kind of value that a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// An address with its prefix length, such as `10.0.0.100/24`.
    Cidr,
    /// An address.
    Address,
    /// A priority, 1 to 254 (255 belongs to the address's owner).
    Priority,
    /// A virtual router identifier, 1 to 255.
    Vrid,
    /// Seconds between advertisements, 0.01 to 40.95 (VRRP version 3).
    AdvertInt,
    /// The name of a network interface, at most 15 bytes.
    Interface,
    /// One word of letters, digits, `-`, `_` and `.`.
    Name,
    /// An absolute path without white space.
    Path,
    /// `address:port`, `name:port` or the path of a socket.
    Target,
    /// Seconds between advertisements of VRRP version 2: whole, 1 to 255.
    WholeSeconds,
    /// A TCP or UDP port, 1 to 65535.
    Port,
    /// What `auth_pass` takes: one word of at most 8 printable ASCII letters.
    Password,
    /// What a `key` of `auth_hmac` takes: `hex:` and 64 to 128 digits.
    HmacKey,
    /// How IPVS chooses a server, one of its schedulers.
    Scheduler,
    /// What a Redis server must be to hold the VIP.
    RedisRole,
    /// What a PostgreSQL server must be to hold the VIP.
    PostgresRole,
    /// `yes` or `no`; with `no` the parameter is left out.
    Switch,
}

/// The schedulers of the kernel's IPVS (net/netfilter/ipvs of Linux 6.12).
const SCHEDULERS: [&str; 14] = [
    "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "mh", "dh", "fo", "ovf", "sed", "nq", "twos",
];

impl Kind {
    /// The message that says what is expected.
    #[must_use]
    pub fn expectation(self) -> &'static str {
        match self {
            Self::Cidr => "expect-cidr",
            Self::Address => "expect-address",
            Self::Priority => "expect-priority",
            Self::Vrid => "expect-vrid",
            Self::AdvertInt => "expect-advert-int",
            Self::Interface => "expect-interface",
            Self::Name => "expect-name",
            Self::Path => "expect-path",
            Self::Target => "expect-target",
            Self::WholeSeconds => "expect-whole-seconds",
            Self::Port => "expect-port",
            Self::Password => "expect-password",
            Self::HmacKey => "expect-hmac-key",
            Self::Scheduler => "expect-scheduler",
            Self::RedisRole => "expect-redis-role",
            Self::PostgresRole => "expect-postgres-role",
            Self::Switch => "expect-switch",
        }
    }

    /// Whether `text` is such a value.
    #[must_use]
    pub fn accepts(self, text: &str) -> bool {
        match self {
            Self::Cidr => is_cidr(text),
            Self::Address => text.parse::<IpAddr>().is_ok(),
            Self::Priority => in_range(text, 1..=254_u8),
            Self::Vrid => in_range(text, 1..=255_u8),
            Self::AdvertInt => is_advert_interval(text),
            Self::Interface => is_word(text) && text.len() <= 15,
            Self::Name => is_word(text),
            Self::Path => is_path(text),
            Self::Target => is_path(text) || is_endpoint(text),
            Self::WholeSeconds => in_range(text, 1..=255_u8),
            Self::Port => in_range(text, 1..=65_535_u16),
            Self::Password => is_password(text),
            Self::HmacKey => is_hmac_key(text),
            Self::Scheduler => SCHEDULERS.contains(&text),
            Self::RedisRole => matches!(text, "any" | "master" | "replica"),
            Self::PostgresRole => matches!(text, "any" | "primary" | "standby"),
            Self::Switch => matches!(text, "yes" | "no"),
        }
    }

    /// The kind as a profile narrows it: version 2 counts in whole seconds
    /// (RFC 3768 §5.3.7).
    #[must_use]
    pub fn under(self, profile: Option<Profile>) -> Self {
        match (self, profile) {
            (Self::AdvertInt, Some(Profile::Classic)) => Self::WholeSeconds,
            _ => self,
        }
    }

    /// Whether an accepted value means that the parameter is left out.
    #[must_use]
    pub fn is_absent(self, value: &str) -> bool {
        self == Self::Switch && value == "no"
    }
}

fn in_range<T: FromStr + PartialOrd>(text: &str, range: std::ops::RangeInclusive<T>) -> bool {
    // `parse` would take a leading plus, which Keepalived does not.
    text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse().is_ok_and(|number| range.contains(&number))
}

fn is_cidr(text: &str) -> bool {
    let Some((address, prefix)) = text.split_once('/') else {
        return false;
    };
    match address.parse() {
        Ok(IpAddr::V4(_)) => in_range(prefix, 1..=32_u8),
        Ok(IpAddr::V6(_)) => in_range(prefix, 1..=128_u8),
        Err(_) => false,
    }
}

/// Version 3 carries centiseconds in twelve bits (RFC 9568 §5.2.7).
fn is_advert_interval(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || fraction.len() > 2 {
        return false;
    }
    let centis = format!("{whole}{fraction:0<2}");
    centis
        .parse()
        .is_ok_and(|centis: u32| (1..=4095).contains(&centis))
}

fn is_word(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.is_empty() && text.chars().all(is_plain)
}

fn is_path(text: &str) -> bool {
    let breaks_a_word = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\');
    text.starts_with('/') && !text.contains(breaks_a_word)
}

fn is_endpoint(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else {
        return false;
    };
    let bracketed = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let is_host = match bracketed {
        Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
        None => is_word(host),
    };
    is_host && in_range(port, 1..=65_535_u16)
}

/// Signs that Keepalived's own syntax knows would end the word.
fn is_password(text: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_graphic() && !b"\"'\\!#{}$~@".contains(&b);
    (1..=8).contains(&text.len()) && text.bytes().all(is_plain)
}

fn is_hmac_key(text: &str) -> bool {
    text.strip_prefix("hex:").is_some_and(|digits| {
        (64..=128).contains(&digits.len())
            && digits.len() % 2 == 0
            && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_takes_what_it_says_and_nothing_beside_it() {
        let cases: [(Kind, &[&str], &[&str]); 17] = [
            (
                Kind::Cidr,
                &["10.0.0.100/24", "fd00::1/64"],
                &[
                    "10.0.0.100",
                    "10.0.0.256/24",
                    "10.0.0.1/33",
                    "10.0.0.1/+8",
                    "",
                ],
            ),
            (
                Kind::Address,
                &["10.0.0.1", "fd00::1"],
                &["10.0.0", "host", ""],
            ),
            (
                Kind::Priority,
                &["1", "254"],
                &["0", "255", "+5", "–5", "1 0", ""],
            ),
            (Kind::Vrid, &["1", "255"], &["0", "256", "-1"]),
            (
                Kind::AdvertInt,
                &["1", "0.1", "0.01", "40.95"],
                &["0", "0.00", "0.005", "40.96", ".1", "1.", "1s"],
            ),
            (
                Kind::Interface,
                &["eth0", "bond0.100"],
                &["a b", "sixteen-letters-", "网卡", ""],
            ),
            (Kind::Name, &["node-a"], &["node a", "a}", ""]),
            (
                Kind::Path,
                &["/etc/my.cnf"],
                &["etc/my.cnf", "/a b", "/a\"b"],
            ),
            (
                Kind::Target,
                &["127.0.0.1:3306", "[::1]:3306", "db:3306", "/run/m.sock"],
                &[
                    "3306",
                    "127.0.0.1",
                    "127.0.0.1:0",
                    "127.0.0.1:33060000",
                    ":1",
                ],
            ),
            (Kind::WholeSeconds, &["1", "255"], &["0", "0.1", "256"]),
            (Kind::Port, &["1", "65535"], &["0", "65536", "http"]),
            (
                Kind::Password,
                &["k8sT2x9q", "a"],
                &["ninechars", "two words", "a#b", "密码", ""],
            ),
            (
                Kind::HmacKey,
                &[&"hex:0f".replace("0f", &"0f".repeat(32))],
                &["hex:", "0f", "hex:zz"],
            ),
            (Kind::Scheduler, &["rr", "wlc"], &["random", ""]),
            (Kind::RedisRole, &["any", "master"], &["primary", ""]),
            (Kind::PostgresRole, &["any", "primary"], &["master", ""]),
            (Kind::Switch, &["yes", "no"], &["true", "1", ""]),
        ];
        for (kind, good, bad) in cases {
            for text in good {
                assert!(kind.accepts(text), "{kind:?} should take {text:?}");
            }
            for text in bad {
                assert!(!kind.accepts(text), "{kind:?} should refuse {text:?}");
            }
        }
    }
}
