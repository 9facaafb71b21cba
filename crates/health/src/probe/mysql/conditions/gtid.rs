//! How many transactions a replica has received and not yet applied, by their
//! global identifiers.
//!
//! Pure: positions as text in, a number out. MySQL's are sets of intervals
//! ("GTID Sets", MySQL 9.7 Reference Manual), MariaDB's are the last number of
//! each domain ("Global Transaction ID", MariaDB documentation). MariaDB may
//! leave numbers out, so its count is the most that can be missing.

use std::collections::HashMap;

/// Transactions in `received` that are not in `applied`, in MySQL's words:
/// `uuid:1-5:7,uuid:tag:1-3`. None when it cannot be read.
pub(super) fn missing_of_set(received: &str, applied: &str) -> Option<u64> {
    let applied = intervals(applied)?;
    let mut missing = 0_u64;
    for (source, received) in intervals(received)? {
        let applied = applied.get(&source).map_or(&[][..], Vec::as_slice);
        for interval in received {
            let shared: u64 = applied.iter().map(|other| interval.shared(*other)).sum();
            missing = missing.checked_add(interval.length() - shared)?;
        }
    }
    Some(missing)
}

/// How far `applied` is behind `received`, in MariaDB's words:
/// `domain-server-number,…`. None when it cannot be read.
pub(super) fn missing_of_domains(received: &str, applied: &str) -> Option<u64> {
    let applied = domains(applied)?;
    let behind = |(domain, last): (u32, u64)| {
        let applied = applied.get(&domain).copied().unwrap_or(0);
        last.saturating_sub(applied)
    };
    let behind = domains(received)?.into_iter().map(behind);
    Some(behind.fold(0, u64::saturating_add))
}

/// From the first transaction to the last, both included. Those of one source
/// never overlap: the server merges them.
#[derive(Clone, Copy, Debug)]
struct Interval {
    first: u64,
    last: u64,
}

impl Interval {
    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        // GNO_END
        if last > i64::MAX.unsigned_abs() {
            return None;
        }
        (1..=last)
            .contains(&first)
            .then_some(Interval { first, last })
    }

    fn length(self) -> u64 {
        self.last - self.first + 1
    }

    fn shared(self, other: Interval) -> u64 {
        let first = self.first.max(other.first);
        let last = self.last.min(other.last);
        (last + 1).saturating_sub(first)
    }
}

/// The intervals of each source: a server, or a tag of one (MySQL 8.3 on).
fn intervals(set: &str) -> Option<HashMap<String, Vec<Interval>>> {
    let mut all: HashMap<String, Vec<Interval>> = HashMap::new();
    for of_server in items(set) {
        let mut parts = of_server.split(':').map(str::trim);
        let server = parts.next()?.to_ascii_lowercase();
        let mut source = server.clone();
        for part in parts {
            match part.starts_with(|first: char| first.is_ascii_digit()) {
                true => all
                    .entry(source.clone())
                    .or_default()
                    .push(Interval::parse(part)?),
                false => source = format!("{server}:{part}"),
            }
        }
    }
    Some(all)
}

fn domains(position: &str) -> Option<HashMap<u32, u64>> {
    items(position)
        .map(|item| {
            let mut numbers = item.split('-');
            let domain = numbers.next()?.parse().ok()?;
            let _server = numbers.next()?;
            let last = numbers.next()?.parse().ok()?;
            numbers.next().is_none().then_some((domain, last))
        })
        .collect()
}

/// What stands between commas; MySQL puts each on a line of its own.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',')
        .map(str::trim)
        .filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const A: &str = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    const B: &str = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

    #[test]
    fn a_set_lacks_what_no_interval_of_its_source_has() {
        for (received, applied, missing) in [
            (String::new(), String::new(), 0),
            (format!("{A}:1-10"), format!("{A}:1-10"), 0),
            (format!("{A}:1-10"), String::new(), 10),
            (format!("{A}:1-10"), format!("{A}:1-3:5:8-20"), 3),
            (format!("{A}:7"), format!("{A}:1-6:8-9"), 1),
            (format!("{A}:1-4,\n{B}:5-6"), format!("{B}:1-5"), 5),
            (format!("{A}:1-4:ripe:1-3"), format!("{A}:1-4:ripe:1"), 2),
            (format!("{A}:1-4"), format!("{}:1-4", A.to_uppercase()), 0),
        ] {
            assert_eq!(
                missing_of_set(&received, &applied),
                Some(missing),
                "{received}"
            );
        }
        for nonsense in ["a:0", "a:5-4", "a:1-", "a:1-18446744073709551615"] {
            assert_eq!(missing_of_set(nonsense, ""), None, "{nonsense}");
        }
    }

    #[test]
    fn each_domain_is_behind_by_its_own_count() {
        for (received, applied, missing) in [
            ("", "", Some(0)),
            ("0-1-100", "0-1-100", Some(0)),
            ("0-1-100,1-2-50", "0-9-97,1-2-50", Some(3)),
            ("0-1-100,7-2-5", "0-1-100", Some(5)),
            ("0-1-100", "0-1-120,3-3-3", Some(0)),
            ("0-1", "", None),
            ("0-1-2-3", "", None),
            ("none", "", None),
        ] {
            assert_eq!(missing_of_domains(received, applied), missing, "{received}");
        }
    }

    proptest! {
        #[test]
        fn no_text_brings_it_down(received in "[a-c0-9:,-]{0,40}", applied in "[a-c0-9:,-]{0,40}") {
            let _ = missing_of_set(&received, &applied);
            let _ = missing_of_domains(&received, &applied);
        }

        #[test]
        fn nothing_lacks_of_itself(last in 1..i64::MAX) {
            let set = format!("{A}:1-{last}");
            prop_assert_eq!(missing_of_set(&set, &set), Some(0));
        }
    }
}
