//! The steps of a build, with a release that is built in an instant, and the
//! removal of what they have made.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use host::digest::Digests;

use super::event::Step;
use super::manifest::{Kind, Manifest};
use super::release::Release;
use super::source::{Mark, Source};
use super::{Event, Method, Request, State, Trouble, plan, remove, steps};
use crate::layout::Layout;

/// Knows two options and writes a makefile for the prefix that it is given.
const CONFIGURE: &str = r#"#!/bin/sh
case "$*" in *--help*) echo "  --prefix=PREFIX  --enable-json  what it says"; exit;; esac
for word; do case $word in --prefix=*) prefix=${word#*=};; *) rest="$rest $word";; esac; done
echo "configured:$rest"
cat > Makefile <<END
all: keepalived
keepalived:
	@echo "  CC  main.o"
	@cp program keepalived
install: all
	mkdir -p \$(DESTDIR)$prefix/sbin \$(DESTDIR)/lib/systemd/system
	cp keepalived \$(DESTDIR)$prefix/sbin/keepalived
	echo unit > \$(DESTDIR)/lib/systemd/system/keepalived.service
clean:
	@echo cleaned
	rm -f keepalived
END
"#;

/// Says its version and accepts every configuration.
fn program(version: &str) -> String {
    format!(
        "#!/bin/sh\n[ \"$1\" = --version ] && echo 'Keepalived v{version} (01/01,2026)' >&2\nexit 0\n"
    )
}

/// A server directory, and releases to install into it.
struct Bench {
    directory: tempfile::TempDir,
    events: Vec<(Step, State)>,
}

impl Bench {
    fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
            events: Vec::new(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn layout(&self) -> Layout {
        Layout::prefix(self.path("server"))
    }

    /// Packs a release whose program says that it is `says`.
    fn archive(&self, version: &str, says: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;
        let tree = self.path(&format!("keepalived-{version}"));
        fs::create_dir(&tree).unwrap();
        for (name, text) in [("configure", CONFIGURE), ("program", &program(says))] {
            fs::write(tree.join(name), text).unwrap();
            fs::set_permissions(tree.join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        let archive = self.path(&format!("{version}.tar.gz"));
        let mut tar = Command::new("tar");
        tar.arg("czf")
            .arg(&archive)
            .arg("-C")
            .arg(self.directory.path());
        let status = tar.arg(tree.file_name().unwrap()).status().unwrap();
        assert!(status.success());
        archive
    }

    /// Runs the steps from the archive to the switch.
    fn build(&mut self, archive: &Path, version: &str, sha256: &str) -> Result<(), Trouble> {
        let layout = self.layout();
        let request = Request {
            method: Method::Source,
            version: None,
            sha256: None,
            tarball: Some(archive.to_owned()),
            mirror: None,
            template: "mysql-pair".to_owned(),
            parameters: BTreeMap::new(),
            lang: crate::message::Lang::En,
            start: false,
            autostart: false,
            program: PathBuf::from("/usr/bin/vipkeeper"),
        };
        let release = Release {
            version: version.parse().unwrap(),
            sha256: Some(sha256.to_owned()),
            md5: None,
            pins: 0,
            size: None,
        };
        let source = Source::new(release, &layout);
        self.events.clear();
        let events = &mut self.events;
        let mut audience = |event: Event| events.push((event.step, event.state));
        let mut site = plan::open(&layout, &request, &mut audience)?;
        plan::from_archive(&mut site, &source)
    }

    fn build_good(&mut self, version: &str) {
        let archive = self.archive(version, version);
        let sha256 = Digests::of_file(&archive).unwrap().sha256;
        self.build(&archive, version, &sha256).unwrap();
    }

    fn done(&self) -> Vec<Step> {
        let done = self
            .events
            .iter()
            .filter(|(_, state)| matches!(state, State::Done(_)));
        done.map(|(step, _)| *step).collect()
    }
}

fn program_of(layout: &Layout) -> String {
    fs::read_to_string(layout.own_keepalived().unwrap()).unwrap()
}

#[test]
fn a_release_is_built_into_a_directory_of_its_own_and_linked_to() {
    let mut bench = Bench::new();
    bench.build_good("9.0.1");
    let layout = bench.layout();
    let home = layout.engine_home();
    assert_eq!(program_of(&layout), program("9.0.1"));
    assert_eq!(
        fs::read_link(home.join("current")).unwrap(),
        Path::new("versions/9.0.1")
    );
    assert!(home.join("sbin/keepalived").is_file());
    assert_eq!(
        fs::read_to_string(home.join("version.pl")).unwrap(),
        "9.0.1\n"
    );
    // What make install wanted to have elsewhere is nowhere.
    let left: Vec<_> = fs::read_dir(home.join("versions")).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    let cache: Vec<_> = fs::read_dir(layout.source_dir()).unwrap().collect();
    assert_eq!(cache.len(), 1, "only the archive: {cache:?}");
}

#[test]
fn a_second_run_does_nothing_and_another_release_keeps_the_first() {
    let mut bench = Bench::new();
    bench.build_good("9.0.1");
    bench.build_good("9.0.2");
    assert_eq!(program_of(&bench.layout()), program("9.0.2"));
    let archive = bench.path("9.0.1.tar.gz");
    bench
        .build(&archive, "9.0.1", "what is built needs no archive")
        .unwrap();
    assert_eq!(bench.done(), [Step::Smoke, Step::Switch]);
    assert_eq!(program_of(&bench.layout()), program("9.0.1"));
    bench.build(&archive, "9.0.1", "").unwrap();
    assert_eq!(bench.done(), [Step::Smoke]);
}

#[test]
fn a_wrong_archive_is_put_aside_and_a_good_one_stays() {
    let mut bench = Bench::new();
    bench.build_good("9.0.1");
    let layout = bench.layout();
    fs::remove_dir_all(layout.version_dir("9.0.1")).unwrap();
    let good = layout.source_dir().join("keepalived-9.0.1.tar.gz");
    let sum = Digests::of_file(&good).unwrap().sha256;
    let wrong = bench.archive("9.0.7", "9.0.7");
    let error = bench.build(&wrong, "9.0.1", &sum).unwrap_err();
    assert!(
        matches!(error, Trouble::Mismatch { sum: "SHA-256", .. }),
        "{error}"
    );
    assert_eq!(Digests::of_file(&good).unwrap().sha256, sum);
    assert!(
        layout
            .source_dir()
            .join("keepalived-9.0.1.tar.gz.rejected")
            .is_file()
    );
}

#[test]
fn a_program_that_is_another_release_is_not_switched_to() {
    let mut bench = Bench::new();
    bench.build_good("9.0.1");
    let archive = bench.archive("9.0.2", "9.0.9");
    let sha256 = Digests::of_file(&archive).unwrap().sha256;
    let error = bench.build(&archive, "9.0.2", &sha256).unwrap_err();
    assert!(matches!(error, Trouble::WrongProgram { .. }), "{error}");
    assert_eq!(program_of(&bench.layout()), program("9.0.1"));
}

#[test]
fn a_build_that_was_cut_off_is_begun_anew() {
    let mut bench = Bench::new();
    bench.build_good("9.0.1");
    let layout = bench.layout();
    fs::remove_dir_all(layout.version_dir("9.0.1")).unwrap();
    let archive = layout.source_dir().join("keepalived-9.0.1.tar.gz");
    let sha256 = Digests::of_file(&archive).unwrap().sha256;
    let tree = layout.source_dir().join("keepalived-9.0.1");
    let unpacked = Command::new("tar")
        .arg("xzf")
        .arg(&archive)
        .arg("-C")
        .arg(layout.source_dir())
        .status()
        .unwrap();
    assert!(unpacked.success());
    // As a power cut leaves it: begun, and with an empty program that is newer than its source.
    Mark::Unpacked.write(&tree, &sha256).unwrap();
    Mark::Building.write(&tree, "").unwrap();
    fs::write(tree.join("keepalived"), "").unwrap();
    bench.build(&archive.clone(), "9.0.1", &sha256).unwrap();
    assert_eq!(program_of(&layout), program("9.0.1"));
    let log = fs::read_to_string(layout.install_log()).unwrap();
    assert!(log.contains("cleaned"), "{log}");
}

#[test]
fn a_directory_where_the_link_goes_is_named_and_left() {
    let bench = Bench::new();
    let sbin = bench.layout().engine_home().join("sbin");
    fs::create_dir_all(&sbin).unwrap();
    let error = steps::preflight::require_free_link(&bench.layout()).unwrap_err();
    assert!(matches!(error, Trouble::InTheWay { path } if path == sbin));
}

#[test]
fn a_removal_takes_what_was_made_and_names_what_was_not() {
    let mut bench = Bench::new();
    bench.build_good("9.0.1");
    let layout = bench.layout();
    let home = layout.engine_home();
    let config = layout.config();
    let mut manifest = Manifest::read(&layout.manifest()).unwrap();
    manifest.will_make(&config, Kind::Kept).unwrap();
    drop(manifest);
    fs::write(&config, "# mine by now\n").unwrap();
    fs::write(home.join("notes.txt"), "").unwrap();
    let program = Path::new("/usr/bin/vipkeeper");

    let removed = remove(&layout, program, false, &mut |_| {}).unwrap();
    assert!(removed.kept.contains(&config));
    assert_eq!(removed.foreign, [home.join("notes.txt")]);
    assert!(config.exists() && !home.join("versions").exists() && !home.join("sbin").exists());
    assert!(!layout.source_dir().exists());
    let again = remove(&layout, program, false, &mut |_| {}).unwrap();
    assert_eq!(again.gone, Vec::<PathBuf>::new());

    fs::remove_file(home.join("notes.txt")).unwrap();
    remove(&layout, program, true, &mut |_| {}).unwrap();
    assert!(
        !bench.path("server").exists(),
        "a purge leaves not even a directory"
    );
    let nothing = remove(&layout, program, true, &mut |_| {}).unwrap();
    assert_eq!(nothing, super::Removed::default());
}

#[test]
fn what_a_killed_run_left_is_taken_away_too() {
    let bench = Bench::new();
    let layout = bench.layout();
    fs::create_dir_all(layout.state_dir()).unwrap();
    let mut manifest = Manifest::read(&layout.manifest()).unwrap();
    manifest
        .have_made(&[bench.path("server")], Kind::Directory)
        .unwrap();
    let stage = layout.engine_home().join("versions/.9.0.1.unfinished");
    manifest.will_make(&stage, Kind::Tree).unwrap();
    fs::create_dir_all(stage.join("opt/half")).unwrap();
    // The temporary file of a write that was cut off.
    fs::write(layout.engine_home().join(".vipkeeper-a1b2c3"), "half").unwrap();
    remove(&layout, Path::new("/usr/bin/vipkeeper"), true, &mut |_| {}).unwrap();
    assert!(!bench.path("server").exists());
}
