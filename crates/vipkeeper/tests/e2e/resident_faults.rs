//! What befalls the machine under the daemon: disks, directories, limits.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::cli_said::PROGRAM;
use crate::resident::{Resident, tcp, track_dir_in};

#[test]
fn a_removed_track_directory_is_made_again_with_the_verdict_in_it() -> Result<()> {
    let service = TcpListener::bind("127.0.0.1:0")?;
    let daemon = Resident::start(&tcp("web", service.local_addr()?), &[])?;
    let file = daemon.track_file("web");
    daemon.until_holds(&file, "1\n")?;
    fs::remove_dir_all(daemon.track_dir())?;
    daemon.until_holds(&file, "1\n")?;
    drop(service);
    daemon.until_holds(&file, "0\n")?;
    fs::remove_dir_all(daemon.track_dir())?;
    daemon.until_holds(&file, "0\n")
}

/// A disk of sixteen pages, in a mount namespace of the daemon's own.
#[test]
fn on_a_full_disk_a_failure_is_still_written_and_no_health_is_claimed() -> Result<()> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let service = TcpListener::bind(address)?;
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let track = track_dir_in(directory.path());
    fs::create_dir_all(&track)?;
    let mount = format!(
        "mount -t tmpfs -o size=64k vipkeeper-test {} && exec \"$@\"",
        track.display()
    );
    let wrap = ["unshare", "--mount", "sh", "-c", &mount, "sh"];
    let daemon = Resident::start_in(directory, &tcp("web", address), &wrap)?;
    daemon.until_health("web", "up")?;
    // The way into its mounts.
    let disk = PathBuf::from(format!("/proc/{}/root{}", daemon.pid(), track.display()));
    let file = disk.join("web");
    daemon.until_holds(&file, "1\n")?;
    let full = fs::write(disk.join("ballast"), vec![0; 1 << 20]);
    ensure!(full.is_err(), "the disk is full");

    drop(service);
    daemon.until_holds(&file, "0\n")?;
    fs::remove_file(&file)?;
    let full = fs::write(disk.join("more"), vec![0; 1 << 20]);
    ensure!(full.is_err(), "the page that became free is taken");
    let service = TcpListener::bind(address)?;
    daemon.until_health("web", "up")?;
    daemon.until("the failure is told", || {
        Ok(daemon.log()?.contains("cannot write the track file"))
    })?;
    let held = fs::read_to_string(&file).unwrap_or_default();
    ensure!(held != "1\n", "Keepalived would read a health nobody wrote");
    fs::remove_file(disk.join("ballast"))?;
    daemon.until_holds(&file, "1\n")?;
    drop(service);
    Ok(())
}

#[test]
fn without_file_descriptors_a_check_fails_with_that_reason_and_recovers() -> Result<()> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    // Accepts every connection, and keeps it for as long as the daemon does.
    std::thread::spawn(move || lab::serve(address, "test"));
    let one = tcp("a-first", address);
    let many: String = (0..80).map(|n| tcp(&format!("b{n:02}"), address)).collect();
    let daemon = Resident::start(&one, &["prlimit", "--nofile=70:70"])?;
    daemon.until_health("a-first", "up")?;
    daemon.until_holds(&daemon.track_file("a-first"), "1\n")?;
    daemon.set(&format!("{one}{many}"))?;
    daemon.until("some check is refused a descriptor", || {
        Ok(daemon.log()?.contains("cannot write the track file"))
    })?;
    daemon.until("the reason is told", || {
        Ok(daemon.log()?.contains("Too many open files"))
    })?;
    // A verdict that cannot be written is not stood for either: Keepalived's
    // own script asks, in a process of its own.
    ensure!(daemon.backstop("a-first")?);
    daemon.set(&one)?;
    daemon.until_health("a-first", "up")?;
    daemon.until_holds(&daemon.track_file("a-first"), "1\n")?;
    daemon.until("the descriptors are given back", || {
        Ok(daemon.open_files()? < 40)
    })
}

