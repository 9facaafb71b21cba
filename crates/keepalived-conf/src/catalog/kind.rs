//! What one word of a statement may be.
//!
//! Owns the kinds of values and their ranges. How a word is read against a kind is `reading.rs`.

/// What a word stands for and which words are good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// Exactly this word.
    Literal(&'static str),
    /// `on`, `true`, `yes`, `off`, `false` or `no`; lower case only.
    Bool,
    /// A whole number in decimal.
    Int {
        /// Smallest value that is taken.
        min: i128,
        /// Largest value that is taken.
        max: i128,
        /// What the number counts.
        unit: Unit,
        /// What becomes of a value outside the range.
        outside: Outside,
    },
    /// A number with a fraction of at most `digits` places; bounds in the smallest step.
    Decimal {
        /// Smallest value, in steps of 10^-digits.
        min: u64,
        /// Largest value, in steps of 10^-digits.
        max: u64,
        /// Decimal places that are read; one more is an error.
        digits: u32,
        /// What the number counts.
        unit: Unit,
        /// What becomes of a value outside the range.
        outside: Outside,
    },
    /// One of these words, in this case.
    OneOf(&'static [&'static str]),
    /// One of these words; Keepalived passes over any other in silence.
    Known(&'static [&'static str]),
    /// One of these words, in upper or lower case.
    OneOfAnyCase(&'static [&'static str]),
    /// An IP address without a prefix length.
    Address(Family),
    /// An IP address with an optional `/prefix`.
    Cidr(Family),
    /// An address, `a-b` or `a/len`: what a virtual_server_group lists.
    AddressRange,
    /// An address or prefix, `default` or `any`: where a route leads or what a rule matches.
    Destination,
    /// An IP address or a domain name.
    Host,
    /// A name of a network interface, at most 15 bytes.
    Interface,
    /// A name for an interface that Keepalived makes: also without `/`, `:` and spaces.
    NewInterface,
    /// A MAC address of six octets, or of five and the VRID as the sixth.
    Mac,
    /// An IPv4 netmask, or an IPv6 prefix length 1–128.
    Netmask,
    /// A path in the file system.
    Path,
    /// A regular expression; a bad or missing one is only logged.
    Pattern,
    /// A command: one word, or a quoted string with its arguments.
    Command,
    /// Any word of at most `max` bytes.
    Text {
        /// Longest text in bytes; `None`: no bound that Keepalived checks.
        max: Option<usize>,
    },
    /// The name under which this block is known.
    Names(Object),
    /// The name of something that another block defines.
    Refers(Object),
    /// A user of this machine.
    User,
    /// A group of this machine.
    Group,
    /// Hexadecimal digits and spaces; `wildcard` also takes `x` for any digit.
    Hex {
        /// Whether `x` and `X` stand for any digit.
        wildcard: bool,
    },
    /// An MD5 digest: 32 hexadecimal digits.
    Digest,
    /// An HTTP status code 100–599 or a range such as `200-299`.
    StatusCodes,
    /// A number up to 0777, or mode bits such as `IRUSR|IWUSR`.
    Umask,
    /// A domain name without an empty label.
    DomainName,
    /// A key of auth_hmac: `hex:…`, `file:…` or text.
    HmacKey,
    /// A number or a name from the tables of iproute2 (table, scope, protocol, realm, group, tos).
    RouteName,
    /// A number below 2^32 in decimal, octal (`0…`) or hexadecimal (`0x…`).
    AnyBase,
    /// A time of a route: a number with an optional `s`, `sec`, `ms` or `msec`; cut to 0.2–120 s.
    RouteTime,
    /// A firewall mark with an optional `/mask`, each decimal, octal or hexadecimal.
    MarkAndMask,
    /// A range of numbers `a-b`, or one number.
    NumberRange,
    /// An option of include_check: a word with `+`, `-` or nothing before it.
    IncludeCheck,
    /// A word that is good as any of these.
    AnyOf(&'static [Kind]),
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Nothing that has a unit.
    None,
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Microseconds.
    Microseconds,
    /// Bytes.
    Bytes,
}

/// What Keepalived does with a number outside its range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// `keepalived -t` exits 5; the running daemon logs it and keeps the default or the bound.
    Rejected,
    /// `keepalived -t` exits 0; at most a line in the log, and the value is dropped.
    Dropped,
    /// Read in documentation of a release that was not at hand: do not rest an error on it.
    Unverified,
}

/// Which IP addresses are good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// IPv4 or IPv6.
    Any,
    /// IPv4 only.
    V4,
    /// IPv6 only.
    V6,
    /// A multicast address, IPv4 or IPv6.
    Multicast,
    /// An IPv4 multicast address.
    MulticastV4,
    /// An IPv6 multicast address.
    MulticastV6,
}

/// What has a name in the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Object {
    /// `vrrp_instance`
    VrrpInstance,
    /// `vrrp_sync_group`
    SyncGroup,
    /// `vrrp_script`
    Script,
    /// `track_file`, `vrrp_track_file`
    TrackFile,
    /// `vrrp_track_process`
    TrackProcess,
    /// `bfd_instance`
    Bfd,
    /// `track_group`
    TrackGroup,
    /// `virtual_server_group`
    VirtualServerGroup,
}

/// A whole number without a unit; `-t` rejects what is outside.
pub(super) const fn int(min: i128, max: i128) -> Kind {
    count(min, max, Unit::None)
}

/// A whole number of `unit`; `-t` rejects what is outside.
pub(super) const fn count(min: i128, max: i128, unit: Unit) -> Kind {
    Kind::Int {
        min,
        max,
        unit,
        outside: Outside::Rejected,
    }
}

/// Seconds with six decimal places, bounds in microseconds; `-t` rejects what is outside.
pub(super) const fn timer(min: u64, max: u64) -> Kind {
    Kind::Decimal {
        min,
        max,
        digits: 6,
        unit: Unit::Seconds,
        outside: Outside::Rejected,
    }
}

/// Milliseconds with three decimal places, bounds in microseconds; `-t` rejects what is outside.
pub(super) const fn millis(min: u64, max: u64) -> Kind {
    Kind::Decimal {
        min,
        max,
        digits: 3,
        unit: Unit::Milliseconds,
        outside: Outside::Rejected,
    }
}

/// Text without a bound.
pub(super) const TEXT: Kind = Kind::Text { max: None };
/// An IP address of either family.
pub(super) const ADDRESS: Kind = Kind::Address(Family::Any);
/// A port of TCP or UDP.
pub(super) const PORT: Kind = int(1, 65_535);
/// A port in the head of a server: 0 counts as no port.
pub(super) const SERVER_PORT: Kind = int(0, 65_535);
/// The largest value of the 32-bit readers.
pub(super) const U32_MAX: i128 = u32::MAX as i128;
/// The largest value of the signed 32-bit readers.
pub(super) const I32_MAX: i128 = i32::MAX as i128;
/// The longest time in whole seconds that fits 32 bits of microseconds.
pub(super) const SECONDS_MAX: i128 = 4294;
/// The longest time in microseconds that fits 32 bits.
pub(super) const MICROS_MAX: u64 = u32::MAX as u64;
/// The longest time in microseconds that Keepalived's timer reader takes on 64 bits.
pub(super) const TIMER_MAX: u64 = u64::MAX - 1;
