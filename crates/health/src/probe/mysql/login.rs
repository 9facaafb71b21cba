//! From the greeting to a session.
//!
//! Owns the conversation: the login packet, the server's wish for another
//! plugin, the ways by which it may want to see the password itself. Asks for
//! no database and for no capability beyond the login itself.
//!
//! Sources: "Protocol::HandshakeResponse41", "Authentication Methods", MySQL
//! Source Code Documentation; "Connecting", MariaDB protocol documentation.

use super::greeting::Greeting;
use super::reader::Reader;
use super::rsa::PublicKey;
use super::wire::Wire;
use super::{scramble, server_error};
use crate::probe::Credentials;
use crate::probe::budget::Budget;
use crate::{Reason, Stage};

const CLIENT_LONG_PASSWORD: u32 = 1;
const CLIENT_PROTOCOL_41: u32 = 1 << 9;
const CLIENT_SECURE_CONNECTION: u32 = 1 << 15;
const CLIENT_PLUGIN_AUTH: u32 = 1 << 19;
const CLIENT_CONNECT_ATTRS: u32 = 1 << 20;

/// utf8mb4_general_ci, the same number in every version of both servers.
const COLLATION: u8 = 45;
const LARGEST_PACKET: u32 = 1 << 24;

/// Logs in. Afterwards the wire waits for commands.
pub(super) async fn log_in(
    wire: &mut Wire,
    greeting: &Greeting,
    credentials: &Credentials,
    budget: &Budget,
) -> Result<(), Reason> {
    let mut login = Login {
        wire,
        credentials,
        budget,
        nonce: greeting.nonce.clone(),
    };
    login.introduce(greeting).await?;
    login.converse().await
}

struct Login<'a> {
    wire: &'a mut Wire,
    credentials: &'a Credentials,
    budget: &'a Budget,
    nonce: Vec<u8>,
}

/// The plugins spoken here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plugin {
    Native,
    CachingSha2,
    Ed25519,
    /// Deprecated, but the decoy that MySQL holds out to unknown users.
    Sha256,
}

impl Plugin {
    const ALL: [Plugin; 4] = [
        Plugin::Native,
        Plugin::CachingSha2,
        Plugin::Ed25519,
        Plugin::Sha256,
    ];

    fn name(self) -> &'static str {
        match self {
            Plugin::Native => "mysql_native_password",
            Plugin::CachingSha2 => "caching_sha2_password",
            Plugin::Ed25519 => "client_ed25519",
            Plugin::Sha256 => "sha256_password",
        }
    }

    fn named(name: &[u8]) -> Option<Plugin> {
        Self::ALL
            .into_iter()
            .find(|plugin| plugin.name().as_bytes() == name)
    }
}

