//! Until when a certificate is good.
//!
//! ```text
//! Certificate ::= SEQUENCE { tbsCertificate SEQUENCE {
//!     version [0] EXPLICIT OPTIONAL, serialNumber, signature, issuer,
//!     validity SEQUENCE { notBefore, notAfter }, … } … }
//! ```
//!
//! Walks only this far. rustls checks the dates and does not show them, and a
//! whole X.509 parser is a large thing for one date. Source: RFC 5280 §4.1.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// `notAfter` in seconds of Unix; `None` when these bytes are no certificate.
pub(super) fn not_after(certificate: &[u8]) -> Option<i64> {
    let (certificate, _) = expect(SEQUENCE, certificate)?;
    let (rest, _) = expect(SEQUENCE, certificate)?;
    let rest = expect(VERSION, rest).map_or(rest, |(_, behind)| behind);
    let (_serial, rest) = expect(INTEGER, rest)?;
    let (_signature, rest) = expect(SEQUENCE, rest)?;
    let (_issuer, rest) = expect(SEQUENCE, rest)?;
    let (validity, _) = expect(SEQUENCE, rest)?;
    let (_, _, not_after) = element(validity)?;
    let (tag, text, _) = element(not_after)?;
    instant(tag, std::str::from_utf8(text).ok()?)
}

/// The content of the element with this tag, and what follows it.
fn expect(tag: u8, bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (found, content, rest) = element(bytes)?;
    (found == tag).then_some((content, rest))
}

/// Tag, content and rest. Lengths of more than two bytes do not occur in what
/// a handshake can carry here, and are refused.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (length, body) = match bytes {
        [_, length @ ..=0x7f, body @ ..] => (usize::from(*length), body),
        [_, 0x81, length, body @ ..] => (usize::from(*length), body),
        [_, 0x82, high, low, body @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), body),
        _ => return None,
    };
    let (content, rest) = body.split_at_checked(length)?;
    Some((bytes[0], content, rest))
}

/// Two digits of the year mean 1950 to 2049 (RFC 5280 §4.1.2.5.1).
fn instant(tag: u8, text: &str) -> Option<i64> {
    let text = text.strip_suffix('Z')?;
    let digits = match (tag, text.len()) {
        (UTC_TIME, 12) if text < "5" => format!("20{text}"),
        (UTC_TIME, 12) => format!("19{text}"),
        (GENERALIZED_TIME, 14) => text.to_owned(),
        _ => return None,
    };
    let time = DateTime::strptime("%Y%m%d%H%M%S", digits).ok()?;
    let zoned = time.to_zoned(TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_second())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_date_is_read_in_both_forms() {
        assert_eq!(instant(UTC_TIME, "700101000001Z"), Some(1));
        assert_eq!(instant(UTC_TIME, "491231235959Z"), Some(2_524_607_999));
        assert_eq!(
            instant(GENERALIZED_TIME, "20500101000000Z"),
            Some(2_524_608_000)
        );
        assert_eq!(instant(GENERALIZED_TIME, "491231235959Z"), None);
        assert_eq!(instant(UTC_TIME, "491331235959Z"), None);
    }

    #[test]
    fn a_certificate_says_when_it_ends() {
        let key = rcgen::KeyPair::generate().unwrap();
        for (year, ends_at) in [(2030, 1_893_456_000), (2060, 2_840_140_800)] {
            let mut asked = rcgen::CertificateParams::new(vec!["a.test".into()]).unwrap();
            asked.not_after = rcgen::date_time_ymd(year, 1, 1);
            let certificate = asked.self_signed(&key).unwrap();
            assert_eq!(not_after(certificate.der()), Some(ends_at));
            for end in 0..150 {
                not_after(&certificate.der()[..end]);
            }
        }
    }

    proptest! {
        #[test]
        fn no_bytes_bring_it_down(bytes: Vec<u8>) {
            not_after(&bytes);
        }
    }
}
