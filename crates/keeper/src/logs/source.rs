//! Where this machine keeps Keepalived's log.

use std::path::PathBuf;

use host::journal;

use super::error::LogError;
use crate::layout::Layout;
use crate::service;
use crate::settings::Settings;

/// The unit that the distributions call Keepalived by.
const UNIT: &str = "keepalived.service";

/// Where syslog daemons write what Keepalived says: Debian and Ubuntu, Red Hat, older Debian.
const SYSLOG_FILES: [&str; 3] = [
    "/var/log/syslog",
    "/var/log/messages",
    "/var/log/daemon.log",
];

/// A place where a log is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The journal's entries of a unit.
    Journal {
        /// As systemd calls it.
        unit: String,
    },
    /// The file that a supervised Keepalived writes itself.
    Console(PathBuf),
    /// A file of syslog, with the lines of other programs between.
    Syslog(PathBuf),
}

impl Source {
    /// The log of this node: the journal where systemd runs Keepalived, else Keepalived's own file,
    /// else a file of syslog.
    pub fn find(layout: &Layout, settings: &Settings) -> Result<Self, LogError> {
        if service::is_systemd(layout, settings) && journal::is_readable() {
            return Ok(Self::Journal {
                unit: UNIT.to_owned(),
            });
        }
        Self::find_file(layout.log(), SYSLOG_FILES.map(PathBuf::from).to_vec())
    }

    fn find_file(own: PathBuf, syslog: Vec<PathBuf>) -> Result<Self, LogError> {
        if own.is_file() {
            return Ok(Self::Console(own));
        }
        match syslog.iter().find(|path| path.is_file()) {
            Some(path) => Ok(Self::Syslog(path.clone())),
            None => Err(LogError::None {
                looked: [vec![own], syslog].concat(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keepalived_s_own_file_comes_before_syslog() {
        let directory = tempfile::tempdir().unwrap();
        let (own, messages) = (
            directory.path().join("own"),
            directory.path().join("messages"),
        );
        let find = || Source::find_file(own.clone(), vec!["/nowhere".into(), messages.clone()]);
        let Err(LogError::None { looked }) = find() else {
            panic!("found a log where none is");
        };
        assert_eq!(looked.len(), 3);
        std::fs::write(&messages, "").unwrap();
        assert_eq!(find().unwrap(), Source::Syslog(messages.clone()));
        std::fs::write(&own, "").unwrap();
        assert_eq!(find().unwrap(), Source::Console(own.clone()));
    }
}
