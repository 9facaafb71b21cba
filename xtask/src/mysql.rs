//! MySQL itself, which Debian's stable releases do not have: the newest one, from
//! unstable, with every library that it needs, unpacked beside the system.
//!
//! Owns the recipe. Nothing is installed: the programs are started by the loader
//! of their own C library, which is newer than this machine's.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};

use crate::cache::{Cache, fingerprint};
use crate::{packages, programs};

/// Debian's unstable: of its suites the only one that has MySQL.
const SUITE: &str = "sid";

const PACKAGES: &[&str] = &["mysql-server-core", "mysql-client-core"];

/// Part of `debian-archive-keyring`, which every Debian has.
const KEYRING: &str = "/usr/share/keyrings/debian-archive-keyring.gpg";

/// Of the client's own scripts, which nobody starts here: a quarter of all.
const LEFT_OUT: &[&str] = &["perl", "libperl"];

/// Raise it when the way of making it changes.
const RECIPE: u32 = 1;

/// Starts a program below this script's directory, and leaves nothing of itself:
/// who started it has the program's own process.
const STARTER: &str = r#"#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
loader=$(echo "$here"/usr/lib*/ld-linux-*.so.*)
libraries=$(echo "$here"/usr/lib/*-linux-gnu*)
start() {
    program=$1
    shift
    exec "$loader" --library-path "$libraries" "$here/usr/$program" --no-defaults "$@"
}
"#;

/// The server must be told where its own files are.
const MYSQLD: &str = r#"start sbin/mysqld --basedir="$here/usr" --plugin-dir="$here/usr/lib/mysql/plugin" \
    --lc-messages-dir="$here/usr/share/mysql" --character-sets-dir="$here/usr/share/mysql/charsets" \
    --secure-file-priv=NULL --mysqlx=OFF "$@"
"#;

const MYSQL: &str = "start bin/mysql \"$@\"\n";

/// A directory with two programs that can be started: `mysqld` and `mysql`.
pub(crate) fn prepare(cache: &Cache) -> anyhow::Result<PathBuf> {
    let recipe = format!(
        "{RECIPE} {SUITE} {} {STARTER}{MYSQLD}{MYSQL}",
        PACKAGES.join(",")
    );
    let name = format!("mysql-{:016x}", fingerprint(recipe.as_bytes()));
    cache.keep(&name, |directory| {
        fs::create_dir(directory).with_context(|| format!("make {}", directory.display()))?;
        let apt = directory.join("apt");
        let archives = download(&mirror()?, &apt)?;
        unpack(&archives, directory)?;
        fs::remove_dir_all(&apt).with_context(|| format!("remove {}", apt.display()))?;
        starter(&directory.join("mysqld"), MYSQLD)?;
        starter(&directory.join("mysql"), MYSQL)
    })
}

/// Where this machine's own packages come from: there the other suites are too.
fn mirror() -> anyhow::Result<String> {
    let mut command = Command::new("apt-get");
    command.args(["indextargets", "--format", "$(REPO_URI)"]);
    command.args(["Created-By: Packages", "Origin: Debian", "Label: Debian"]);
    let line = programs::line(&command);
    let output = command
        .output()
        .with_context(|| format!("start `{line}`"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mirror = text.lines().next().map(str::to_owned);
    mirror.with_context(|| {
        format!("`{line}` knows no mirror of Debian, and only Debian's {SUITE} has MySQL")
    })
}

/// All that the packages need, as if nothing were installed.
fn download(mirror: &str, apt: &Path) -> anyhow::Result<PathBuf> {
    let archives = apt.join("archives");
    for part in ["archives", "lists"] {
        let partial = apt.join(part).join("partial");
        fs::create_dir_all(&partial).with_context(|| format!("make {}", partial.display()))?;
    }
    let sources = apt.join("debian.sources");
    let text = format!(
        "Types: deb\nURIs: {mirror}\nSuites: {SUITE}\nComponents: main\nSigned-By: {KEYRING}\n"
    );
    for (path, text) in [(&sources, text.as_str()), (&apt.join("status"), "")] {
        fs::write(path, text).with_context(|| format!("write {}", path.display()))?;
    }
    programs::succeed(apt_get(apt, &sources).arg("update"))?;
    let mut install = apt_get(apt, &sources);
    install.args([
        "install",
        "--download-only",
        "--yes",
        "--no-install-recommends",
    ]);
    programs::succeed(install.args(PACKAGES))?;
    Ok(archives)
}

fn apt_get(apt: &Path, sources: &Path) -> Command {
    let mut command = packages::apt_get_apart(&[
        ("Dir::State", apt),
        ("Dir::State::status", &apt.join("status")),
        ("Dir::Cache", apt),
        ("Dir::Etc::SourceList", sources),
        ("Dir::Etc::SourceParts", Path::new("/dev/null")),
        ("Dir::Etc::Preferences", Path::new("/dev/null")),
        ("Dir::Etc::PreferencesParts", Path::new("/dev/null")),
    ]);
    // Unstable's lists are good for days only, and a mirror may be older.
    command.args(["-o", "Acquire::Check-Valid-Until=false"]);
    command
}

fn unpack(archives: &Path, directory: &Path) -> anyhow::Result<()> {
    let mut count = 0;
    for archive in fs::read_dir(archives)? {
        let archive = archive?;
        let name = archive.file_name().to_string_lossy().into_owned();
        let is_left_out = LEFT_OUT.iter().any(|start| name.starts_with(start));
        if name.ends_with(".deb") && !is_left_out {
            let mut extract = Command::new("dpkg-deb");
            extract.arg("--extract").arg(archive.path()).arg(directory);
            programs::succeed(&mut extract)?;
            count += 1;
        }
    }
    ensure!(
        count > 0,
        "apt-get brought nothing into {}",
        archives.display()
    );
    Ok(())
}

fn starter(path: &Path, start: &str) -> anyhow::Result<()> {
    fs::write(path, format!("{STARTER}{start}"))
        .and_then(|()| fs::set_permissions(path, fs::Permissions::from_mode(0o755)))
        .with_context(|| format!("write {}", path.display()))
}
