//! `cargo xtask vendor`: brings the libraries of the web interface into
//! `web/vendor/`, byte for byte as npm publishes them.
//!
//! To take a new version, change its row here, run, look at the diff, commit.
//! Needs `npm` and `tar`; neither building nor running vipkeeper does.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha512};

/// One npm package and what we take of it.
struct Package {
    name: &'static str,
    version: &'static str,
    /// SHA-512 of the published archive in base64, as in npm's `dist.integrity`.
    sha512: &'static str,
    /// The folder in `web/vendor/`.
    folder: &'static str,
    /// Paths inside the package; they keep their file name.
    modules: &'static [&'static str],
    licence: Licence,
}

/// Where a package's licence text is.
enum Licence {
    /// In the package, as `LICENSE`.
    Packed(&'static str),
    /// Not in the package, which only names it: Apache-2.0, as in our own
    /// `LICENSE-APACHE`.
    OurApacheCopy,
}

const PACKAGES: &[Package] = &[
    Package {
        name: "preact",
        version: "11.2.0",
        sha512: "/HfHI/7N84e6GrWBJ3J280z3mLaRJiDcSvj/A+y/4AbLnND/1UlGHe1sR6oYuTGwId0nP7dqDU9OnLxMPZ7xBg==",
        folder: "preact",
        modules: &["dist/preact.mjs", "hooks/dist/hooks.mjs"],
        licence: Licence::Packed("MIT"),
    },
    Package {
        name: "@preact/signals-core",
        version: "1.14.5",
        sha512: "vcRv7Ityz5JVmeiVqIluLFzT/PDS/AlhHUpw3/aUWqcVUs6bDGIPXE/6RSC4evBNWYvnniozg5Syfj33al3gkg==",
        folder: "signals-core",
        modules: &["dist/signals-core.mjs"],
        licence: Licence::Packed("MIT"),
    },
    Package {
        name: "@preact/signals",
        version: "2.11.4",
        sha512: "Rb+5RPo9gWSaHtzJeauhHxiC8KP/IF2DEPkHPEOGOnuy2wnJzRqyeLRankUCYd6ADqtxS6GnWGv6Ie343d8aYw==",
        folder: "signals",
        modules: &["dist/signals.mjs"],
        licence: Licence::Packed("MIT"),
    },
    Package {
        name: "htm",
        version: "3.1.1",
        sha512: "983Vyg8NwUE7JkZ6NmOqpCZ+sh1bKv2iYTlUkzlWmA5JD2acKoxd4KVxbMmxX/85mtfdnDmTFoNKcg5DGAvxNQ==",
        folder: "htm",
        modules: &["dist/htm.mjs"],
        licence: Licence::Packed("Apache-2.0"),
    },
    Package {
        name: "@fluent/bundle",
        version: "0.19.1",
        sha512: "SWJLZrPamDPsJlFFOW1nkgN0j0rbPbmSdmK0XAoXlyqKieLtMVl4vzng3aR5pwKoUx0scug8+YY2oct3fdfy9A==",
        folder: "fluent-bundle",
        modules: &[
            "esm/ast.js",
            "esm/builtins.js",
            "esm/bundle.js",
            "esm/index.js",
            "esm/memoizer.js",
            "esm/resolver.js",
            "esm/resource.js",
            "esm/scope.js",
            "esm/types.js",
        ],
        licence: Licence::OurApacheCopy,
    },
];

/// Fetches, verifies and copies every package; replaces `web/vendor/` only
/// after all of them passed.
///
/// # Errors
/// When npm or tar fail, an archive is not the pinned one, or a file is missing.
pub(crate) fn run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let work = tempfile::tempdir().context("make a temporary folder")?;
    let fresh = work.path().join("vendor");
    for package in PACKAGES {
        bring(package, work.path(), &fresh, &root)
            .with_context(|| format!("vendor {} {}", package.name, package.version))?;
    }
    fs::write(fresh.join("README.md"), contents()?)?;
    let vendor = root.join("web/vendor");
    if vendor.exists() {
        fs::remove_dir_all(&vendor).context("remove the old web/vendor")?;
    }
    copy_folder(&fresh, &vendor)
}

fn bring(package: &Package, work: &Path, fresh: &Path, root: &Path) -> Result<()> {
    let archive = fetch(package, work)?;
    let unpacked = work.join("unpacked").join(package.folder);
    fs::create_dir_all(&unpacked)?;
    let mut tar = Command::new("tar");
    tar.args(["--strip-components=1", "-xzf"])
        .arg(&archive)
        .arg("-C")
        .arg(&unpacked);
    ensure!(tar.status().context("run tar")?.success(), "tar failed");

    let folder = fresh.join(package.folder);
    fs::create_dir_all(&folder)?;
    for module in package.modules {
        let name = Path::new(module)
            .file_name()
            .context("a module without a name")?;
        fs::copy(unpacked.join(module), folder.join(name)).with_context(|| (*module).to_owned())?;
    }
    let licence = match package.licence {
        Licence::Packed(_) => unpacked.join("LICENSE"),
        Licence::OurApacheCopy => root.join("LICENSE-APACHE"),
    };
    fs::copy(&licence, folder.join("LICENSE")).with_context(|| licence.display().to_string())?;
    Ok(())
}

/// Downloads the archive and checks that it is the pinned one.
fn fetch(package: &Package, work: &Path) -> Result<std::path::PathBuf> {
    let npm = Command::new("npm")
        .args(["pack", "--silent", "--pack-destination"])
        .arg(work)
        .arg(format!("{}@{}", package.name, package.version))
        .stderr(Stdio::inherit())
        .output()
        .context("run npm")?;
    ensure!(npm.status.success(), "npm pack failed");
    let printed = String::from_utf8(npm.stdout).context("npm's answer")?;
    let archive = work.join(printed.trim());
    let bytes = fs::read(&archive).with_context(|| archive.display().to_string())?;
    let found = STANDARD.encode(Sha512::digest(&bytes));
    if found != package.sha512 {
        bail!(
            "the archive's SHA-512 is {found}, pinned is {}",
            package.sha512
        );
    }
    Ok(archive)
}

/// The note that says what lies there.
fn contents() -> Result<String> {
    let mut text = String::from(
        "Libraries of the web interface, unchanged. Brought by `cargo xtask vendor`; do not edit.\n\n\
         | Package | Version | Licence | Folder |\n|---|---|---|---|\n",
    );
    for package in PACKAGES {
        let licence = match package.licence {
            Licence::Packed(name) => name,
            Licence::OurApacheCopy => "Apache-2.0",
        };
        let Package {
            name,
            version,
            folder,
            ..
        } = package;
        writeln!(text, "| {name} | {version} | {licence} | {folder} |")?;
    }
    Ok(text)
}

/// Copies and does not rename, because the temporary folder may be on another
/// file system.
fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_the_folder_is_what_the_table_says() {
        let vendor = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/vendor");
        assert_eq!(
            fs::read_to_string(vendor.join("README.md")).unwrap(),
            contents().unwrap()
        );
        for package in PACKAGES {
            for module in package.modules.iter().chain(&["LICENSE"]) {
                let name = Path::new(module).file_name().unwrap();
                assert!(vendor.join(package.folder).join(name).is_file(), "{module}");
            }
        }
    }
}
