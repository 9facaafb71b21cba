//! The server's first packet: protocol 10's handshake.
//!
//! ```text
//! 0a | version NUL | connection id (4) | nonce, first part (8) | 00
//!    | capabilities, low (2) | collation (1) | status (2)
//!    | capabilities, high (2) | nonce length (1) | reserved (10)
//!    | nonce, second part (at least 13, the last is NUL) | plugin NUL
//! ```
//!
//! Source: "Protocol::HandshakeV10", MySQL Source Code Documentation.

use super::reader::Reader;
use super::server_error;
use super::wire::{Wire, not_mysql};
use crate::probe::budget::Budget;
use crate::{Reason, Stage};

/// What of a greeting a login needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Greeting {
    /// What the server can do, `CLIENT_*` flags.
    pub(super) capabilities: u32,
    /// What the password is scrambled with: 20 bytes of every known plugin.
    pub(super) nonce: Vec<u8>,
    /// The plugin with which the server expects the login to begin; empty when
    /// the server does not say.
    pub(super) plugin: String,
}

/// Waits for the greeting, or for the error that takes its place.
pub(super) async fn receive(wire: &mut Wire, budget: &Budget) -> Result<Greeting, Reason> {
    let payload = wire.receive(Stage::Greeting, budget).await?;
    match payload[0] {
        10 => parse(&payload).ok_or(Reason::Malformed {
            what: "the greeting is too short",
        }),
        server_error::ERR => Err(server_error::reason(&payload, "")),
        version @ 9 => Err(Reason::Protocol { version }),
        _ => Err(not_mysql(&payload)),
    }
}

fn parse(payload: &[u8]) -> Option<Greeting> {
    let mut reader = Reader(payload);
    reader.byte()?;
    let _version = reader.until_nul();
    let _connection_id = reader.bytes(4)?;
    let mut nonce = reader.bytes(8)?.to_vec();
    reader.byte()?;
    let low = reader.u16()?;
    let _collation_and_status = reader.bytes(3)?;
    let high = reader.u16()?;
    let nonce_length = usize::from(reader.byte()?);
    reader.bytes(10)?;
    let second = reader.bytes(nonce_length.saturating_sub(8).max(13))?;
    nonce.extend_from_slice(second.strip_suffix(&[0]).unwrap_or(second));
    Some(Greeting {
        capabilities: u32::from(high) << 16 | u32::from(low),
        nonce,
        plugin: String::from_utf8_lossy(reader.until_nul()).into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample() -> Vec<u8> {
        let mut payload = vec![10];
        payload.extend_from_slice(b"5.5.5-10.11.19-MariaDB\0");
        payload.extend_from_slice(&[7, 0, 0, 0]);
        payload.extend_from_slice(b"12345678\0");
        payload.extend_from_slice(&[0xfe, 0xf7, 45, 2, 0, 0xff, 0x81, 21]);
        payload.extend_from_slice(&[0; 10]);
        payload.extend_from_slice(b"abcdefghijkl\0mysql_native_password\0");
        payload
    }

    #[test]
    fn reads_both_halves_of_capabilities_and_nonce() {
        assert_eq!(
            parse(&sample()),
            Some(Greeting {
                capabilities: 0x81ff_f7fe,
                nonce: b"12345678abcdefghijkl".to_vec(),
                plugin: "mysql_native_password".into(),
            })
        );
    }

    #[test]
    fn a_greeting_cut_before_its_plugin_is_none() {
        let whole = sample();
        let name = "mysql_native_password\0".len();
        for length in 1..whole.len() - name {
            assert_eq!(parse(&whole[..length]), None, "cut at {length}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(payload in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&payload);
        }
    }
}