impl Login<'_> {
    /// The login packet, beginning with the plugin that the server proposes, or
    /// with any; the server will name the account's own if it is another.
    async fn introduce(&mut self, greeting: &Greeting) -> Result<(), Reason> {
        let wanted = CLIENT_LONG_PASSWORD
            | CLIENT_PROTOCOL_41
            | CLIENT_SECURE_CONNECTION
            | CLIENT_PLUGIN_AUTH
            | CLIENT_CONNECT_ATTRS;
        let capabilities = wanted & greeting.capabilities | CLIENT_LONG_PASSWORD;
        if capabilities & CLIENT_PROTOCOL_41 == 0 {
            return Err(Reason::Malformed {
                what: "the server greets without the 4.1 protocol",
            });
        }
        let plugin = Plugin::named(greeting.plugin.as_bytes())
            .filter(|plugin| *plugin != Plugin::Sha256)
            .unwrap_or(Plugin::Native);
        let proof = self.proof(plugin);
        let packet = login_packet(capabilities, &self.credentials.user, &proof, plugin);
        self.reply(&packet).await
    }

    async fn converse(&mut self) -> Result<(), Reason> {
        const OK: u8 = 0x00;
        const MORE_DATA: u8 = 0x01;
        const SWITCH: u8 = 0xfe;
        loop {
            let payload = self.receive().await?;
            match payload[0] {
                OK => return Ok(()),
                SWITCH => self.switch(&payload[1..]).await?,
                MORE_DATA => self.more_data(&payload[1..]).await?,
                _ => {
                    return Err(Reason::Malformed {
                        what: "the answer to the login is of no known kind",
                    });
                }
            }
        }
    }

    /// The account wants another plugin, with another nonce.
    async fn switch(&mut self, request: &[u8]) -> Result<(), Reason> {
        let mut reader = Reader(request);
        let name = reader.until_nul();
        let Some(plugin) = Plugin::named(name) else {
            // A bare switch byte is the request for the hash of MySQL 3.23.
            let name = if name.is_empty() {
                b"mysql_old_password"
            } else {
                name
            };
            return Err(Reason::UnsupportedPlugin {
                plugin: String::from_utf8_lossy(name).into_owned(),
            });
        };
        self.nonce = reader.0.strip_suffix(&[0]).unwrap_or(reader.0).to_vec();
        let mut proof = self.proof(plugin);
        if proof.is_empty() && plugin == Plugin::CachingSha2 {
            // Here an absent password is the empty string with its NUL.
            proof.push(0);
        }
        self.reply(&proof).await
    }

    /// The server knew the proof, or has to see the password itself, or sends
    /// the key to encrypt it with.
    async fn more_data(&mut self, data: &[u8]) -> Result<(), Reason> {
        const KNOWN: &[u8] = &[3];
        const SHOW_PASSWORD: &[u8] = &[4];
        const ASK_FOR_KEY: &[u8] = &[2];
        match data {
            KNOWN => Ok(()),
            SHOW_PASSWORD if self.wire.is_private() => {
                let password = self.password_with_nul();
                self.reply(&password).await
            }
            SHOW_PASSWORD => self.reply(ASK_FOR_KEY).await,
            key => {
                let cipher = self.encrypted_password(key)?;
                self.reply(&cipher).await
            }
        }
    }

    fn encrypted_password(&self, key: &[u8]) -> Result<Vec<u8>, Reason> {
        let key = std::str::from_utf8(key)
            .ok()
            .and_then(PublicKey::from_pem)
            .ok_or(Reason::Malformed {
                what: "the server's public key is not one",
            })?;
        let mut seed = [0; 20];
        getrandom::fill(&mut seed).map_err(|error| Reason::Io {
            message: format!("no randomness from the kernel: {error}"),
        })?;
        let masked = scramble::xor(&self.password_with_nul(), &self.nonce);
        key.encrypt(&masked, &seed).ok_or(Reason::Malformed {
            what: "the server's public key is too short for the password",
        })
    }

    /// What the plugin answers to a nonce.
    fn proof(&self, plugin: Plugin) -> Vec<u8> {
        let password = self.credentials.password.as_bytes();
        match plugin {
            Plugin::Native => scramble::native(password, &self.nonce),
            Plugin::CachingSha2 => scramble::caching_sha2(password, &self.nonce),
            Plugin::Ed25519 => scramble::ed25519(password, &self.nonce),
            // It proves nothing: an empty password in clear, or the wish for a
            // key, over a Unix socket as well.
            Plugin::Sha256 if password.is_empty() => vec![0],
            Plugin::Sha256 => vec![1],
        }
    }

    fn password_with_nul(&self) -> Vec<u8> {
        [self.credentials.password.as_bytes(), &[0]].concat()
    }

    async fn reply(&mut self, payload: &[u8]) -> Result<(), Reason> {
        self.wire.reply(payload, Stage::Login, self.budget).await
    }

    async fn receive(&mut self) -> Result<Vec<u8>, Reason> {
        let payload = self.wire.receive(Stage::Login, self.budget).await?;
        if payload[0] == server_error::ERR {
            return Err(server_error::reason(&payload, &self.credentials.user));
        }
        Ok(payload)
    }
}

/// A login without a password by a user that nobody has, for those who have
/// seen the greeting and want nothing but a regular end.
pub(super) fn nobody() -> Vec<u8> {
    let capabilities =
        CLIENT_LONG_PASSWORD | CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION | CLIENT_PLUGIN_AUTH;
    login_packet(capabilities, "vipkeeper", &[], Plugin::Native)
}

/// ```text
/// capabilities (4) | largest packet (4) | collation (1) | reserved (23)
/// | user NUL | length (1), proof | plugin NUL | attributes
/// ```
fn login_packet(capabilities: u32, user: &str, proof: &[u8], plugin: Plugin) -> Vec<u8> {
    let mut packet = Vec::with_capacity(160);
    packet.extend_from_slice(&capabilities.to_le_bytes());
    packet.extend_from_slice(&LARGEST_PACKET.to_le_bytes());
    packet.push(COLLATION);
    packet.extend_from_slice(&[0; 23]);
    packet.extend_from_slice(user.as_bytes());
    packet.push(0);
    // The longest proof is Ed25519's, 64 bytes; a password itself travels only
    // after a switch, in a packet of its own.
    packet.push(proof.len().to_le_bytes()[0]);
    packet.extend_from_slice(proof);
    if capabilities & CLIENT_PLUGIN_AUTH != 0 {
        packet.extend_from_slice(plugin.name().as_bytes());
        packet.push(0);
    }
    if capabilities & CLIENT_CONNECT_ATTRS != 0 {
        packet.extend_from_slice(ATTRIBUTES);
    }
    packet
}

/// Who this is in performance_schema: `program_name` = `vipkeeper`, each with
/// its length, and all of it with its length (23 bytes).
const ATTRIBUTES: &[u8] = b"\x17\x0cprogram_name\x09vipkeeper";

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
        let packet = login_packet(CLIENT_PROTOCOL_41, "vk", &[1, 2], Plugin::Native);
        assert_eq!(packet.len(), 32 + "vk\0".len() + 1 + 2);
        assert!(packet.ends_with(&[b'k', 0, 2, 1, 2]));
    }
}
