//! How long the language takes, by size: `cargo run --release -p keepalived-conf --example speed`.
//!
//! For each size the best of several runs, which is the one that the machine disturbed least. With
//! `--write FILE LINES` it only writes the text, so that something else can be timed on it.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use keepalived_conf::expand::{Options, expand_text};
use keepalived_conf::format::{FormatOptions, format};
use keepalived_conf::lint::{self, lint};
use keepalived_conf::syntax::parse;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
const LINES_PER_INSTANCE: usize = 20;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, file, lines] = arguments.as_slice()
        && flag == "--write"
    {
        return std::fs::write(file, sample(lines.parse().unwrap_or(SIZES[1])));
    }
    table()
}

fn table() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:>9} {:>9} {:>11} {:>12} {:>11} {:>18}",
        "lines", "KiB", "parse ms", "expand ms", "format ms", "parse and lint ms"
    )?;
    for lines in SIZES {
        let text = sample(lines);
        let runs = (2_000_000 / lines).clamp(3, 50);
        let parsing = best(runs, || {
            black_box(parse(black_box(text.as_str())));
        });
        let with_names = format!(
            "$IF=eth0\n{}",
            text.replace("interface eth0\n", "interface $IF\n")
        );
        let expanding = best(runs, || {
            black_box(expand_text(
                black_box(with_names.as_str()),
                &Options::default(),
            ));
        });
        let tree = parse(text.as_str());
        let formatting = best(runs, || {
            black_box(format(black_box(&tree), FormatOptions { indent: 2 }));
        });
        let linting = best(runs, || {
            let expansion = expand_text(black_box(text.as_str()), &Options::default());
            black_box(lint(&expansion, &lint::Options::default()));
        });
        writeln!(
            out,
            "{lines:>9} {:>9} {:>11.3} {:>12.3} {:>11.3} {:>18.3}",
            text.len() / 1024,
            milliseconds(parsing),
            milliseconds(expanding),
            milliseconds(formatting),
            milliseconds(linting),
        )?;
    }
    Ok(())
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

/// Instances of twenty lines each, with comments and blocks as people write them.
fn sample(lines: usize) -> String {
    let mut text =
        String::from("vrrp_script chk_mysql {\n    script /usr/bin/true\n    weight -20\n}\n");
    for number in 0..lines / LINES_PER_INSTANCE {
        let (high, low) = (number / 250 % 250, number % 250);
        let written = write!(
            text,
            "# instance {number}\nvrrp_instance VI_{number} {{\n    state BACKUP\n    interface eth{link}\n    \
             virtual_router_id {vrid}\n    priority 250   # high on purpose\n    advert_int 1\n    nopreempt\n    \
             authentication {{\n        auth_type PASS\n        auth_pass \"s3cr t!\"\n    }}\n    \
             virtual_ipaddress {{\n        10.{high}.{low}.1/24 dev eth{link}\n    }}\n    \
             track_script {{\n        chk_mysql weight -20\n    }}\n}}\n\n",
            vrid = number % 255 + 1,
            link = number / 255,
        );
        debug_assert!(written.is_ok());
    }
    text
}
