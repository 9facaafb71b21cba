//! What a try of each kind of check costs, beside what is usual: processor time here, in the children
//! that were started for it, and in the server.
//!
//! Each line it prints is a JSON document. Measures, asserts no times; run it by `cargo xtask bench
//! checks`. It needs root and the packages that `cargo xtask test` installs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a program for a person to read, which may fail loudly"
)]

#[path = "../../tests/services/daemon.rs"]
#[allow(dead_code, reason = "tests do more with a server than this")]
mod daemon;
mod kinds;
#[path = "../../tests/mariadb/server/mod.rs"]
#[allow(dead_code, reason = "tests do more with a server than this")]
mod mariadb_server;
#[path = "../../tests/services/postgres_server.rs"]
#[allow(dead_code, reason = "tests do more with a server than this")]
mod postgres_server;
mod processor;
#[path = "../../tests/services/redis_server.rs"]
#[allow(dead_code, reason = "tests do more with a server than this")]
mod redis_server;
mod usual;
#[path = "../../tests/services/web_server.rs"]
#[allow(dead_code, reason = "tests do more with a server than this")]
mod web_server;

use std::time::Duration;

/// Never reached by a server that answers, however busy the machine.
const LONG: Duration = Duration::from_secs(30);

/// Tries of a check that starts no process.
const TRIES: u32 = 10_000;
/// Tries of one that does, for the milliseconds that it takes.
const COMMANDS: u32 = 200;

/// Tries of a server that sends its answer in two packets: the second waits for the acknowledgement of
/// the first, which Linux holds back for 40 ms.
const UNHURRIED: u32 = 500;

/// What one try cost on average.
struct Cost {
    name: &'static str,
    /// Ours, or what is usual elsewhere.
    is_ours: bool,
    tries: u32,
    /// Between two tries unless told otherwise.
    interval: Duration,
    /// In the process that asks and in the children that it started.
    here: Duration,
    /// In the server, where there is one.
    server: Option<Duration>,
}

impl Cost {
    fn print(&self) {
        let each = |total: Duration| total.as_secs_f64() * 1e6 / f64::from(self.tries);
        let line = serde_json::json!({
            "name": self.name,
            "is_ours": self.is_ours,
            "tries": self.tries,
            "interval_s": self.interval.as_secs_f64(),
            "here_us": each(self.here),
            "server_us": self.server.map(each),
        });
        println!("{line}");
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    kinds::measure().await;
    usual::measure().await;
}
