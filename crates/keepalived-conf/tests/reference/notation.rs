//! How words, options and ranges are written down.

use super::Language;
use keepalived_conf::catalog::{Arg, Family, Head, Kind, Line, Opt, Presence, Unit};

/// The words of a line: `ADDRESS [PORT] [dev INTERFACE]`.
pub(crate) fn syntax(line: &Line) -> String {
    let mut parts: Vec<String> = match line.head {
        Head::Either(forms) => vec![
            forms
                .iter()
                .map(|form| words(form))
                .collect::<Vec<_>>()
                .join(" | "),
        ],
        _ => vec![words(line.head.args(&[]))],
    };
    parts.extend(line.options.iter().map(option));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn words(args: &[Arg]) -> String {
    args.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn word(arg: &Arg) -> String {
    let label = match arg.kind {
        Kind::Literal(word) => word,
        _ => arg.label,
    };
    match arg.presence {
        Presence::Required => label.to_owned(),
        Presence::Optional => format!("[{label}]"),
        Presence::Repeated => format!("[{label}]…"),
    }
}

fn option(option: &Opt) -> String {
    let text = [option.names.join("|"), words(option.args)].join(" ");
    format!("[{}]", text.trim_end())
}

/// What the words may be, each label once: `1–255`, `0–4294 s`.
pub(crate) fn range(line: &Line, language: Language) -> String {
    let forms: Vec<&[Arg]> = match line.head {
        Head::Either(forms) => forms.to_vec(),
        _ => vec![line.head.args(&[])],
    };
    let head = forms.into_iter().flatten();
    let options = line.options.iter().flat_map(|option| option.args);
    let mut written: Vec<String> = Vec::new();
    for arg in head.chain(options) {
        let values = kind(arg.kind, language);
        let text = match values.as_str() {
            "" => continue,
            _ if line.options.is_empty() && line.head.args(&[]).len() == 1 => values,
            _ => format!("{} {values}", arg.label),
        };
        if !written.contains(&text) {
            written.push(text);
        }
    }
    written.join("; ")
}

fn kind(kind: Kind, language: Language) -> String {
    match kind {
        Kind::Bool => "on|off|true|false|yes|no".to_owned(),
        Kind::Int { min, max, unit, .. } => format!("{min}–{max}{}", suffix(unit)),
        Kind::Decimal {
            min,
            max,
            digits,
            unit,
            ..
        } => {
            format!(
                "{}–{}{}",
                decimal(min, digits),
                decimal(max, digits),
                suffix(unit)
            )
        }
        Kind::OneOf(words) | Kind::Known(words) | Kind::OneOfAnyCase(words) => words.join("|"),
        Kind::Text { max: Some(max) } => {
            format!("≤ {max} {}", language.pick("bytes", "字节"))
        }
        Kind::Interface | Kind::NewInterface => format!("≤ 15 {}", language.pick("bytes", "字节")),
        Kind::StatusCodes => "100–599".to_owned(),
        Kind::Address(family) => family_name(family).to_owned(),
        Kind::AnyOf(kinds) => {
            let texts: Vec<String> = kinds
                .iter()
                .map(|one| alternative(*one, language))
                .collect();
            texts
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join(" | ")
        }
        _ => String::new(),
    }
}

fn alternative(one: Kind, language: Language) -> String {
    match one {
        Kind::Literal(word) => word.to_owned(),
        other => kind(other, language),
    }
}

fn family_name(family: Family) -> &'static str {
    match family {
        Family::Any => "IPv4|IPv6",
        Family::V4 => "IPv4",
        Family::V6 => "IPv6",
        Family::Multicast => "IPv4|IPv6 multicast",
        Family::MulticastV4 => "IPv4 multicast",
        Family::MulticastV6 => "IPv6 multicast",
    }
}

fn suffix(unit: Unit) -> &'static str {
    match unit {
        Unit::None => "",
        Unit::Seconds => " s",
        Unit::Milliseconds => " ms",
        Unit::Microseconds => " µs",
        Unit::Bytes => " B",
    }
}

/// A bound without the zeros at its end.
fn decimal(steps: u64, digits: u32) -> String {
    let scale = 10u64.pow(digits);
    let fraction = format!("{:0width$}", steps % scale, width = digits as usize);
    match fraction.trim_end_matches('0') {
        "" => (steps / scale).to_string(),
        fraction => format!("{}.{fraction}", steps / scale),
    }
}
