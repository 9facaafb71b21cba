//! What guides let Keepalived run every two seconds.

use std::process::{Command, Stdio};
use std::time::Duration;

use crate::mariadb_server::Server;
use crate::{COMMANDS, Cost, processor};

/// How often guides have it.
const INTERVAL: Duration = Duration::from_secs(2);

/// Measures the usual three.
pub(crate) async fn measure() {
    let server = Server::start(&[]).await;
    let port = server.port().to_string();
    let client = [
        "--no-defaults",
        "--host=127.0.0.1",
        "--user=vk",
        "--password=s3cret",
    ];
    let look = format!("netstat -na | grep ':{port} ' | grep -q LISTEN");
    run("script: netstat and grep", &server, "bash", &["-c", &look]);
    let port = format!("--port={port}");
    let words = [&client[..], &[&port, "ping"]].concat();
    run("script: mysqladmin ping", &server, "mysqladmin", &words);
    let words = [&client[..], &[&port, "--execute=SELECT 1"]].concat();
    run("script: mysql -e 'SELECT 1'", &server, "mysql", &words);
}

fn run(name: &'static str, server: &Server, program: &str, words: &[&str]) {
    let server_before = processor::of_process(server.pid());
    let before = processor::here();
    for _ in 0..COMMANDS {
        let status = Command::new(program)
            .args(words)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .status()
            .expect("a package is missing: apt-get install net-tools mariadb-client");
        assert!(status.success(), "{name}: {status}");
    }
    Cost {
        name,
        is_ours: false,
        tries: COMMANDS,
        interval: INTERVAL,
        here: processor::here() - before,
        server: Some(processor::of_process(server.pid()).saturating_sub(server_before)),
    }
    .print();
}
