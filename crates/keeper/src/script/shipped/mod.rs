//! The scripts that an installation brings: a check for `vrrp_script` lines
//! and schedules, and a notification to begin one's own with.
//!
//! They only call vipkeeper, and none of them stops Keepalived: a script that
//! does takes the decision from the election that it was asked for.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::quote::quoted;
use crate::layout::Layout;

/// A script that an installation brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipped {
    /// Where it goes, in the scripts' directory.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

const TEXTS: [(&str, &str); 3] = [
    ("chk.sh", include_str!("chk.sh")),
    ("chk_mysql.sh", include_str!("chk_mysql.sh")),
    ("notify.sh", include_str!("notify.sh")),
];

/// The scripts for this layout; `program` is ours.
#[must_use]
pub fn shipped(layout: &Layout, program: &OsStr) -> Vec<Shipped> {
    let mut launch = vec![program.to_owned()];
    launch.extend(layout.arguments());
    let launch: Vec<_> = launch.iter().map(quoted).collect();
    let directory = layout.scripts_dir();
    let places = [
        ("@VIPKEEPER@", launch.join(" ")),
        ("@LOG@", inside_quotes(&layout.scripts_log())),
        ("@SCRIPTS@", inside_quotes(&directory)),
    ];
    let fill = |text: &str| {
        places.iter().fold(text.to_owned(), |text, (place, value)| {
            text.replace(place, value)
        })
    };
    TEXTS
        .iter()
        .map(|(name, text)| Shipped {
            path: directory.join(name),
            text: fill(text),
        })
        .collect()
}

/// A path for a place between single quotes.
fn inside_quotes(path: &std::path::Path) -> String {
    path.display().to_string().replace('\'', r"'\''")
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;
    use std::process::{Command, Output};
    use std::{fs, io};

    use super::*;

    /// A server directory with the scripts, and a program that answers as told
    /// and writes down how it was called.
    struct Server {
        directory: tempfile::TempDir,
        layout: Layout,
    }

    impl Server {
        fn new(status: u8) -> io::Result<Self> {
            let directory = tempfile::Builder::new().prefix("it's ").tempdir()?;
            let layout = Layout::prefix(directory.path());
            let program = directory.path().join("vip keeper");
            let text = format!(
                "#!/bin/sh\necho \"$@\" >>\"$(dirname \"$0\")/calls\"\n\
                                [ \"$3\" = check ] || exit 0\necho refused >&2\nexit {status}\n"
            );
            write(&program, &text)?;
            fs::create_dir_all(layout.scripts_dir())?;
            for script in shipped(&layout, program.as_os_str()) {
                write(&script.path, &script.text)?;
            }
            Ok(Self { directory, layout })
        }

        fn run(&self, script: &str, words: &[&str]) -> io::Result<Output> {
            Command::new(self.layout.scripts_dir().join(script))
                .args(words)
                .output()
        }

        fn read(&self, path: &Path) -> String {
            fs::read_to_string(path).unwrap_or_default()
        }

        fn calls(&self) -> Vec<String> {
            let calls = self.read(&self.directory.path().join("calls"));
            let server = format!("--server-path {} ", self.directory.path().display());
            calls
                .lines()
                .map(|line| line.replace(&server, ""))
                .collect()
        }
    }

    fn write(path: &Path, text: &str) -> io::Result<()> {
        fs::write(path, text)?;
        fs::set_permissions(path, fs::Permissions::from_mode(0o755))
    }

    #[test]
    fn a_check_has_the_exit_status_of_the_service_and_writes_down_failures() {
        for (status, logged) in [(0, 0), (1, 1)] {
            let server = Server::new(status).unwrap();
            let said = server.run("chk.sh", &["tcp", "127.0.0.1:80"]).unwrap();
            assert_eq!(said.status.code(), Some(status.into()));
            assert_eq!(server.calls(), ["check tcp 127.0.0.1:80", "heal"]);
            let log = server.read(&server.layout.scripts_log());
            assert_eq!(log.lines().count(), logged, "{log}");
            assert_eq!(
                log.contains("chk.sh tcp 127.0.0.1:80: refused"),
                logged == 1
            );
        }
    }

    #[test]
    fn mysql_is_asked_for_by_a_name_of_its_own() {
        let server = Server::new(1).unwrap();
        let said = server.run("chk_mysql.sh", &[]).unwrap();
        assert_eq!(said.status.code(), Some(1));
        assert_eq!(server.calls(), ["check mysql", "heal"]);
    }

    #[test]
    fn a_call_without_a_check_is_a_mistake_and_asks_nothing() {
        let server = Server::new(0).unwrap();
        let said = server.run("chk.sh", &[]).unwrap();
        assert_eq!(said.status.code(), Some(2));
        assert_eq!(server.calls(), Vec::<String>::new());
    }

    #[test]
    fn a_full_log_makes_room_and_the_last_one_is_kept() {
        let server = Server::new(1).unwrap();
        let log = server.layout.scripts_log();
        fs::write(&log, vec![b'x'; 1_048_577]).unwrap();
        server.run("chk.sh", &["mysql"]).unwrap();
        assert_eq!(server.read(&log).lines().count(), 1);
        let old = log.with_extension("log.1");
        assert_eq!(fs::metadata(old).unwrap().len(), 1_048_577);
    }

    #[test]
    fn a_notification_is_written_down() {
        let server = Server::new(0).unwrap();
        let words = ["INSTANCE", "VI_1", "MASTER", "250"];
        let said = server.run("notify.sh", &words).unwrap();
        assert!(said.status.success(), "{said:?}");
        let log = server.read(&server.layout.scripts_log());
        assert!(
            log.ends_with("notify.sh INSTANCE VI_1: MASTER (priority 250)\n"),
            "{log}"
        );
    }
}
