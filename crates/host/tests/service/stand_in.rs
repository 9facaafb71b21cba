//! A machine below a directory, with programs that write down their arguments.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use host::service::{Definition, Machine};
use tempfile::TempDir;

/// Writes its name and words down, prints the answer for them, and exits with
/// the status for them.
const PROGRAM: &str = r#"#!/bin/sh
name=${0##*/}
echo "$name $*" >>'@ROOT@/calls'
words=$(echo "$name $*" | tr ' /' '__')
cat '@ROOT@/answers/'"$words" 2>/dev/null
exit "$(cat '@ROOT@/statuses/'"$words" 2>/dev/null || echo 0)"
"#;

pub(crate) struct StandIn {
    root: TempDir,
}

impl StandIn {
    /// A machine with these programs.
    pub(crate) fn with(programs: &[&str]) -> Self {
        let stand_in = Self {
            root: tempfile::tempdir().unwrap(),
        };
        for directory in ["answers", "statuses", "etc/init.d", "usr/local/etc/rc.d"] {
            fs::create_dir_all(stand_in.path(directory)).unwrap();
        }
        for program in programs {
            let root = stand_in.root.path().display().to_string();
            let place = stand_in.path("sbin").join(program);
            stand_in.script(&place, &PROGRAM.replace("@ROOT@", &root));
        }
        stand_in
    }

    pub(crate) fn script(&self, place: &Path, text: &str) {
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
        fs::set_permissions(place, fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub(crate) fn machine(&self) -> Machine {
        Machine::at(self.root.path())
    }

    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.path().join(relative)
    }

    /// From now on this call exits so.
    pub(crate) fn exits(&self, call: &str, status: i32) {
        let words = call.replace([' ', '/'], "_");
        fs::write(self.path("statuses").join(words), status.to_string()).unwrap();
    }

    /// From now on this call prints this.
    pub(crate) fn answers(&self, call: &str, text: &str) {
        let words = call.replace([' ', '/'], "_");
        fs::write(self.path("answers").join(words), text).unwrap();
    }

    /// The calls since the last time.
    pub(crate) fn calls(&self) -> Vec<String> {
        let text = fs::read_to_string(self.path("calls")).unwrap_or_default();
        let _ = fs::remove_file(self.path("calls"));
        text.lines().map(str::to_owned).collect()
    }

    pub(crate) fn definition(&self) -> Definition {
        Definition {
            engine: "/usr/sbin/keepalived".into(),
            config: self.path("it's keepalived.conf"),
            log: self.path("log/keepalived.log"),
            run_dir: self.path("run"),
            track_dir: self.path("track"),
            vipkeeper: vec![self.path("vipkeeper").into()],
            is_ours: true,
        }
    }
}
