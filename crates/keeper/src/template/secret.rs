//! Passwords and keys that nobody has to think up.

/// 32 signs that cannot be taken for one another, so that five bits choose one
/// without a bias.
const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What Keepalived counts of a password; more is cut off.
const PASSWORD_LEN: usize = 8;

/// `auth_hmac` takes keys of 32 to 64 bytes.
const KEY_LEN: usize = 32;

/// What a template may need as a shared secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrets {
    /// For `auth_pass`.
    pub password: String,
    /// For a `key` of `auth_hmac`.
    pub key: String,
}

impl Secrets {
    /// New ones, from the system's randomness.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; PASSWORD_LEN + KEY_LEN];
        getrandom::fill(&mut bytes)?;
        Ok(Self::from_bytes(&bytes))
    }

    fn from_bytes(bytes: &[u8; PASSWORD_LEN + KEY_LEN]) -> Self {
        let (password, key) = bytes.split_at(PASSWORD_LEN);
        let sign = |byte: &u8| char::from(SIGNS[usize::from(byte % 32)]);
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        Self {
            password: password.iter().map(sign).collect(),
            key: format!("hex:{hex}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Kind;

    #[test]
    fn every_secret_fits_where_it_is_used() {
        for byte in [0, 31, 32, 255] {
            let secrets = Secrets::from_bytes(&[byte; PASSWORD_LEN + KEY_LEN]);
            assert!(Kind::Password.accepts(&secrets.password), "{secrets:?}");
            assert!(Kind::HmacKey.accepts(&secrets.key), "{secrets:?}");
        }
    }

    #[test]
    fn two_secrets_differ() {
        let [one, other] = [Secrets::generate(), Secrets::generate()].map(Result::unwrap);
        assert_ne!(one.password, other.password);
        assert_ne!(one.key, other.key);
    }
}
