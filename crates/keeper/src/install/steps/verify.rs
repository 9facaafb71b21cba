//! The archive's sums are those that are known, or nothing is done with it.

use std::fs;
use std::path::Path;

use host::atomic_file::WriteFile;
use host::digest::Digests;

use super::super::error::Trouble;
use super::super::release::Release;
use super::super::site::{Outcome, Site};
use super::super::source::Source;
use super::built_already;
use crate::message::Message;

/// Gives the archive its name once it is what it should be.
///
/// One that is not is put aside, so that the next run fetches anew, and an
/// archive that was verified before stays where it is.
pub(in super::super) fn run(_site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    if let Some(outcome) = built_already(source) {
        return Ok(outcome);
    }
    let part = source.part();
    let path = match part.exists() {
        true => part,
        false => source.archive(),
    };
    let digests = Digests::of_file(&path).map_err(|error| Trouble::ReadArchive {
        path: path.clone(),
        source: error,
    })?;
    if let Some((sum, expected, found)) = mismatch(&source.release, &digests) {
        let rejected = source.rejected();
        rename(&path, &rejected)?;
        return Err(Trouble::Mismatch {
            sum,
            expected,
            found,
            rejected,
        });
    }
    if path != source.archive() {
        rename(&path, &source.archive())?;
    }
    let message = Message::new("install-verified")
        .with("sha256", digests.sha256)
        .with("pins", source.release.pins);
    Ok(Outcome::Done(message))
}

/// The first sum that is not what it should be: its name, and both values.
fn mismatch(release: &Release, found: &Digests) -> Option<(&'static str, String, String)> {
    let sums = [
        ("SHA-256", &release.sha256, &found.sha256),
        ("MD5", &release.md5, &found.md5),
    ];
    sums.into_iter().find_map(|(name, expected, found)| {
        let expected = expected.as_ref().filter(|expected| *expected != found)?;
        Some((name, expected.clone(), found.clone()))
    })
}

fn rename(from: &Path, to: &Path) -> Result<(), Trouble> {
    fs::rename(from, to).map_err(|source| {
        Trouble::Write(WriteFile {
            path: to.to_owned(),
            source,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::install::release;

    #[test]
    fn one_wrong_sum_of_two_is_enough() {
        let release = release::find("2.2.8".parse().unwrap());
        let good = Digests {
            sha256: release.sha256.clone().unwrap(),
            md5: release.md5.clone().unwrap(),
        };
        assert_eq!(mismatch(&release, &good), None);
        let wrong_md5 = Digests {
            md5: "0".repeat(32),
            ..good.clone()
        };
        assert_eq!(mismatch(&release, &wrong_md5).unwrap().0, "MD5");
        let wrong_sha = Digests {
            sha256: "0".repeat(64),
            ..good
        };
        assert_eq!(mismatch(&release, &wrong_sha).unwrap().0, "SHA-256");
    }
}
