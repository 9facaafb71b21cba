//! The sums by which a file's bytes are known.
//!
//! Owns the reading; which sum a file ought to have is the caller's.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use md5::Md5;
use sha2::{Digest, Sha256};

/// Both sums of one file, in small hexadecimal letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digests {
    /// 64 letters; the one that counts.
    pub sha256: String,
    /// 32 letters.  Keepalived's publisher gives no other.  Forging a file for
    /// a given MD5 is not known to be possible, but nothing rests on it alone.
    pub md5: String,
}

impl Digests {
    /// Reads a file once, and takes both sums on the way.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let (mut sha256, mut md5) = (Sha256::new(), Md5::new());
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match file.read(&mut buffer)? {
                0 => break,
                count => {
                    sha256.update(&buffer[..count]);
                    md5.update(&buffer[..count]);
                }
            }
        }
        Ok(Self {
            sha256: hexadecimal(&sha256.finalize()),
            md5: hexadecimal(&md5.finalize()),
        })
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sums_are_those_of_the_bytes() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("abc");
        std::fs::write(&path, "abc").unwrap();
        let digests = Digests::of_file(&path).unwrap();
        // FIPS 180-2 B.1 and RFC 1321 A.5.
        assert_eq!(
            digests.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(digests.md5, "900150983cd24fb0d6963f7d28e17f72");
    }
}
