//! Phrases that several rules use: what a kind of value may be.

use super::diagnostic::Text;
use crate::catalog::{Kind, Unit};

/// What a number may be, such as `1 to 255` or `0.01 to 255 seconds`.
pub(crate) fn range(kind: Kind) -> Text {
    let (min, max, unit) = match kind {
        Kind::Int { min, max, unit, .. } => (min.to_string(), max.to_string(), unit),
        Kind::Decimal {
            min,
            max,
            digits,
            unit,
            ..
        } => (decimal(min, digits), decimal(max, digits), unit),
        _ => return Text::new("its range", "允许的范围"),
    };
    let (en, zh) = unit_name(unit);
    Text::new(format!("{min} to {max}{en}"), format!("{min} 至 {max}{zh}"))
}

const fn unit_name(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::None => ("", ""),
        Unit::Seconds => (" seconds", " 秒"),
        Unit::Milliseconds => (" milliseconds", " 毫秒"),
        Unit::Microseconds => (" microseconds", " 微秒"),
        Unit::Bytes => (" bytes", " 字节"),
    }
}

/// A number in steps of 10^-digits, without zeros at its end.
fn decimal(steps: u64, digits: u32) -> String {
    let scale = 10u64.pow(digits);
    let whole = steps / scale;
    let fraction = format!("{:0width$}", steps % scale, width = digits as usize);
    match fraction.trim_end_matches('0') {
        "" => whole.to_string(),
        fraction => format!("{whole}.{fraction}"),
    }
}

/// Words to choose from, in their order: `MASTER, BACKUP`; of many only the first.
pub(crate) fn choice(words: &[&str]) -> String {
    const SHOWN: usize = 12;
    let shown = words
        .iter()
        .take(SHOWN)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    if words.len() > SHOWN {
        format!("{shown}, …")
    } else {
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::{choice, range};
    use crate::catalog::{Outside, Unit};

    #[test]
    fn ranges_read_like_the_file() {
        let kind = crate::catalog::Kind::Decimal {
            min: 10_000,
            max: 255_000_000,
            digits: 6,
            unit: Unit::Seconds,
            outside: Outside::Rejected,
        };
        assert_eq!(range(kind).en, "0.01 to 255 seconds");
        assert_eq!(range(kind).zh, "0.01 至 255 秒");
    }

    #[test]
    fn a_long_choice_is_cut() {
        assert_eq!(choice(&["a", "b"]), "a, b");
        assert!(choice(&["x"; 20]).ends_with('…'));
    }
}
