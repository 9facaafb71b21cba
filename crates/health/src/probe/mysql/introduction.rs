//! What a client says of itself after the greeting: the login packet, and the
//! request for TLS, which is the login packet's head.
//!
//! ```text
//! capabilities (4) | largest packet (4) | collation (1) | reserved (23)
//! | user NUL | length (1), proof | plugin NUL | attributes
//! ```
//!
//! Pure. Asks for no database and for no capability beyond the login itself.
//! Sources: "Protocol::HandshakeResponse41", "Protocol::SSLRequest", MySQL
//! Source Code Documentation.

use crate::Reason;

const CLIENT_LONG_PASSWORD: u32 = 1;
const CLIENT_PROTOCOL_41: u32 = 1 << 9;
const CLIENT_SSL: u32 = 1 << 11;
const CLIENT_SECURE_CONNECTION: u32 = 1 << 15;
const CLIENT_PLUGIN_AUTH: u32 = 1 << 19;
const CLIENT_CONNECT_ATTRS: u32 = 1 << 20;

/// utf8mb4_general_ci, the same number in every version of both servers.
const COLLATION: u8 = 45;
const LARGEST_PACKET: u32 = 1 << 24;

/// Who this is in performance_schema: `program_name` = `vipkeeper`, each with
/// its length, and all of it with its length (23 bytes).
const ATTRIBUTES: &[u8] = b"\x17\x0cprogram_name\x09vipkeeper";

/// A server whose greeting is understood, and the login to it would not be.
pub(super) const TOO_OLD: Reason = Reason::Malformed {
    what: "the server greets without the 4.1 protocol",
};

/// `CLIENT_*` flags that both sides have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Capabilities(u32);

impl Capabilities {
    /// What we want of what the server can; none when it does not speak the
    /// protocol of MySQL 4.1.
    pub(super) fn shared(offered: u32, is_encrypted: bool) -> Option<Self> {
        let mut wanted = CLIENT_LONG_PASSWORD
            | CLIENT_PROTOCOL_41
            | CLIENT_SECURE_CONNECTION
            | CLIENT_PLUGIN_AUTH
            | CLIENT_CONNECT_ATTRS;
        if is_encrypted {
            wanted |= CLIENT_SSL;
        }
        let shared = wanted & offered | CLIENT_LONG_PASSWORD;
        (shared & CLIENT_PROTOCOL_41 != 0).then_some(Capabilities(shared))
    }

    fn has(self, flag: u32) -> bool {
        self.0 & flag != 0
    }
}

/// Whether a server that can this can speak inside TLS.
pub(super) fn offers_tls(offered: u32) -> bool {
    offered & CLIENT_SSL != 0
}

/// Asks for TLS, which begins right after this packet.
pub(super) fn tls_request(capabilities: Capabilities) -> Vec<u8> {
    let mut packet = Vec::with_capacity(160);
    packet.extend_from_slice(&capabilities.0.to_le_bytes());
    packet.extend_from_slice(&LARGEST_PACKET.to_le_bytes());
    packet.push(COLLATION);
    packet.extend_from_slice(&[0; 23]);
    packet
}

/// Says who we are, and proves it by a plugin.
pub(super) fn login(capabilities: Capabilities, user: &str, proof: &[u8], plugin: &str) -> Vec<u8> {
    let mut packet = tls_request(capabilities);
    packet.extend_from_slice(user.as_bytes());
    packet.push(0);
    // The longest proof is Ed25519's, 64 bytes; a password itself travels only
    // after a switch, in a packet of its own.
    packet.push(proof.len().to_le_bytes()[0]);
    packet.extend_from_slice(proof);
    if capabilities.has(CLIENT_PLUGIN_AUTH) {
        packet.extend_from_slice(plugin.as_bytes());
        packet.push(0);
    }
    if capabilities.has(CLIENT_CONNECT_ATTRS) {
        packet.extend_from_slice(ATTRIBUTES);
    }
    packet
}

/// A login without a password by a user that nobody has, for those who have
/// seen the greeting and want nothing but a regular end.
pub(super) fn nobody() -> Vec<u8> {
    let capabilities =
        CLIENT_LONG_PASSWORD | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION | CLIENT_PLUGIN_AUTH;
    login(
        Capabilities(capabilities),
        "vipkeeper",
        &[],
        "mysql_native_password",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_attributes_are_as_long_as_they_say() {
        assert_eq!(usize::from(ATTRIBUTES[0]), ATTRIBUTES.len() - 1);
        assert_eq!(usize::from(ATTRIBUTES[1]), "program_name".len());
        assert_eq!(usize::from(ATTRIBUTES[14]), "vipkeeper".len());
    }

    #[test]
    fn optional_parts_are_left_out_when_the_server_does_not_know_them() {
        let capabilities = Capabilities::shared(CLIENT_PROTOCOL_41, true).unwrap();
        let packet = login(capabilities, "vk", &[1, 2], "mysql_native_password");
        assert_eq!(packet.len(), 32 + "vk\0".len() + 1 + 2);
        assert!(packet.ends_with(&[b'k', 0, 2, 1, 2]));
    }

    #[test]
    fn the_request_for_tls_is_the_head_of_the_login_after_it() {
        let capabilities = Capabilities::shared(u32::MAX, true).unwrap();
        let request = tls_request(capabilities);
        assert_eq!(request.len(), 32);
        assert!(login(capabilities, "vk", &[], "a").starts_with(&request));
        assert_eq!(request[1] & 0x08, 0x08, "CLIENT_SSL is bit 11");
        assert_eq!(Capabilities::shared(!CLIENT_PROTOCOL_41, true), None);
    }
}
