//! How the nodes of a pair talk to each other: the choice that changes several
//! lines of a template at once.

use std::fmt;

use keepalived_conf::catalog::Version;
use serde::Deserialize;

use super::error::TemplateError;

/// `auth_hmac` came with 2.4.0 and understands other releases since 2.4.2.
const HMAC_SINCE: Version = Version::new(2, 4, 2);

/// A named set of choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// VRRP version 2, an advertisement a second, a password in clear: what
    /// every release and most examples speak.
    Classic,
    /// VRRP version 3, ten advertisements a second, no authentication.
    Fast,
    /// As fast, and every advertisement signed.
    Hmac,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 3] = [Self::Classic, Self::Fast, Self::Hmac];

    /// Its name on the command line and in a head.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Classic => "classic",
            Self::Fast => "fast",
            Self::Hmac => "hmac",
        }
    }

    /// The version of the protocol, as keepalived.conf writes it.
    #[must_use]
    pub fn vrrp_version(self) -> &'static str {
        match self {
            Self::Classic => "2",
            Self::Fast | Self::Hmac => "3",
        }
    }

    /// Refuses what `release` cannot run; without a release, the newest is
    /// assumed.
    pub fn require(self, release: Option<Version>) -> Result<(), TemplateError> {
        match release {
            Some(release) if self == Self::Hmac && release < HMAC_SINCE => {
                Err(TemplateError::ProfileTooNew {
                    profile: self,
                    needs: HMAC_SINCE,
                    release,
                })
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_needs_a_release_that_understands_others() {
        assert!(Profile::Hmac.require(None).is_ok());
        assert!(Profile::Hmac.require(Some(Version::new(2, 4, 2))).is_ok());
        assert!(Profile::Hmac.require(Some(Version::new(2, 4, 1))).is_err());
        assert!(Profile::Fast.require(Some(Version::new(2, 0, 20))).is_ok());
    }
}
