//! A daemon whose peers vanish without a word, or speak another language.

use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use lab::{DataDir, Lab, Mariadb, Service};

use crate::administrator::Administrator;
use crate::resident::Resident;

const LIMIT: Duration = Duration::from_secs(60);

/// The cable of the server's machine is pulled: no end of a connection is ever
/// told, and what is sent into it is lost.
#[test]
fn a_peer_that_vanishes_is_seen_and_its_dead_connections_are_given_up() -> Result<()> {
    let lab = Lab::with_nodes("half-open", 2)?;
    let [near, far] = lab.nodes() else {
        anyhow::bail!("two nodes");
    };
    let data = DataDir::prepare(&lab)?;
    let mut server = Mariadb::start(far, &data)?;
    server.wait_ready(LIMIT)?;
    Administrator::start(&server)?.tells("CREATE USER vk@'%' IDENTIFIED BY 's3cret'")?;
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let login = login(directory.path())?;
    let target = format!("target = '{}:3306'\n", far.address());
    let settings = format!(
        "[checks.session]\nkind = 'mysql'\n{target}{login}{OFTEN}\
         [checks.greeting]\nkind = 'mysql'\n{target}{OFTEN}\
         [checks.tcp]\nkind = 'tcp'\n{target}{OFTEN}"
    );
    let mut sleep = Command::new("sleep");
    sleep.arg("infinity");
    let inside = near.spawn(sleep)?;
    let net = format!("--net=/proc/{}/ns/net", inside.id());
    let daemon = Resident::start_in(directory, &settings, &["nsenter", &net, "--"])?;
    let kinds = ["session", "greeting", "tcp"];
    for kind in kinds {
        daemon.until_health(kind, "up")?;
    }
    let files = daemon.open_files()?;
    for _ in 0..2 {
        far.cut_link()?;
        for kind in kinds {
            daemon.until_health(kind, "down")?;
            daemon.until_holds(&daemon.track_file(kind), "0\n")?;
        }
        // The session is asked for some seconds more, and then another is tried.
        for reason in [
            "no answer to a ping within 300 ms",
            "no connection within 300 ms",
        ] {
            daemon.until(reason, || {
                let check = daemon.check("session")?.context("session")?;
                let told = check["reason"]["en"].as_str().unwrap_or_default();
                Ok(told.contains(reason))
            })?;
        }
        far.restore_link()?;
        for kind in kinds {
            daemon.until_health(kind, "up")?;
            daemon.until_holds(&daemon.track_file(kind), "1\n")?;
        }
        ensure!(daemon.open_files()? <= files + 3, "connections pile up");
    }
    Ok(())
}

/// An option file, as the line that names it.
fn login(directory: &Path) -> Result<String> {
    let path = directory.join("vk.cnf");
    fs::write(&path, "[client]\nuser=vk\npassword=s3cret\n")?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
    Ok(format!("credentials = '{}'\n", path.display()))
}

const OFTEN: &str = "interval = '50ms'\ntimeout = '300ms'\n";

#[test]
fn a_server_of_another_kind_is_told_by_what_it_says() -> Result<()> {
    let (address, guests) = stranger()?;
    let directory = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let login = login(directory.path())?;
    let mut settings = String::new();
    for kind in ["mysql", "redis", "postgres"] {
        settings.push_str(&format!(
            "[checks.{kind}]\nkind = '{kind}'\ntarget = '{address}'\n{login}{TRIES}"
        ));
    }
    settings.push_str(&format!(
        "[checks.http]\nkind = 'http'\nurl = 'http://{address}/'\n{TRIES}\
         [checks.https]\nkind = 'https'\nurl = 'https://{address}/'\nverify = false\n{TRIES}"
    ));
    let daemon = Resident::start_in(directory, &settings, &[])?;
    let said = "220 mail.test";
    for (kind, words) in [
        ("mysql", "not a MySQL server"),
        ("redis", "not a Redis server"),
        ("postgres", "not a PostgreSQL server"),
        ("http", "what it sends is not HTTP/1"),
        ("https", "TLS failed"),
    ] {
        let reason = daemon.until_health(kind, "down")?;
        ensure!(reason.contains(words), "{reason}");
        let is_quoted = kind == "http" || kind == "https" || reason.contains(said);
        ensure!(is_quoted, "{reason}");
        ensure!(!reason.contains("s3cret"), "{reason}");
    }
    let (files, memory) = (daemon.open_files()?, daemon.memory()?);
    let before = guests.load(Ordering::Relaxed);
    daemon.until("many tries", || {
        Ok(guests.load(Ordering::Relaxed) >= before + 300)
    })?;
    ensure!(daemon.open_files()? <= files + 5, "connections pile up");
    ensure!(daemon.memory()? <= memory + (2 << 20), "memory piles up");
    Ok(())
}

/// Speaks first, waits for each guest to go, and counts them.
fn stranger() -> Result<(SocketAddr, Arc<AtomicUsize>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let count = Arc::new(AtomicUsize::new(0));
    let guests = count.clone();
    std::thread::spawn(move || {
        for guest in listener.incoming().flatten() {
            count.fetch_add(1, Ordering::Relaxed);
            std::thread::spawn(move || entertain(guest));
        }
    });
    Ok((address, guests))
}

fn entertain(mut guest: TcpStream) -> std::io::Result<()> {
    guest.write_all(b"220 mail.test\r\n")?;
    std::io::copy(&mut guest, &mut std::io::sink()).map(drop)
}

const TRIES: &str = "interval = '20ms'\ninterval_when_down = '20ms'\ntimeout = '10s'\n";
