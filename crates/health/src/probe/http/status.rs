//! A set of status codes, as a user writes it: `200-399` or `200,204,301-308`.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Which status codes are good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statuses(Vec<RangeInclusive<u16>>);

/// A text that names no status codes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{part}` is neither a status code (100-599) nor a range of them")]
pub struct StatusError {
    /// The part that is wrong.
    pub part: String,
}

impl Statuses {
    /// Whether this code is one of them.
    pub fn contains(&self, code: u16) -> bool {
        self.0.iter().any(|range| range.contains(&code))
    }
}

impl Default for Statuses {
    /// 200–399: success, and a redirection by a server that is well.
    fn default() -> Self {
        Statuses(vec![200..=399])
    }
}

impl FromStr for Statuses {
    type Err = StatusError;

    fn from_str(text: &str) -> Result<Self, StatusError> {
        text.split(',')
            .map(|part| {
                range(part.trim()).ok_or_else(|| StatusError {
                    part: part.trim().to_owned(),
                })
            })
            .collect::<Result<_, _>>()
            .map(Statuses)
    }
}

fn range(part: &str) -> Option<RangeInclusive<u16>> {
    let (first, last) = part.split_once('-').unwrap_or((part, part));
    let (first, last) = (code(first)?, code(last)?);
    (first <= last).then_some(first..=last)
}

fn code(text: &str) -> Option<u16> {
    let code = text.trim().parse().ok()?;
    (100..=599).contains(&code).then_some(code)
}

impl fmt::Display for Statuses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, range) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            match (range.start(), range.end()) {
                (first, last) if first == last => write!(f, "{comma}{first}")?,
                (first, last) => write!(f, "{comma}{first}-{last}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_ranges_are_read_and_written_alike() {
        let set: Statuses = "200, 204,301-308".parse().unwrap();
        assert_eq!(set.to_string(), "200,204,301-308");
        for (code, is_in) in [
            (200, true),
            (201, false),
            (204, true),
            (308, true),
            (309, false),
        ] {
            assert_eq!(set.contains(code), is_in, "{code}");
        }
        assert_eq!(Statuses::default().to_string(), "200-399");
    }

    #[test]
    fn what_is_no_code_is_named() {
        for (text, part) in [
            ("200,ok", "ok"),
            ("399-200", "399-200"),
            ("99", "99"),
            ("", ""),
        ] {
            assert_eq!(text.parse::<Statuses>().unwrap_err().part, part);
        }
    }
}
