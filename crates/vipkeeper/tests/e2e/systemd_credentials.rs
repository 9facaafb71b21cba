//! Credentials that systemd hands over, to the daemon and to Keepalived's
//! backstop, asked of a real Redis on a real systemd.

use std::io;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use crate::systemd::{LIMIT, await_vip, boot, holds_vip, run, vipkeeper};
use crate::systemd_node::SystemdNode;

/// As the documentation has it, for the check that keepalived.conf tracks.
const SET_UP: &str = r#"
set -eu
printf '[client]\npassword=s3cret\n' >/etc/vipkeeper/redis.cnf
chmod 600 /etc/vipkeeper/redis.cnf
printf '[checks.tcp]\nkind = "redis"\ntarget = "%s"\ncredentials = "credential:redis"\ntimeout = "20s"\n' \
    "$1" >/etc/vipkeeper/vipkeeper.toml
vipkeeper autostart enable
for unit in vipkeeper keepalived; do
    mkdir -p /etc/systemd/system/$unit.service.d
    printf '[Service]\nLoadCredential=redis:/etc/vipkeeper/redis.cnf\n' \
        > /etc/systemd/system/$unit.service.d/credentials.conf
done
systemctl daemon-reload
systemctl restart vipkeeper keepalived
"#;

/// Keepalived's scripts have two seconds in the template, which a busy machine
/// may need for itself.
const PATIENCE: &str = "sed -i 's/timeout 2/timeout 20/' /etc/keepalived/keepalived.conf";

const BACKSTOP: &[&str] = &["check", "tcp", "--backstop"];

const TRACK_FILE: &str = "/run/vipkeeper/track/tcp";

#[test]
fn the_daemon_and_the_backstop_log_in_with_what_systemd_hands_them() -> Result<()> {
    let node = boot("credentials")?;
    let redis = Redis::start()?;
    let target = redis.reach_from(&node)?;
    sh(&node, &[PATIENCE])?;
    sh(&node, &[SET_UP, "sh", &target])?;
    await_vip(&node)?;

    // The daemon goes and its verdict with it: only the backstop can bring back
    // what it takes to hold the VIP.
    sh(
        &node,
        &[&format!("systemctl stop vipkeeper && rm {TRACK_FILE}")],
    )?;
    await_that("the backstop has written", || {
        let held = run(&node, &["cat", TRACK_FILE])?;
        Ok(held.out == "1\n")
    })?;
    await_vip(&node)?;

    // Without its own line Keepalived's unit gets nothing, and says so.
    sh(
        &node,
        &[
            "rm /etc/systemd/system/keepalived.service.d/credentials.conf && \
           systemctl daemon-reload && systemctl restart keepalived && \
           systemctl stop vipkeeper",
        ],
    )?;
    let mut said = vipkeeper(&node, BACKSTOP)?;
    await_that("the last verdict is too old to be trusted", || {
        said = vipkeeper(&node, BACKSTOP)?;
        Ok(said.status == 1)
    })?;
    await_that("the VIP is gone", || Ok(!holds_vip(&node)?))?;
    let told = "error: systemd has handed over no credential redis\n\
                hint: add LoadCredential=redis:/path/to/file to the unit that asks";
    ensure!(said.err.starts_with(told), "{}", said.err);

    // While the daemon is there the backstop needs none.
    sh(&node, &["systemctl start vipkeeper"])?;
    await_vip(&node)?;
    let said = vipkeeper(&node, BACKSTOP)?;
    assert_eq!(
        (said.status, said.out.as_str()),
        (0, "the daemon says: healthy\n")
    );
    Ok(())
}

fn sh(node: &SystemdNode, words: &[&str]) -> Result<()> {
    let said = run(node, &[&["sh", "-c"], words].concat())?;
    ensure!(said.status == 0, "{said:?}");
    Ok(())
}

fn await_that(what: &str, mut is_so: impl FnMut() -> Result<bool>) -> Result<()> {
    let begun = Instant::now();
    while !is_so()? {
        ensure!(begun.elapsed() < LIMIT, "{what}: not after {LIMIT:?}");
    }
    Ok(())
}

/// A Redis on the machine that the test runs on, which wants a password.
struct Redis {
    server: Child,
    directory: tempfile::TempDir,
}

impl Redis {
    fn start() -> Result<Self> {
        let directory = tempfile::tempdir()?;
        let mut command = Command::new("redis-server");
        command.args(["--port", "0", "--save", "", "--requirepass", "s3cret"]);
        command.arg("--dir").arg(directory.path());
        command
            .arg("--unixsocket")
            .arg(socket_in(directory.path()))
            .stdout(Stdio::null());
        let server = command.spawn().context("run redis-server")?;
        let redis = Self { server, directory };
        let socket = socket_in(redis.directory.path());
        await_that("Redis listens", || Ok(UnixStream::connect(&socket).is_ok()))?;
        Ok(redis)
    }

    /// A port on the node's loopback interface that leads to it.
    fn reach_from(&self, node: &SystemdNode) -> Result<String> {
        let listener: TcpListener = node.listen()?;
        let target = listener.local_addr()?.to_string();
        let socket = socket_in(self.directory.path());
        thread::spawn(move || {
            for guest in listener.incoming().flatten() {
                let socket = socket.clone();
                thread::spawn(move || carry(guest, &socket));
            }
        });
        Ok(target)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn socket_in(directory: &Path) -> PathBuf {
    directory.join("redis.sock")
}

/// Carries bytes both ways until both sides have ended.
fn carry(guest: TcpStream, socket: &Path) -> io::Result<()> {
    let server = UnixStream::connect(socket)?;
    let (mut from, mut to) = (guest.try_clone()?, server.try_clone()?);
    let there = thread::spawn(move || {
        let carried = io::copy(&mut from, &mut to).map(drop);
        carried.and(to.shutdown(Shutdown::Write))
    });
    let (mut from, mut to) = (server, guest);
    io::copy(&mut from, &mut to)?;
    to.shutdown(Shutdown::Both)?;
    there.join().unwrap_or(Ok(()))
}
