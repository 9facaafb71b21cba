//! Watches one service and prints every result that differs from the last, and
//! every change of its health:
//!
//! ```sh
//! cargo run -p health --example watch -- tcp 127.0.0.1:3306
//! cargo run -p health --example watch -- mysql /run/mysqld/mysqld.sock
//! cargo run -p health --example watch -- mysql 127.0.0.1:3306 ~/.my.cnf
//! ```

#![allow(clippy::print_stdout, reason = "a program for a person to read")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use health::{Credentials, MysqlConditions, MysqlSpec, Policy, Session, Spec, Target, Verdict};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let spec = spec(&arguments)?;
    let policy = Policy {
        interval: spec.suggested_interval(),
        ..Policy::default()
    };
    let started_at = Instant::now();
    let mut session = Session::new(spec, policy.timeout);
    let mut verdict = Verdict::new(policy, Instant::now());
    let mut last = None;
    loop {
        let result = session.probe().await;
        let at = started_at.elapsed().as_secs_f64();
        if last.as_ref() != Some(&result.outcome) {
            println!("{at:9.4} {:?} after {:?}", result.outcome, result.latency);
        }
        if let Some(change) = verdict.handle(Instant::now(), &result) {
            println!("{at:9.4} {} → {}", change.from, change.to);
        }
        last = Some(result.outcome);
        tokio::select! {
            () = tokio::time::sleep(verdict.next_interval()) => {}
            () = session.closed() => println!("{:9.4} alarm", started_at.elapsed().as_secs_f64()),
        }
    }
}

fn spec(arguments: &[String]) -> Result<Spec, Box<dyn Error>> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["tcp", target] => Ok(Spec::Tcp(target.parse()?)),
        ["mysql", target] => Ok(mysql(target.parse()?, None)),
        ["mysql", target, file] => {
            let credentials = Credentials::from_option_file(Path::new(file))?;
            Ok(mysql(target.parse()?, Some(credentials)))
        }
        _ => Err("give `tcp TARGET` or `mysql TARGET [OPTION_FILE]`".into()),
    }
}

fn mysql(target: Target, credentials: Option<Credentials>) -> Spec {
    Spec::Mysql(MysqlSpec {
        target,
        credentials,
        tls: None,
        conditions: MysqlConditions::default(),
    })
}
