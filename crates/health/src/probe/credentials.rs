//! A user and a password, and nothing that could print the latter.

use std::fmt;
use std::path::Path;

use super::{OptionFile, OptionFileError};

/// Who logs in. `Debug` never shows the password.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account's user name.
    pub user: String,
    /// Its password; empty for an account without one.
    pub password: String,
}

impl Credentials {
    /// Reads `user` and `password` from the `[client]` section of a MySQL
    /// option file which only its owner may read.
    pub fn from_option_file(path: &Path) -> Result<Self, OptionFileError> {
        OptionFile::read(path)?.credentials()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_the_user_only() {
        let credentials = Credentials {
            user: "vk".into(),
            password: "s3cret".into(),
        };
        assert_eq!(
            format!("{credentials:?}"),
            "Credentials { user: \"vk\", .. }"
        );
    }
}
