//! The first bytes by which a service shows that it is alive and not only its kernel.

/// What a healthy service says first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Greeting {
    /// The handshake packet of MySQL and MariaDB: three bytes of length, sequence number 0, protocol
    /// version 10. An error packet ("too many connections") in its place is no greeting.
    MySql,
    /// A line that begins with `220 `, as of mail and file servers.
    Line220,
    /// None: the kernel's word that somebody listens is enough. The connection is given up before
    /// the service has to accept it, so that the service neither works nor counts a failed login.
    Handshake,
}

/// What the bytes read so far say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heard {
    /// Too few to tell.
    Part,
    /// The greeting.
    Greeting,
    /// Something else.
    Wrong,
}

impl Greeting {
    /// More bytes than these are not needed to judge.
    pub(crate) const LENGTH: usize = 5;

    pub(crate) fn judge(self, bytes: &[u8]) -> Heard {
        match (self, bytes) {
            (Self::MySql, [_, _, _, 0, 10, ..]) => Heard::Greeting,
            (Self::MySql, [_, _, _, _, _, ..]) => Heard::Wrong,
            (Self::Line220, bytes) if bytes.starts_with(b"220 ") => Heard::Greeting,
            (Self::Line220, [_, _, _, _, ..]) => Heard::Wrong,
            (Self::MySql | Self::Line220, _) => Heard::Part,
            // A service that speaks first has certainly been reached.
            (Self::Handshake, _) => Heard::Greeting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handshake_is_told_from_an_error_packet() {
        let handshake = b"\x5b\x00\x00\x00\x0a11.4.2-MariaDB";
        let too_many = b"\x17\x00\x00\x00\xff\x10\x04Too many connections";
        assert_eq!(Greeting::MySql.judge(handshake), Heard::Greeting);
        assert_eq!(Greeting::MySql.judge(too_many), Heard::Wrong);
        assert_eq!(Greeting::MySql.judge(&handshake[..4]), Heard::Part);
    }

    #[test]
    fn a_line_greets_with_220_only() {
        assert_eq!(Greeting::Line220.judge(b"220 node-a\r\n"), Heard::Greeting);
        assert_eq!(Greeting::Line220.judge(b"421 busy\r\n"), Heard::Wrong);
        assert_eq!(Greeting::Line220.judge(b"22"), Heard::Part);
    }
}
