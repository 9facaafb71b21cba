//! Proofs of knowing a password, one per authentication plugin.
//!
//! Pure: password and nonce in, answer out. The conversation is
//! [`super::login`]'s.

use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::{Scalar, clamp_integer};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

/// `mysql_native_password`:
/// SHA1(password) ⊕ SHA1(nonce ‖ SHA1(SHA1(password))).
pub(super) fn native(password: &[u8], nonce: &[u8]) -> Vec<u8> {
    if password.is_empty() {
        return Vec::new();
    }
    let once = Sha1::digest(password);
    let mask = Sha1::new()
        .chain_update(nonce)
        .chain_update(Sha1::digest(once))
        .finalize();
    xor(&once, &mask)
}

/// `caching_sha2_password`, fast path:
/// SHA256(password) ⊕ SHA256(SHA256(SHA256(password)) ‖ nonce).
pub(super) fn caching_sha2(password: &[u8], nonce: &[u8]) -> Vec<u8> {
    if password.is_empty() {
        return Vec::new();
    }
    let once = Sha256::digest(password);
    let mask = Sha256::new()
        .chain_update(Sha256::digest(once))
        .chain_update(nonce)
        .finalize();
    xor(&once, &mask)
}

/// `client_ed25519` of MariaDB: the Ed25519 signature of the nonce (RFC 8032
/// §5.1.6), with the password in the place of the 32-byte seed.
pub(super) fn ed25519(password: &[u8], nonce: &[u8]) -> Vec<u8> {
    let expanded: [u8; 64] = Sha512::digest(password).into();
    let (secret, prefix) = expanded.split_at(32);
    let mut seed = [0; 32];
    seed.copy_from_slice(secret);
    let secret = Scalar::from_bytes_mod_order(clamp_integer(seed));
    let public = EdwardsPoint::mul_base(&secret).compress();

    let commitment = hash_to_scalar(&[prefix, nonce]);
    let point = EdwardsPoint::mul_base(&commitment).compress();
    let challenge = hash_to_scalar(&[point.as_bytes(), public.as_bytes(), nonce]);
    let response = commitment + challenge * secret;
    [*point.as_bytes(), response.to_bytes()].concat()
}

fn hash_to_scalar(parts: &[&[u8]]) -> Scalar {
    let mut hash = Sha512::new();
    for part in parts {
        hash.update(part);
    }
    Scalar::from_bytes_mod_order_wide(&hash.finalize().into())
}

/// `text`, with `mask` repeated over it.
pub(super) fn xor(text: &[u8], mask: &[u8]) -> Vec<u8> {
    let mask = mask.iter().cycle();
    text.iter().zip(mask).map(|(a, b)| a ^ b).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONCE: &[u8] = b"abcdefghijklmnopqrst";

    /// The server keeps SHA1(SHA1(password)) and undoes the mask with it.
    #[test]
    fn the_server_can_verify_native() {
        let stored = Sha1::digest(Sha1::digest(b"s3cret"));
        let mask = Sha1::new()
            .chain_update(NONCE)
            .chain_update(stored)
            .finalize();
        let once = xor(&native(b"s3cret", NONCE), &mask);
        assert_eq!(Sha1::digest(once), stored);
    }

    #[test]
    fn the_server_can_verify_caching_sha2() {
        let stored = Sha256::digest(Sha256::digest(b"s3cret"));
        let mask = Sha256::new()
            .chain_update(stored)
            .chain_update(NONCE)
            .finalize();
        let once = xor(&caching_sha2(b"s3cret", NONCE), &mask);
        assert_eq!(Sha256::digest(once), stored);
    }

    /// RFC 8032 §7.1, test 1: its seed used as a password, its message (empty)
    /// as a nonce.
    #[test]
    fn ed25519_is_that_of_the_rfc() {
        let hex = |text: &str| -> Vec<u8> {
            let digit = |c: u8| char::from(c).to_digit(16).unwrap() as u8;
            let pairs = text.as_bytes().chunks(2);
            pairs
                .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
                .collect()
        };
        let seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        let signature = hex(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        );
        assert_eq!(ed25519(&seed, b""), signature);
    }

    #[test]
    fn no_password_needs_no_proof() {
        assert!(native(b"", NONCE).is_empty());
        assert!(caching_sha2(b"", NONCE).is_empty());
    }
}
