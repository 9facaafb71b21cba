//! The changes of the campaign: good, invalid, and broken in ways that only
//! show when they are live.

/// A generator that gives the same numbers for the same seed (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let index = usize::try_from(self.below(all.len() as u64)).unwrap_or_default();
        all[index]
    }
}

/// What must become of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It stays.
    Stays,
    /// Nothing is ever written.
    Refused,
    /// It is live for a moment and then not.
    TakenBack,
    /// Keepalived's own test is blinded, so that it gets further.
    TakenBackBlind,
    /// Nobody confirms it.
    Unconfirmed,
    /// vipkeeper is killed after so many milliseconds.
    Killed(u64),
}

/// A change to the text of the preferred node.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) text: String,
    pub(crate) fate: Fate,
}

/// The next change; `text` is what is there, `base` what the pair began with.
pub(crate) fn roll(dice: &mut Dice, text: &str, base: &str) -> Change {
    match dice.below(100) {
        0..45 => Change {
            text: good(dice, text, base),
            fate: Fate::Stays,
        },
        45..70 => Change {
            text: invalid(dice, text),
            fate: Fate::Refused,
        },
        70..82 => Change {
            text: lonely(dice, text),
            fate: Fate::TakenBack,
        },
        82..88 => Change {
            text: blinded(dice, text),
            fate: Fate::TakenBackBlind,
        },
        88..91 => Change {
            text: good(dice, text, base),
            fate: Fate::Unconfirmed,
        },
        _ => {
            let after = dice.below(500);
            Change {
                text: good(dice, text, base),
                fate: Fate::Killed(after),
            }
        }
    }
}

/// Something that concerns this node alone.
pub(crate) fn good(dice: &mut Dice, text: &str, base: &str) -> String {
    let number = dice.below(1000);
    match dice.below(6) {
        0 => {
            let priority = 241 + dice.below(14);
            with_line(text, "    priority ", &format!("    priority {priority}"))
        }
        1 => with_line(text, "    garp_master_delay ", &format!("    garp_master_delay {}", 1 + number % 9)),
        2 => with_line(text, "    router_id ", &format!("    router_id node-{number}")),
        3 => format!("{base}\n# change {number}\n"),
        4 => format!(
            "{base}\nvrrp_instance VI_MORE_{number} {{\n    state BACKUP\n    interface eth0\n    \
             virtual_router_id {}\n    priority 200\n    advert_int 0.1\n    virtual_ipaddress {{\n        \
             10.66.0.{}/24\n    }}\n}}\n",
            110 + number % 90,
            110 + number % 90,
        ),
        _ => base.replacen(
            "    virtual_ipaddress {",
            &format!(
                "    virtual_ipaddress_excluded {{\n        10.66.0.{}/24 dev eth0\n    }}\n    virtual_ipaddress {{",
                110 + number % 90
            ),
            1,
        ),
    }
}

fn invalid(dice: &mut Dice, text: &str) -> String {
    let line = |start, new: &str| with_line(text, start, new);
    match dice.below(8) {
        0 => line("    priority ", "    prioritee 250"),
        1 => line("    priority ", "    priority 300"),
        2 => line("    virtual_router_id ", "    virtual_router_id 510"),
        3 => line("    interface ", "    interface eth9"),
        4 => text.replacen("dev eth0", "dev lo", 1),
        5 => text[..text.rfind('}').unwrap_or_default()].to_owned(),
        6 => {
            let garbage: String = (0..40)
                .map(|_| dice.one_of(&['{', '}', 'x', ' ', '"', '\n', '$']))
                .collect();
            format!("{text}\nunknown_block {garbage}\n")
        }
        _ => text.replacen(
            "track_script {",
            "track_script {\n        nobody_defined_this",
            1,
        ),
    }
}

/// What the other node would have to do as well, and does not.
fn lonely(dice: &mut Dice, text: &str) -> String {
    let number = 210 + dice.below(40);
    let more = format!("    virtual_ipaddress {{\n        10.66.0.{number}/24 dev eth0");
    text.replacen("    virtual_ipaddress {", &more, 1)
}

/// What Keepalived refuses or dies of when it is reloaded.
fn blinded(dice: &mut Dice, text: &str) -> String {
    match dice.below(2) {
        0 => format!("net_namespace elsewhere\n{text}"),
        _ => with_line(text, "    interface ", "    interface eth9"),
    }
}

/// The text with the first line that starts so replaced.
fn with_line(text: &str, start: &str, new: &str) -> String {
    let mut is_done = false;
    let replaced = text
        .lines()
        .map(|line| match !is_done && line.starts_with(start) {
            true => {
                is_done = true;
                new
            }
            false => line,
        });
    replaced.collect::<Vec<_>>().join("\n") + "\n"
}
