//! `demo --headless`: a script of faults, played and measured.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use keeper::Message;
use lab::{Design, Fault, Pair};
use serde::Serialize;

use super::explain;
use super::plan;
use crate::cli::DemoArgs;
use crate::context::Context;
use crate::failure::Failure;

/// The whole document.
#[derive(Debug, Serialize)]
struct Report {
    /// One for each design that was played.
    designs: Vec<DesignReport>,
}

/// What one design did.
#[derive(Debug, Serialize)]
struct DesignReport {
    design: &'static str,
    service: &'static str,
    /// From the start of the program to a served client.
    up_ms: f64,
    faults: Vec<FaultReport>,
    /// Of the outages; the middle one, or the mean of the two in the middle.
    outage_ms_median: f64,
    outage_ms_max: f64,
    /// Of each node's daemon, at the end; empty for a design without one.
    daemon_rss_kib: Vec<u64>,
}

/// One fault, and what became of it.
#[derive(Debug, Serialize)]
struct FaultReport {
    kind: &'static str,
    outage_ms: f64,
    attempts_failed: usize,
    from: String,
    to: String,
    heal_s: f64,
}

/// Plays the script and prints what was measured.  Fails when the VIP did not
/// move, or did not come back to where the configuration says.
pub(crate) fn run(
    args: &DemoArgs,
    interrupted: Arc<AtomicBool>,
    context: &Context,
) -> Result<(), Failure> {
    let mut designs = vec![Design::Resident];
    if args.compare_classic {
        designs.push(Design::Classic);
    }
    let mut report = Report {
        designs: Vec::new(),
    };
    for design in designs {
        report
            .designs
            .push(play(args, design, &interrupted, context)?);
    }
    if context.output.is_json() {
        context.output.data(&report);
    } else {
        for design in &report.designs {
            context.output.line(&in_words(design));
        }
    }
    Ok(())
}

fn play(
    args: &DemoArgs,
    design: Design,
    interrupted: &Arc<AtomicBool>,
    context: &Context,
) -> Result<DesignReport, Failure> {
    let began_at = Instant::now();
    let fail = |error| explain::pair(&error);
    let mut pair = Pair::start(plan(
        args.service,
        design,
        Vec::new(),
        interrupted,
        context,
    )?)
    .map_err(fail)?;
    let up_ms = milliseconds(began_at.elapsed());
    tell_up(design, up_ms, context);
    let mut faults = Vec::new();
    for _ in 0..args.repeat.unwrap_or(1) {
        let fault = strike(&mut pair).map_err(fail)?;
        tell_fault(&fault, context);
        faults.push(fault);
    }
    let daemon_rss_kib = resident_memory(&pair);
    pair.remove().map_err(fail)?;
    let mut outages: Vec<f64> = faults.iter().map(|fault| fault.outage_ms).collect();
    outages.sort_by(f64::total_cmp);
    Ok(DesignReport {
        design: name(design),
        service: match args.service {
            crate::cli::DemoService::Mysql => "mysql",
            crate::cli::DemoService::Tcp => "tcp",
        },
        up_ms,
        faults,
        outage_ms_median: median(&outages),
        outage_ms_max: outages.last().copied().unwrap_or_default(),
        daemon_rss_kib,
    })
}

/// Kills the service of the MASTER, and heals it.
fn strike(pair: &mut Pair) -> Result<FaultReport, lab::PairError> {
    let strike = pair.strike(Fault::ServiceKilled)?;
    let moved = strike.to.as_slice() != [strike.from.clone()] && strike.to.len() == 1;
    if !moved {
        return Err(lab::PairError::NotOneMaster { holders: strike.to });
    }
    let heal = pair.heal()?;
    Ok(FaultReport {
        kind: strike.fault.name(),
        outage_ms: milliseconds(strike.outage.duration),
        attempts_failed: strike.outage.attempts_failed,
        from: strike.from,
        to: strike.to.concat(),
        heal_s: (milliseconds(heal) / 10.0).round() / 100.0,
    })
}

fn resident_memory(pair: &Pair) -> Vec<u64> {
    let members = pair.members().iter();
    members.filter_map(lab::Member::daemon_memory).collect()
}

fn name(design: Design) -> &'static str {
    match design {
        Design::Resident => "resident",
        Design::Classic => "classic",
    }
}

/// With one decimal: the prober's own resolution is 2 ms.
fn milliseconds(duration: std::time::Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}

fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    match (sorted.len() % 2, sorted.get(middle)) {
        (0, Some(upper)) => f64::midpoint(sorted[middle - 1], *upper),
        (_, Some(middle)) => *middle,
        (_, None) => 0.0,
    }
}

/// Progress goes to standard error, so that the document stays one document.
fn tell_up(design: Design, up_ms: f64, context: &Context) {
    let message = Message::new("demo-up")
        .with("design", name(design))
        .with("seconds", format!("{:.1}", up_ms / 1000.0));
    context.output.tell(&message);
}

fn tell_fault(fault: &FaultReport, context: &Context) {
    let message = Message::new("demo-fault")
        .with("kind", fault.kind)
        .with("outage", format!("{:.1}", fault.outage_ms))
        .with("from", &fault.from)
        .with("to", &fault.to)
        .with("heal", format!("{:.2}", fault.heal_s));
    context.output.tell(&message);
}

fn in_words(report: &DesignReport) -> Message {
    Message::new("demo-design")
        .with("design", report.design)
        .with("count", report.faults.len())
        .with("median", format!("{:.1}", report.outage_ms_median))
        .with("max", format!("{:.1}", report.outage_ms_max))
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&[]).to_bits(), 0.0_f64.to_bits());
        assert!((median(&[1.0, 2.0, 9.0]) - 2.0).abs() < f64::EPSILON);
        assert!((median(&[1.0, 2.0, 4.0, 9.0]) - 3.0).abs() < f64::EPSILON);
    }
}
