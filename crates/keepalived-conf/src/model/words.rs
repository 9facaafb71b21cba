//! From the words of a statement to a value.

use std::net::IpAddr;
use std::time::Duration;

use super::units::{AdvertInterval, Priority, Vrid, VrrpVersion};

/// Something that the words after a keyword say. The words have passed the catalogue's check.
pub(super) trait FromWords: Sized {
    /// Reads them; `None` when they say nothing of the kind.
    fn from_words(words: &[&str]) -> Option<Self>;
}

macro_rules! first_word_parses {
    ($($kind:ty),*) => {
        $(impl FromWords for $kind {
            fn from_words(words: &[&str]) -> Option<Self> {
                words.first()?.parse().ok()
            }
        })*
    };
}

first_word_parses!(u8, u16, u32, i32, String, IpAddr);

impl FromWords for Vec<String> {
    fn from_words(words: &[&str]) -> Option<Self> {
        Some(words.iter().map(|word| (*word).to_owned()).collect())
    }
}

impl FromWords for bool {
    fn from_words(words: &[&str]) -> Option<Self> {
        match words.first().copied() {
            None | Some("on" | "true" | "yes") => Some(true),
            Some("off" | "false" | "no") => Some(false),
            Some(_) => None,
        }
    }
}

impl FromWords for Duration {
    fn from_words(words: &[&str]) -> Option<Self> {
        micros(words.first()?).map(Self::from_micros)
    }
}

impl FromWords for Vrid {
    fn from_words(words: &[&str]) -> Option<Self> {
        u8::from_words(words).and_then(Self::new)
    }
}

impl FromWords for Priority {
    fn from_words(words: &[&str]) -> Option<Self> {
        u8::from_words(words).and_then(Self::new)
    }
}

impl FromWords for AdvertInterval {
    fn from_words(words: &[&str]) -> Option<Self> {
        let centis = (micros(words.first()?)? + 5_000) / 10_000;
        u16::try_from(centis).ok().and_then(Self::from_centis)
    }
}

impl FromWords for VrrpVersion {
    fn from_words(words: &[&str]) -> Option<Self> {
        match *words.first()? {
            "2" => Some(Self::V2),
            "3" => Some(Self::V3),
            _ => None,
        }
    }
}

/// Seconds with a fraction, in microseconds; places beyond the sixth are cut.
fn micros(word: &str) -> Option<u64> {
    let (whole, fraction) = word.split_once('.').unwrap_or((word, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = if whole.is_empty() {
        0
    } else {
        whole.parse::<u64>().ok()?
    };
    let places = format!("{fraction:0<6}");
    let part = places.get(..6)?.parse::<u64>().ok()?;
    whole.checked_mul(1_000_000)?.checked_add(part)
}

#[cfg(test)]
mod tests {
    use super::{AdvertInterval, Duration, FromWords, micros};

    #[test]
    fn seconds_are_read_without_floating_point() {
        assert_eq!(micros("1"), Some(1_000_000));
        assert_eq!(micros("0.01"), Some(10_000));
        assert_eq!(micros(".5"), Some(500_000));
        assert_eq!(micros("1.2345678"), Some(1_234_567));
        assert_eq!(micros("-1"), None);
        assert_eq!(micros("."), None);
        assert_eq!(micros("99999999999999999999"), None);
    }

    #[test]
    fn an_interval_is_rounded_to_centiseconds() {
        let interval = |word| AdvertInterval::from_words(&[word]).map(AdvertInterval::centis);
        assert_eq!(interval("0.015"), Some(2));
        assert_eq!(interval("1"), Some(100));
        assert_eq!(interval("0.001"), None);
        assert_eq!(
            Duration::from_words(&["2.5"]),
            Some(Duration::from_millis(2500))
        );
    }
}
