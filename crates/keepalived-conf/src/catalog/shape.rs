//! Words with a shape of their own: digits, masks, times, codes.

const INTERFACE_MAX: usize = 15;

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Decimal, octal or `0x` hexadecimal: the form that C's base 0 reads.
pub(super) fn is_number(text: &str) -> bool {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(hex) => u32::from_str_radix(hex, 16).is_ok(),
        None => is_digits(text) && text.parse::<u32>().is_ok(),
    }
}

pub(super) fn is_hex(text: &str, wildcard: bool) -> bool {
    let good = |byte: u8| {
        byte.is_ascii_hexdigit() || byte == b' ' || (wildcard && matches!(byte, b'x' | b'X'))
    };
    !text.is_empty() && text.bytes().all(good)
}

/// Six octets, or five and nothing: the VRID becomes the sixth.
pub(super) fn is_mac(word: &str) -> bool {
    let octets: Vec<&str> = word.strip_suffix(':').unwrap_or(word).split(':').collect();
    let good = |octet: &&str| (1..=2).contains(&octet.len()) && is_hex(octet, false);
    (5..=6).contains(&octets.len()) && octets.iter().all(good)
}

/// An IPv4 mask in one to four parts, as inet_aton reads it, or a prefix length.
pub(super) fn is_netmask(word: &str) -> bool {
    if word.contains('.') {
        return word.split('.').count() <= 4 && word.split('.').all(is_digits);
    }
    word.parse::<u8>()
        .is_ok_and(|length| (1..=128).contains(&length))
}

pub(super) fn is_status_codes(word: &str) -> bool {
    let (first, last) = word.split_once('-').unwrap_or((word, word));
    match (first.parse::<u16>(), last.parse::<u16>()) {
        (Ok(first), Ok(last)) => first <= last && first >= 100 && last <= 599,
        _ => false,
    }
}

pub(super) fn is_interface_name(word: &str) -> bool {
    let good = |letter: char| letter != '/' && letter != ':' && !letter.is_whitespace();
    (1..=INTERFACE_MAX).contains(&word.len())
        && !matches!(word, "." | "..")
        && word.chars().all(good)
}

/// Seconds have up to three decimal places, milliseconds and bare numbers none.
pub(super) fn is_route_time(word: &str) -> bool {
    let number_end = word
        .find(|c: char| c.is_ascii_alphabetic())
        .unwrap_or(word.len());
    let (number, unit) = word.split_at(number_end);
    let digits = match unit.to_ascii_lowercase().as_str() {
        "s" | "sec" | "secs" => 3,
        "ms" | "msec" | "msecs" => 0,
        "" => return is_digits(number),
        _ => return false,
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    is_digits(whole)
        && fraction.len() <= digits
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

/// Keepalived takes a first label of one letter for an empty one.
pub(super) fn is_domain_name(word: &str) -> bool {
    let short = word
        .char_indices()
        .nth(1)
        .is_some_and(|(_, letter)| letter == '.');
    word == "." || !(word.starts_with('.') || short || word.contains(".."))
}

/// A number up to 0777 in C's notation, or bits joined by `|`.
pub(super) fn is_umask(word: &str) -> bool {
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        let value = match (word.strip_prefix("0x"), word.strip_prefix('0')) {
            (Some(hex), _) => u32::from_str_radix(hex, 16).ok(),
            (None, Some(octal)) if !octal.is_empty() => u32::from_str_radix(octal, 8).ok(),
            _ => word.parse().ok(),
        };
        return value.is_some_and(|bits| bits <= 0o777);
    }
    let is_bit = |bit: &str| {
        bit.len() == 5
            && ["IR", "IW", "IX"].iter().any(|mode| bit.starts_with(mode))
            && ["USR", "GRP", "OTH"].iter().any(|who| bit.ends_with(who))
            || matches!(bit, "IRWXU" | "IRWXG" | "IRWXO")
    };
    word.split('|').all(|bit| bit.is_empty() || is_bit(bit))
}
