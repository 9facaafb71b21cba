//! From the greeting to a session.
//!
//! Owns the conversation: the server's wish for another plugin, the ways by
//! which it may want to see the password itself. The packet that begins it is
//! [`super::introduction`]'s.
//!
//! Sources: "Authentication Methods", MySQL Source Code Documentation;
//! "Connecting", MariaDB protocol documentation.

use super::greeting::Greeting;
use super::introduction::{self, Capabilities};
use super::reader::Reader;
use super::rsa::PublicKey;
use super::wire::Wire;
use super::{scramble, server_error};
use crate::probe::Credentials;
use crate::probe::budget::Budget;
use crate::{Reason, Stage};

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
    let outcome = login.converse().await;
    let is_in_clear = !wire.is_private() && introduction::offers_tls(greeting.capabilities);
    outcome.map_err(|reason| match reason {
        Reason::AccessDenied { user, code } if is_in_clear => {
            Reason::AccessDeniedInClear { user, code }
        }
        reason => reason,
    })
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
        let is_encrypted = self.wire.is_encrypted();
        let capabilities = Capabilities::shared(greeting.capabilities, is_encrypted)
            .ok_or(introduction::TOO_OLD)?;
        let plugin = Plugin::named(greeting.plugin.as_bytes())
            .filter(|plugin| *plugin != Plugin::Sha256)
            .unwrap_or(Plugin::Native);
        let proof = self.proof(plugin);
        let user = &self.credentials.user;
        let packet = introduction::login(capabilities, user, &proof, plugin.name());
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
            // It proves nothing: an empty password, or any inside TLS, in clear;
            // else the wish for a key, over a Unix socket as well.
            Plugin::Sha256 if password.is_empty() || self.wire.is_encrypted() => {
                self.password_with_nul()
            }
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