/// As many descriptors as a usual service may have, and checks that hold one
/// each: a process, which is this test.
#[test]
fn with_ten_thousand_descriptors_nine_thousand_checks_work_and_more_are_told() -> Result<()> {
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let pid_file = directory.path().join("pid");
    fs::write(&pid_file, std::process::id().to_string())?;
    let held = |numbers: std::ops::Range<u32>| -> String {
        let check = |n| {
            format!(
                "[checks.p{n:05}]\nkind = 'process'\npid_file = '{}'\ninterval = '1h'\n\
                 interval_when_down = '1h'\ntimeout = '60s'\n",
                pid_file.display()
            )
        };
        numbers.map(check).collect()
    };
    let daemon = Resident::start_in(
        directory,
        &held(0..9_000),
        &["prlimit", "--nofile=1024:10000"],
    )?;
    let is_up = |number: u32| {
        let file = daemon.track_file(&format!("p{number:05}"));
        fs::read_to_string(file).is_ok_and(|text| text == "1\n")
    };
    daemon.until("nine thousand are up", || Ok((0..9_000).all(is_up)))?;
    ensure!(daemon.open_files()? > 9_000, "each holds a process");

    daemon.set(&held(0..10_100))?;
    daemon.until("the reason is told", || {
        Ok(daemon.log()?.contains("Too many open files"))
    })?;
    ensure!((0..9_000).all(is_up), "who was there first stays");
    // The machine has descriptors: the backstop asks for whom there is none.
    ensure!(daemon.backstop("p10099")?);
    daemon.set(&held(0..100))?;
    daemon.until("the descriptors are given back", || {
        Ok(daemon.open_files()? < 200)
    })?;
    ensure!((0..100).all(is_up));
    Ok(())
}

/// An account of its own, whose processes are counted; it owns nothing here.
const ACCOUNT: &str = "54321";
const AS_ACCOUNT: [&str; 7] = [
    "setpriv",
    "--reuid",
    ACCOUNT,
    "--regid",
    ACCOUNT,
    "--clear-groups",
    "--",
];

#[test]
fn without_processes_a_command_fails_with_that_reason_and_recovers() -> Result<()> {
    let service = TcpListener::bind("127.0.0.1:0")?;
    let directory = tempfile::tempdir_in("/var/tmp")?;
    // The account must reach the program and own the directory.
    let program = directory.path().join("vipkeeper");
    fs::copy(PROGRAM, &program)?;
    fs::create_dir_all(track_dir_in(directory.path()))?;
    let owned = Command::new("chown")
        .args(["-R", &format!("{ACCOUNT}:{ACCOUNT}")])
        .arg(directory.path())
        .status()?;
    ensure!(owned.success());
    let settings = format!(
        "{}[checks.own]\nkind = 'exec'\ncommand = ['/bin/true']\ninterval = '50ms'\n",
        tcp("web", service.local_addr()?)
    );
    let daemon = Resident::start_in(directory, &settings, &AS_ACCOUNT)?;
    daemon.until_health("own", "up")?;
    let limit = |number: &str| -> Result<()> {
        let pid = daemon.pid().to_string();
        let nproc = format!("--nproc={number}:1000");
        let set = Command::new(AS_ACCOUNT[0])
            .args(&AS_ACCOUNT[1..])
            .args(["prlimit", "--pid", &pid, &nproc])
            .status()?;
        ensure!(set.success());
        Ok(())
    };
    limit("1")?;
    let reason = daemon.until_health("own", "down")?;
    ensure!(
        reason.contains("Resource temporarily unavailable"),
        "{reason}"
    );
    let check = daemon.check("web")?.context("the other check")?;
    ensure!(check["health"] == "up", "{check}");
    limit("1000")?;
    daemon.until_health("own", "up")?;
    Ok(())
}

#[test]
fn a_command_that_forks_and_hangs_is_killed_with_all_it_started() -> Result<()> {
    let mark = format!("77{}", std::process::id());
    let script = format!("sleep {mark} & sleep {mark} & wait");
    let settings = format!(
        "[checks.own]\nkind = 'exec'\ncommand = ['/bin/sh', '-c', '{script}']\n\
         interval = '50ms'\ntimeout = '200ms'\n"
    );
    let daemon = Resident::start(&settings, &[])?;
    let reason = daemon.until_health("own", "down")?;
    ensure!(reason.contains("200 ms"), "{reason}");
    let files = daemon.open_files()?;
    let tries = |count: usize| -> Result<()> {
        for _ in 0..count {
            let mut seen = false;
            daemon.until("another try runs", || {
                seen = seen || daemon.children()? == 0;
                Ok(seen && daemon.children()? == 1)
            })?;
        }
        Ok(())
    };
    tries(5)?;
    ensure!(daemon.open_files()? <= files + 4, "descriptors leak");
    ensure!(sleepers(&mark)? <= 2, "at most the running try's");
    daemon.set("")?;
    daemon.until("nothing is left", || Ok(sleepers(&mark)? == 0))
}

/// How many processes sleep for so long.
fn sleepers(mark: &str) -> Result<usize> {
    let wanted = format!("sleep\0{mark}\0");
    let mut count = 0;
    for entry in fs::read_dir("/proc")? {
        let line = fs::read(entry?.path().join("cmdline")).unwrap_or_default();
        count += usize::from(line == wanted.as_bytes());
    }
    Ok(count)
}
