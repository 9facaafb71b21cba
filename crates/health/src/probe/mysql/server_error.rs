//! The server's error packets, and the reason behind each number.
//!
//! ```text
//! ff | code (2) | '#' sqlstate (5) | message
//! ```
//!
//! Before the login the server does not yet know the client's protocol and
//! leaves the sqlstate out. Source: "ERR_Packet", MySQL Source Code
//! Documentation; numbers: MySQL 9.7 and MariaDB 10.11 error references.

use super::reader::Reader;
use crate::Reason;
use crate::probe::words;

/// First byte of an error packet.
pub(super) const ERR: u8 = 0xff;

/// The reason behind an error packet; `user` is who was logging in.
pub(super) fn reason(payload: &[u8], user: &str) -> Reason {
    match split(payload) {
        Some((code, message)) => by_code(code, message, user),
        None => Reason::Malformed {
            what: "an error packet without a code",
        },
    }
}

fn split(payload: &[u8]) -> Option<(u16, String)> {
    let mut reader = Reader(payload);
    reader.byte()?;
    let code = reader.u16()?;
    if reader.0.first() == Some(&b'#') {
        reader.bytes(6)?;
    }
    Some((code, words::one_line(reader.0)))
}

fn by_code(code: u16, message: String, user: &str) -> Reason {
    let user = || user.to_owned();
    match code {
        1040 | 1203 | 1226 => Reason::TooManyConnections { code },
        // ER_ACCESS_DENIED_ERROR, ER_ACCESS_DENIED_NO_PASSWORD_ERROR
        1045 | 1698 => Reason::AccessDenied { user: user(), code },
        1053 => Reason::ShuttingDown,
        1129 => Reason::HostBlocked,
        1130 => Reason::HostNotAllowed,
        // An expired password (1820, 1862), an account locked (MySQL 3118,
        // MariaDB 4151).
        1820 | 1862 | 3118 | 4151 => Reason::AccountUnusable {
            user: user(),
            code,
            message,
        },
        // ER_SECURE_TRANSPORT_REQUIRED of MySQL
        3159 => Reason::TlsRequired { code },
        _ => Reason::ServerError { code, message },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(code: u16, rest: &[u8]) -> Vec<u8> {
        [&[ERR], &code.to_le_bytes()[..], rest].concat()
    }

    #[test]
    fn known_numbers_have_their_own_reason() {
        let code = |number, rest: &[u8]| reason(&packet(number, rest), "vk").code();
        assert_eq!(code(1040, b"Too many connections"), "too-many-connections");
        assert_eq!(code(1045, b"#28000Access denied"), "access-denied");
        assert_eq!(code(1053, b"#08S01Server shutdown"), "shutting-down");
        assert_eq!(code(1129, b"Host 'x' is blocked"), "host-blocked");
        assert_eq!(code(1130, b"Host 'x' is not allowed"), "host-not-allowed");
        assert_eq!(code(3159, b"#HY000Connections using"), "tls-required");
        assert_eq!(code(4151, b"#HY000Access denied, this"), "account-unusable");
    }

    #[test]
    fn other_numbers_keep_the_words_without_the_sqlstate() {
        assert_eq!(
            reason(&packet(1105, b"#HY000Unknown\nerror "), "vk").to_string(),
            "the server answered error 1105: Unknown error"
        );
    }

    #[test]
    fn a_cut_packet_is_malformed() {
        assert_eq!(reason(&[ERR, 1], "vk").code(), "malformed-packet");
        assert_eq!(reason(&packet(1, b"#28"), "vk").code(), "malformed-packet");
    }
}
