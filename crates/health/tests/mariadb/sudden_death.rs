//! How fast a death is seen. Measures, asserts no times: run with
//! `cargo test --release -p health --test mariadb -- --ignored --nocapture`.

#![allow(clippy::print_stdout, reason = "figures for a person to read")]

use std::net::TcpStream;
use std::time::Instant;

use rustix::process::Signal;

use super::server::Server;
use super::{alarm, up};

/// The kernel tears a killed process's memory down before it closes its
/// sockets. What is ours is the time after that: a thread which does nothing
/// but block in `read` says when.
#[tokio::test]
#[ignore = "measures"]
async fn time_from_kill_to_alarm() {
    for round in 0..10 {
        let mut server = Server::start(&[]).await;
        let target = server.tcp_target();
        let mut peer = TcpStream::connect(target.to_string()).unwrap();
        let spec = Server::login(&target, "vk", "s3cret");
        let mut session = up(spec).await;
        let blocked = std::thread::spawn(move || {
            // It ends with an error when the greeting was not all read.
            let _ = std::io::copy(&mut peer, &mut std::io::sink());
            Instant::now()
        });
        let killed_at = Instant::now();
        server.signal(Signal::KILL);
        alarm(&mut session).await;
        let alarmed_at = Instant::now();
        let result = session.probe().await;
        let known_at = Instant::now();
        let closed_at = blocked.join().unwrap();
        println!(
            "{round}: kernel closes {:?} after kill -9; from there to closed() {} us, to {} {} us",
            closed_at - killed_at,
            alarmed_at.saturating_duration_since(closed_at).as_micros(),
            result.outcome.unwrap_err().code(),
            known_at.saturating_duration_since(closed_at).as_micros(),
        );
        server.wait();
    }
}
