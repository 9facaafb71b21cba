//! Keepalived's release tarballs, which the installer's tests build from.
//!
//! They come from Debian's archive, whose `orig` tarballs are upstream's own
//! bytes; apt brings them and refuses what does not have the pinned checksum.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use crate::cache::{Cache, fingerprint};
use crate::programs;

/// Where Debian keeps every source that one of its releases has.
const POOL: &str = "http://deb.debian.org/debian/pool/main/k/keepalived";

/// Fetches a file and compares its checksum; part of the package `apt`.
const APT_HELPER: &str = "/usr/lib/apt/apt-helper";

/// One release and the checksum by which we know it.
struct Release {
    version: &'static str,
    sha256: &'static str,
}

/// The release that is upgraded from.
const OLD: Release = Release {
    version: "2.2.7",
    sha256: "c61940d874154a560a54627ecf7ef47adebdf832164368d10bf242a4d9b7d49d",
};

/// The releases to upgrade to, the best first: the archive's pool holds a
/// release of sid until the next one, that of a stable Debian for years.
const NEW: &[Release] = &[
    Release {
        version: "2.3.4",
        sha256: "6afd95ddb7d3e0d3b8b8e5b3a489144131b61a01b06d29e883d0c44acc8a36bf",
    },
    Release {
        version: "2.3.3",
        sha256: "2288c5c7609fa452782b7acefa19acce742d0204dc17f54d36da46b10f8b590c",
    },
];

/// A directory with two releases as `keepalived-VERSION.tar.gz`, under the
/// names that Keepalived's own site gives them.
pub(crate) fn prepare(cache: &Cache) -> anyhow::Result<PathBuf> {
    let pins: Vec<&str> = [OLD.sha256]
        .into_iter()
        .chain(NEW.iter().map(|release| release.sha256))
        .collect();
    let name = format!("releases-{:016x}", fingerprint(pins.concat().as_bytes()));
    cache.keep(&name, |directory| {
        fs::create_dir(directory).with_context(|| format!("make {}", directory.display()))?;
        fetch(&OLD, directory)?;
        for release in NEW {
            match fetch(release, directory) {
                Ok(()) => return Ok(()),
                Err(error) => eprintln!("  {error:#}"),
            }
        }
        bail!("no release after {} is in reach", OLD.version)
    })
}

fn fetch(release: &Release, directory: &Path) -> anyhow::Result<()> {
    let Release { version, sha256 } = release;
    let mut command = Command::new(APT_HELPER);
    // Root may read what apt's own user may not.
    command.args(["-oAPT::Sandbox::User=root", "-oAcquire::Retries=3", "-qq"]);
    command
        .arg("download-file")
        .arg(format!("{POOL}/keepalived_{version}.orig.tar.gz"))
        .arg(directory.join(format!("keepalived-{version}.tar.gz")))
        .arg(format!("SHA256:{sha256}"));
    let mut command = programs::tied_to_us(&command);
    command.stdin(Stdio::null()).stdout(std::io::stderr());
    programs::succeed(&mut command).with_context(|| format!("fetch Keepalived {version}"))
}
