//! A release that builds in a moment, for what is not about compiling.
//!
//! It has a `configure`, a `Makefile` and one file that is compiled: a program
//! that answers as Keepalived does and takes no part in any election.

use std::fs;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// Knows the one option that it cannot do without.
const CONFIGURE: &str = r#"#!/bin/sh
for argument; do
    [ "$argument" != --help ] || { echo '  --prefix=PREFIX'; exit; }
    case $argument in --prefix=*) prefix=${argument#--prefix=} ;; esac
done
echo "checking for a stand-in... yes"
sed "s|@PREFIX@|$prefix|" Makefile.in >Makefile
"#;

/// Wants to put a unit where the distribution has its own, and leaves a file
/// half written when it is cut short, as a compiler does.
const MAKEFILE: &str = "\
prefix = @PREFIX@

all: keepalived

keepalived: keepalived.c
	@echo '  CC       keepalived.o'
	@: >keepalived
	@cc -o keepalived keepalived.c

clean:
	rm -f keepalived

install: all
	mkdir -p $(DESTDIR)$(prefix)/sbin $(DESTDIR)/lib/systemd/system
	cp keepalived $(DESTDIR)$(prefix)/sbin/keepalived
	touch $(DESTDIR)/lib/systemd/system/keepalived.service
";

/// Accepts every configuration, writes its number into each pid file, and
/// waits to be told to stop.
const KEEPALIVED: &str = r#"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char **arguments;
static int count;

static int is_pid_file(int i) {
    return !strncmp(arguments[i - 1], "--", 2) && strstr(arguments[i - 1], "pid");
}

static void stop(int signal) {
    for (int i = 2; i < count; i++)
        if (is_pid_file(i)) unlink(arguments[i]);
    _exit(signal == SIGTERM ? 0 : 1);
}

int main(int argc, char **argv) {
    count = argc;
    arguments = argv;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--version")) {
            fputs("Keepalived v@VERSION@ (01/01,2026)\n", stderr);
            return 0;
        }
        if (!strcmp(argv[i], "--config-test")) return 0;
    }
    signal(SIGTERM, stop);
    signal(SIGHUP, SIG_IGN);
    signal(SIGUSR1, SIG_IGN);
    for (int i = 2; i < argc; i++) {
        FILE *file = is_pid_file(i) ? fopen(argv[i], "w") : NULL;
        if (file) {
            fprintf(file, "%d\n", getpid());
            fclose(file);
        }
    }
    for (;;) pause();
}
"#;

/// Random bytes, which no compression makes fewer: a download that can break.
const BALLAST: u64 = 200_000;

/// A directory with stand-in releases.
pub(crate) struct StandIns {
    directory: TempDir,
}

impl StandIns {
    /// Makes a release of each version.
    pub(crate) fn make(versions: &[&str]) -> Result<Self> {
        let directory = TempDir::new()?;
        for version in versions {
            pack(directory.path(), version)?;
        }
        Ok(Self { directory })
    }

    /// The directory, in which each is `keepalived-VERSION.tar.gz`.
    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// One release's tarball.
    pub(crate) fn tarball(&self, version: &str) -> PathBuf {
        self.path().join(format!("keepalived-{version}.tar.gz"))
    }

    /// What `--sha256` is given: no table knows a stand-in.
    pub(crate) fn sha256(&self, version: &str) -> Result<String> {
        let output = Command::new("sha256sum")
            .arg(self.tarball(version))
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let digest = text.split(' ').next().context("sha256sum said nothing")?;
        Ok(digest.to_owned())
    }
}

fn pack(directory: &Path, version: &str) -> Result<()> {
    let name = format!("keepalived-{version}");
    let source = directory.join(&name);
    fs::create_dir(&source)?;
    let program = KEEPALIVED.replace("@VERSION@", version);
    for (file, text) in [
        ("configure", CONFIGURE),
        ("Makefile.in", MAKEFILE),
        ("keepalived.c", &program),
    ] {
        fs::write(source.join(file), text)?;
        fs::set_permissions(source.join(file), fs::Permissions::from_mode(0o755))?;
    }
    let mut ballast = Vec::new();
    let mut random = fs::File::open("/dev/urandom")?.take(BALLAST);
    random.read_to_end(&mut ballast)?;
    fs::write(source.join("ballast"), ballast)?;
    let status = Command::new("tar")
        .args(["--create", "--gzip", "--file"])
        .arg(directory.join(format!("{name}.tar.gz")))
        .arg("--directory")
        .arg(directory)
        .arg(&name)
        .status()?;
    ensure!(status.success(), "tar: {status}");
    Ok(fs::remove_dir_all(source)?)
}
