//! What an installation is asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use keepalived_conf::catalog::Version;

use crate::message::Lang;

/// Where Keepalived comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Method {
    /// What is there is used; else the distribution's package when that is new
    /// enough; else it is built.
    #[default]
    Auto,
    /// The distribution's package.
    Package,
    /// Built from a release's source.
    Source,
}

/// What an installation is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Where Keepalived comes from.
    pub method: Method,
    /// The release to build; the newest with two independent pins by default.
    pub version: Option<Version>,
    /// The SHA-256 of a release that the table has none for, in hexadecimal.
    pub sha256: Option<String>,
    /// A release's archive on this machine, instead of a download.
    pub tarball: Option<PathBuf>,
    /// Where releases are fetched from: a directory, or an archive's own address.
    pub mirror: Option<String>,
    /// The template of the first configuration.
    pub template: String,
    /// Its parameters, as [`crate::template::as_written`] writes them.  Without
    /// any, no configuration is made.
    pub parameters: BTreeMap<String, String>,
    /// The language of its comments.
    pub lang: Lang,
    /// Whether Keepalived is started although the configuration is not ours.
    pub start: bool,
    /// Whether it starts with the machine from now on.
    pub autostart: bool,
    /// Our own program, for what others start later.
    pub program: PathBuf,
}

impl Request {
    /// Whether only a build can give what is asked for.
    pub(super) fn names_a_source(&self) -> bool {
        self.version.is_some()
            || self.sha256.is_some()
            || self.tarball.is_some()
            || self.mirror.is_some()
    }
}
