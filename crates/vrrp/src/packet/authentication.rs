//! Authentication of version 2 (RFC 2338 §5.3.6, §5.3.10).

use std::fmt;

/// How the sender of a version 2 advertisement proves who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Authentication {
    /// Type 0: not at all.
    None,
    /// Type 1: a word in clear, readable by everyone on the link.
    Password(Password),
    /// Type 2: the packet travels inside an IP authentication header.
    Header,
}

impl Authentication {
    /// The number in the packet.
    pub const fn type_number(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Password(_) => 1,
            Self::Header => 2,
        }
    }
}

/// The eight bytes of a password, filled up with zeros. Its `Debug` form hides it: what was seen on
/// the wire must not get into a log.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Password([u8; 8]);

impl Password {
    /// These bytes, as they are sent.
    pub const fn new(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The bytes, as they are sent.
    pub const fn bytes(self) -> [u8; 8] {
        self.0
    }

    /// Whether this is what a node sends whose `auth_pass` is `word`; Keepalived sends its first
    /// eight bytes.
    pub fn is(self, word: &str) -> bool {
        let sent = word.bytes().chain(std::iter::repeat(0));
        sent.take(8).eq(self.0)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Password(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_compared_by_what_is_sent_and_never_shown() {
        let password = Password::new(*b"longlong");
        assert!(password.is("longlongword"));
        assert!(!password.is("longlon"));
        assert!(Password::new(*b"abc\0\0\0\0\0").is("abc"));
        assert_eq!(format!("{password:?}"), "Password(hidden)");
    }
}
