//! How long the lint takes, by size: `cargo run --release -p keepalived-conf --example lint_speed`.
//!
//! For each size the best of several runs. With a file as its argument it tells the time for that one.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use keepalived_conf::expand::{self, expand_text};
use keepalived_conf::lint::{Options, lint};

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const LINES_PER_INSTANCE: usize = 20;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:>9} {:>11} {:>11} {:>9}",
        "lines", "expand ms", "lint ms", "findings"
    )?;
    if let Some(path) = std::env::args().nth(1) {
        let text = std::fs::read(path)?;
        return measure(&mut out, &text);
    }
    for lines in SIZES {
        measure(&mut out, sample(lines).as_bytes())?;
    }
    Ok(())
}

fn measure(out: &mut impl std::io::Write, text: &[u8]) -> std::io::Result<()> {
    let lines = text.split(|byte| *byte == b'\n').count();
    let runs = (200_000 / lines).clamp(2, 20);
    let read = || expand_text(black_box(text), &expand::Options::default());
    let expanding = best(runs, || {
        black_box(read());
    });
    let expansion = read();
    let options = Options::default();
    let linting = best(runs, || {
        black_box(lint(black_box(&expansion), &options));
    });
    let findings = lint(&expansion, &options).len();
    writeln!(
        out,
        "{lines:>9} {:>11.3} {:>11.3} {findings:>9}",
        milliseconds(expanding),
        milliseconds(linting),
    )
}

fn best(runs: usize, work: impl Fn()) -> Duration {
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Instances of twenty lines each behind the script that they track, in sync groups of ten.
fn sample(lines: usize) -> String {
    let mut text = String::from(
        "global_defs {\n    enable_script_security\n    script_user root\n}\n\
         vrrp_script chk_mysql {\n    script /usr/bin/check\n    timeout 1\n}\n",
    );
    for number in 0..lines / LINES_PER_INSTANCE {
        let (high, low) = (number / 250 % 250, number % 250);
        let written = write!(
            text,
            "# instance {number}\nvrrp_instance VI_{number} {{\n    state BACKUP\n    interface eth{link}\n    \
             virtual_router_id {vrid}\n    priority 250   # high on purpose\n    advert_int 1\n    nopreempt\n    \
             authentication {{\n        auth_type PASS\n        auth_pass \"s3cr t!\"\n    }}\n    \
             virtual_ipaddress {{\n        10.{high}.{low}.1/24\n    }}\n    \
             track_script {{\n        chk_mysql weight 0\n    }}\n}}\n\n",
            vrid = number % 255 + 1,
            link = number / 255,
        );
        debug_assert!(written.is_ok());
        if number % 10 == 9 {
            let members: Vec<String> = (number - 9..=number).map(|at| format!("VI_{at}")).collect();
            let group = members.join("\n");
            let written = write!(
                text,
                "vrrp_sync_group SG_{number} {{\ngroup {{\n{group}\n}}\n}}\n"
            );
            debug_assert!(written.is_ok());
        }
    }
    text
}
