//! Where an option file is: a path, or a credential that systemd hands over.
//!
//! `credential:NAME` is the file NAME in the directory that systemd makes for a
//! unit with `LoadCredential=` or `LoadCredentialEncrypted=`, and names in
//! `$CREDENTIALS_DIRECTORY` (systemd.exec(5), version 247 and later).  No other
//! place is looked in: a unit's directory is gone when the unit is.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::PlanError;

const PREFIX: &str = "credential:";
const DIRECTORY: &str = "CREDENTIALS_DIRECTORY";

/// The file that is meant.
pub(super) fn file(written: &Path) -> Result<PathBuf, PlanError> {
    file_in(env::var_os(DIRECTORY), written)
}

fn file_in(directory: Option<OsString>, written: &Path) -> Result<PathBuf, PlanError> {
    let Some(name) = written.to_str().and_then(|text| text.strip_prefix(PREFIX)) else {
        return Ok(written.to_owned());
    };
    if name.is_empty() || name.contains('/') || matches!(name, "." | "..") {
        return Err(PlanError::CredentialName {
            name: name.to_owned(),
        });
    }
    let missing = || PlanError::CredentialMissing {
        name: name.to_owned(),
    };
    let path = PathBuf::from(directory.ok_or_else(missing)?).join(name);
    match path.exists() {
        true => Ok(path),
        false => Err(missing()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_found_in_the_directory_of_the_unit_and_nowhere_else() {
        let directory = tempfile::tempdir().unwrap();
        let inside = directory.path().join("vk");
        std::fs::write(&inside, "").unwrap();
        let found = |text: &str, directory: Option<&Path>| {
            let directory = directory.map(|path| path.as_os_str().to_owned());
            file_in(directory, Path::new(text))
        };
        let unit = Some(directory.path());
        assert_eq!(
            found("/etc/vk.cnf", None).unwrap(),
            Path::new("/etc/vk.cnf")
        );
        assert_eq!(found("credential:vk", unit).unwrap(), inside);
        for (text, unit) in [("credential:vk", None), ("credential:other", unit)] {
            let missing = found(text, unit).unwrap_err();
            assert!(
                matches!(missing, PlanError::CredentialMissing { .. }),
                "{missing}"
            );
        }
        for text in ["credential:", "credential:../vk", "credential:.."] {
            let refused = found(text, unit).unwrap_err();
            assert!(
                matches!(refused, PlanError::CredentialName { .. }),
                "{refused}"
            );
        }
    }
}
