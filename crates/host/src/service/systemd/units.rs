//! The units and the drop-in, filled in.
//!
//! Owns which files there are and how a value is quoted in them: systemd
//! expands `%` everywhere, `$` in a command's arguments, and takes a backslash
//! and a double quote for its own (systemd.service(5), "Command lines").

use std::path::{Path, PathBuf};

use super::super::definition::{Definition, File, fill, is_made_for, plain};
use super::super::{Machine, ServiceError};

const DIRECTORY: &str = "/etc/systemd/system";

/// Where a unit can stand besides (systemd.unit(5), "System Unit Search Path").
const OTHER_DIRECTORIES: [&str; 4] = [
    "/run/systemd/system",
    "/usr/local/lib/systemd/system",
    "/usr/lib/systemd/system",
    "/lib/systemd/system",
];

/// The daemon, and what looks after Keepalived.
const BESIDE: [(&str, &str); 3] = [
    ("vipkeeper.service", include_str!("vipkeeper.service")),
    (
        "vipkeeper-heal.service",
        include_str!("vipkeeper-heal.service"),
    ),
    ("vipkeeper-heal.timer", include_str!("vipkeeper-heal.timer")),
];

/// What is started at boot, Keepalived's own unit first.
pub(super) const ENABLED: [&str; 3] = [
    "keepalived.service",
    "vipkeeper.service",
    "vipkeeper-heal.timer",
];

/// Every file's path.
pub(super) fn paths(machine: &Machine, definition: &Definition) -> Vec<PathBuf> {
    let directory = machine.file(DIRECTORY);
    let mut paths = vec![main_path(machine, definition)];
    paths.extend(BESIDE.iter().map(|(name, _)| directory.join(name)));
    paths
}

/// The unit or, beside somebody else's, the drop-in.
pub(super) fn main_path(machine: &Machine, definition: &Definition) -> PathBuf {
    let directory = machine.file(DIRECTORY);
    match is_whole(machine, definition) {
        true => directory.join("keepalived.service"),
        false => directory.join("keepalived.service.d/vipkeeper.conf"),
    }
}

/// Whether the unit is written as a whole: for a program of our own, and where
/// nobody has defined one.
pub(super) fn is_whole(machine: &Machine, definition: &Definition) -> bool {
    let is_elsewhere = OTHER_DIRECTORIES
        .iter()
        .any(|directory| machine.file(directory).join("keepalived.service").exists());
    let local = machine.file(DIRECTORY).join("keepalived.service");
    let is_local = local.exists() && !is_made_for(&local, &definition.config);
    definition.is_ours || !(is_elsewhere || is_local)
}

/// Every file with its text.
pub(super) fn files(machine: &Machine, definition: &Definition) -> Result<Vec<File>, ServiceError> {
    let main = match is_whole(machine, definition) {
        true => include_str!("keepalived.service"),
        false => include_str!("drop_in.conf"),
    };
    let texts = std::iter::once(main).chain(BESIDE.iter().map(|(_, text)| *text));
    paths(machine, definition)
        .into_iter()
        .zip(texts)
        .map(|(path, text)| {
            Ok(File {
                path,
                text: filled(text, definition)?,
                mode: 0o644,
            })
        })
        .collect()
}

fn filled(text: &str, definition: &Definition) -> Result<String, ServiceError> {
    let pid = |name| plain(&definition.run_dir.join(name)).map(argument);
    let places = [
        ("CONFIG_SETTING", specifiers(plain(&definition.config)?)),
        ("TMPDIR", tmpdir(&definition.run_dir)?),
        ("RUNTIME_DIRECTORY", runtime_directory(definition)?),
        ("WRITABLE", writable(definition)?),
        ("PID", pid("keepalived.pid")?),
        ("VRRP_PID", pid("keepalived-vrrp.pid")?),
        ("CHECKERS_PID", pid("keepalived-checkers.pid")?),
    ];
    let text = places.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("@{name}@"), value)
    });
    fill(&text, definition, argument)
}

/// A word of a command line.
fn argument(text: &str) -> String {
    quoted(&text.replace('$', "$$"))
}

