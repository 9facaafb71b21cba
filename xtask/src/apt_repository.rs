//! A directory of packages from which apt in a test node, which has no
//! network, installs what building Keepalived needs, and Keepalived itself.
//!
//! apt decides what that is, against the packages that the node's base system
//! has already.  The configuration and the state of this machine's apt are not
//! touched: lists and archives have directories of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context;

use crate::cache::{Cache, fingerprint};
use crate::{packages, programs};

/// Raise it when the way of making the directory changes.
const RECIPE: u32 = 2;

/// The package that the base system has, and that must be there once more for
/// a node that has lost it.
const KEEPALIVED: &str = "keepalived";

/// The directory, with its index; `base` is the nodes' base system.
pub(crate) fn prepare(cache: &Cache, base: &Path) -> anyhow::Result<PathBuf> {
    let status = base.join("var/lib/dpkg/status");
    let installed = fs::read(&status).with_context(|| format!("read {}", status.display()))?;
    let wanted: Vec<&str> = packages::for_building().chain([KEEPALIVED]).collect();
    let recipe = format!(
        "{RECIPE} {} {:016x}",
        wanted.join(","),
        fingerprint(&installed)
    );
    let name = format!("packages-{:016x}", fingerprint(recipe.as_bytes()));
    cache.keep(&name, |directory| {
        fs::create_dir(directory).with_context(|| format!("make {}", directory.display()))?;
        download(base, &wanted, directory)?;
        index(directory)
    })
}

fn download(base: &Path, wanted: &[&str], directory: &Path) -> anyhow::Result<()> {
    let state = directory.join("apt");
    let archives = state.join("archives");
    for part in [&archives, &state.join("lists")] {
        let partial = part.join("partial");
        fs::create_dir_all(&partial).with_context(|| format!("make {}", partial.display()))?;
    }
    programs::succeed(apt_get(base, &state).arg("update"))?;
    let mut install = apt_get(base, &state);
    install.args(["install", "--download-only", "--reinstall", "--yes"]);
    install.arg("--no-install-recommends").args(wanted);
    programs::succeed(&mut install)?;
    for archive in fs::read_dir(&archives)? {
        let archive = archive?;
        if archive.path().extension().is_some_and(|end| end == "deb") {
            let name = without_colon(&archive.file_name().to_string_lossy());
            fs::rename(archive.path(), directory.join(name))?;
        }
    }
    fs::remove_dir_all(&state).with_context(|| format!("remove {}", state.display()))
}

/// The colon of an epoch, which apt writes as `%3a` and would look for as a colon.
fn without_colon(archive: &str) -> String {
    archive.replace("%3a", "-")
}

/// An `apt-get` that sees the base system's packages and sources, and writes
/// below `state`.
fn apt_get(base: &Path, state: &Path) -> Command {
    let nothing = Path::new("/dev/null");
    packages::apt_get_apart(&[
        ("Dir::State", state),
        ("Dir::State::status", &base.join("var/lib/dpkg/status")),
        ("Dir::Cache", state),
        ("Dir::Etc::SourceList", &base.join("etc/apt/sources.list")),
        ("Dir::Etc::SourceParts", nothing),
        ("Dir::Etc::Preferences", nothing),
        ("Dir::Etc::PreferencesParts", nothing),
        ("Dir::Etc::Trusted", nothing),
        (
            "Dir::Etc::TrustedParts",
            &base.join("etc/apt/trusted.gpg.d"),
        ),
    ])
}

/// Writes `Packages`, by which apt knows what is in a directory.
fn index(directory: &Path) -> anyhow::Result<()> {
    let path = directory.join("Packages");
    let file = fs::File::create(&path).with_context(|| format!("make {}", path.display()))?;
    let mut scan = Command::new("dpkg-scanpackages");
    scan.arg(".").current_dir(directory);
    scan.stdin(Stdio::null()).stdout(file).stderr(Stdio::null());
    programs::succeed(&mut scan)
}
