//! Encrypts a password with the server's public key (RSAES-OAEP, SHA-1).
//!
//! The only use is `caching_sha2_password` over TCP without TLS. Written out
//! here because the common crates carry the private half as well, whose
//! timing is under an open advisory (RUSTSEC-2023-0071); encrypting with a
//! public key is one exponentiation. Source: RFC 8017 §7.1.1 and appendix
//! A.1.1, RFC 5280 §4.1.2.7.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use num_bigint::BigUint;
use sha1::{Digest, Sha1};

const HASH: usize = 20;

/// A modulus and an exponent.
#[derive(Debug)]
pub(super) struct PublicKey {
    modulus: BigUint,
    exponent: BigUint,
    /// Length of the modulus in bytes: of every ciphertext.
    size: usize,
}

impl PublicKey {
    /// Reads a `BEGIN PUBLIC KEY` block, as the server sends it.
    pub(super) fn from_pem(pem: &str) -> Option<Self> {
        let (_, rest) = pem.split_once("-----BEGIN PUBLIC KEY-----")?;
        let (body, _) = rest.split_once("-----END PUBLIC KEY-----")?;
        let packed: String = body.split_whitespace().collect();
        Self::from_der(&STANDARD.decode(packed).ok()?)
    }

    /// `SEQUENCE { algorithm, BIT STRING { SEQUENCE { INTEGER, INTEGER } } }`
    fn from_der(der: &[u8]) -> Option<Self> {
        const INTEGER: u8 = 0x02;
        const BIT_STRING: u8 = 0x03;
        const SEQUENCE: u8 = 0x30;
        let (info, _) = element(SEQUENCE, der)?;
        let (_algorithm, rest) = element(SEQUENCE, info)?;
        let (bits, _) = element(BIT_STRING, rest)?;
        let (key, _) = element(SEQUENCE, bits.strip_prefix(&[0])?)?;
        let (modulus, rest) = element(INTEGER, key)?;
        let (exponent, _) = element(INTEGER, rest)?;
        let modulus = BigUint::from_bytes_be(modulus);
        let size = usize::try_from(modulus.bits().div_ceil(8)).ok()?;
        // Anything shorter is no key of a server and leaves no room to pad.
        (size >= 128).then(|| PublicKey {
            modulus,
            exponent: BigUint::from_bytes_be(exponent),
            size,
        })
    }

    /// The ciphertext, or `None` when the message is too long for the key.
    /// `seed` must be fresh randomness.
    pub(super) fn encrypt(&self, message: &[u8], seed: &[u8; HASH]) -> Option<Vec<u8>> {
        let padding = self.size.checked_sub(2 * HASH + 2 + message.len())?;
        let mut block = Sha1::digest(b"").to_vec();
        block.resize(HASH + padding, 0);
        block.push(1);
        block.extend_from_slice(message);

        let masked_block = masked(&block, seed);
        let masked_seed = masked(seed, &masked_block);
        let encoded = BigUint::from_bytes_be(&[masked_seed, masked_block].concat());
        let cipher = encoded.modpow(&self.exponent, &self.modulus).to_bytes_be();
        let mut out = vec![0; self.size - cipher.len()];
        out.extend_from_slice(&cipher);
        Some(out)
    }
}

/// `text` under the mask that MGF1 makes of `seed`.
fn masked(text: &[u8], seed: &[u8]) -> Vec<u8> {
    let blocks = (0_u32..).flat_map(|counter| {
        let hash = Sha1::new()
            .chain_update(seed)
            .chain_update(counter.to_be_bytes());
        <[u8; HASH]>::from(hash.finalize())
    });
    text.iter().zip(blocks).map(|(a, b)| a ^ b).collect()
}

/// The content of a DER element with this tag, and what follows it.
fn element(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.split_first()?;
    let (&short, rest) = rest.split_first()?;
    let (length, rest) = match short {
        0..=0x7f => (usize::from(short), rest),
        0x81 | 0x82 => {
            let (digits, rest) = rest.split_at_checked(usize::from(short & 0x0f))?;
            let length = digits
                .iter()
                .fold(0, |sum, digit| sum << 8 | usize::from(*digit));
            (length, rest)
        }
        _ => return None,
    };
    (first == tag).then(|| rest.split_at_checked(length))?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made for this test by `openssl genrsa 1024`.
    const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDbaS59GPub99ooGi4Dxh7pnTnl
ADx6MjIs/jWTH9rq9Hhsirw3LQDFZ2+7L58paeTdMiTeGFjiYRPmn1SZ/E6GXjNu
ul+KH+RnWEZMXCGYvo/1O96sz1kdGdURl11zyR5QikrvmMGI3hKKvTqPozFWtZEc
QFMSv6P753MOBgxU9QIDAQAB
-----END PUBLIC KEY-----
";
    const PRIVATE_EXPONENT: &[u8] = b"68d8913b7c35b7a92f995c3142e268a12fdd9b7d8a68c615ce0447eb\
        9f1c488c3c037a2448a57ba9d92cbe211a887aaebfb8977f7dd8f38c7a2b09562f232f0e09b2b05ffbbc464b\
        e18ba826a099e1fdd5ee1c4e98e69451f399e87c95311a90d292af20f0f35dd24321812b856b4db23f179e6d\
        28ceee7e1bb132d7ea0f9601";

    /// What the server does: undo the power, the two masks and the padding.
    fn decrypt(key: &PublicKey, cipher: &[u8]) -> Vec<u8> {
        let exponent = BigUint::parse_bytes(PRIVATE_EXPONENT, 16).unwrap();
        let encoded = BigUint::from_bytes_be(cipher).modpow(&exponent, &key.modulus);
        let mut bytes = vec![0; key.size];
        let digits = encoded.to_bytes_be();
        bytes[key.size - digits.len()..].copy_from_slice(&digits);
        assert_eq!(bytes[0], 0);
        let (masked_seed, masked_block) = bytes[1..].split_at(HASH);
        let seed = masked(masked_seed, masked_block);
        let block = masked(masked_block, &seed);
        assert_eq!(block[..HASH], Sha1::digest(b"")[..]);
        let one = block[HASH..].iter().position(|byte| *byte != 0).unwrap() + HASH;
        assert_eq!(block[one], 1);
        block[one + 1..].to_vec()
    }

    #[test]
    fn the_holder_of_the_private_key_can_read_it() {
        let key = PublicKey::from_pem(PUBLIC).unwrap();
        for message in [&b"s3cret\0"[..], &[], &[0xff; 86]] {
            let cipher = key.encrypt(message, &[7; HASH]).unwrap();
            assert_eq!(cipher.len(), 128);
            assert_eq!(decrypt(&key, &cipher), message);
        }
        assert_eq!(key.encrypt(&[0; 87], &[7; HASH]), None, "no room to pad");
    }

    #[test]
    fn what_is_no_key_is_none() {
        assert!(PublicKey::from_pem("").is_none());
        assert!(PublicKey::from_pem(&PUBLIC.replace("MIGf", "MIGe")).is_none());
        assert!(PublicKey::from_pem(&PUBLIC.replace("IDAQAB", "")).is_none());
    }
}