/// A value in a list, or in an assignment.
fn quoted(text: &str) -> String {
    let escaped = specifiers(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"")
}

/// A value that is taken as it is, but for `%`.
fn specifiers(text: &str) -> String {
    text.replace('%', "%%")
}

fn tmpdir(run_dir: &Path) -> Result<String, ServiceError> {
    Ok(quoted(&format!("TMPDIR={}", plain(run_dir)?)))
}

/// The directories below /run that systemd makes, and keeps when the service
/// ends: the daemon and Keepalived share them.
fn runtime_directory(definition: &Definition) -> Result<String, ServiceError> {
    let mut names = Vec::new();
    for path in [&definition.run_dir, &definition.track_dir] {
        if let Ok(name) = path.strip_prefix("/run") {
            names.push(quoted(plain(name)?));
        }
    }
    Ok(match names.is_empty() {
        true => "# Its directories are not below /run, and stay over a boot.".to_owned(),
        false => format!(
            "RuntimeDirectory={}\nRuntimeDirectoryPreserve=yes",
            names.join(" ")
        ),
    })
}

/// A directory that is missing is no reason not to start.
fn writable(definition: &Definition) -> Result<String, ServiceError> {
    let mut directories = definition.directories();
    directories.dedup();
    let quoted: Vec<_> = directories
        .into_iter()
        .map(|path| Ok(quoted(&format!("-{}", plain(path)?))))
        .collect::<Result<_, ServiceError>>()?;
    Ok(quoted.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::super::definition::tests::awkward;
    use super::*;
    use std::fs;

    #[test]
    fn no_place_is_left_and_every_value_is_escaped() {
        let machine = Machine::at("/nonexistent");
        for file in files(&machine, &awkward()).unwrap() {
            let rest = file.text.replace("@clock @cpu-emulation @module", "");
            let rest = rest.replace("@obsolete @raw-io @reboot @swap", "");
            let rest = rest.replace("SystemCallFilter=@system-service", "");
            assert!(!rest.contains('@'), "{:?}: {rest}", file.path);
        }
        let unit = &files(&machine, &awkward()).unwrap()[0].text;
        let config = r#""/srv/50%% \"a\" $$b 'c'\\d/etc/keepalived.conf""#;
        assert!(unit.contains(&format!("--use-file {config} ")), "{unit}");
        let condition = "ConditionFileNotEmpty=/srv/50%% \"a\" $b 'c'\\d/etc/keepalived.conf\n";
        assert!(unit.contains(condition), "{unit}");
        let environment = r#"Environment="TMPDIR=/srv/50%% \"a\" $b 'c'\\d/run""#;
        assert!(unit.contains(environment), "{unit}");
    }

    #[test]
    fn directories_below_run_are_systemds_to_make() {
        let definition = Definition {
            run_dir: "/run/vipkeeper".into(),
            track_dir: "/run/vipkeeper/track".into(),
            ..awkward()
        };
        let text = runtime_directory(&definition).unwrap();
        let expected = "RuntimeDirectory=\"vipkeeper\" \"vipkeeper/track\"\n\
                        RuntimeDirectoryPreserve=yes";
        assert_eq!(text, expected);
    }

    #[test]
    fn somebody_elses_unit_is_added_to_and_never_replaced() {
        let root = tempfile::tempdir().unwrap();
        let machine = Machine::at(root.path());
        let adopted = Definition {
            is_ours: false,
            ..awkward()
        };
        let unit = machine.file("/etc/systemd/system/keepalived.service");
        assert_eq!(
            main_path(&machine, &adopted),
            unit,
            "nobody has defined one"
        );
        let theirs = machine.file("/lib/systemd/system/keepalived.service");
        fs::create_dir_all(theirs.parent().unwrap()).unwrap();
        fs::write(&theirs, "[Unit]\n").unwrap();
        let drop_in = machine.file("/etc/systemd/system/keepalived.service.d/vipkeeper.conf");
        assert_eq!(main_path(&machine, &adopted), drop_in);
        assert_eq!(main_path(&machine, &awkward()), unit);
    }
}
