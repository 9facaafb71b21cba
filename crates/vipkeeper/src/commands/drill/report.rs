//! What a drill tells, in words and as JSON.

use std::net::SocketAddr;
use std::time::Duration;

use keeper::Message;
use keeper::drain::{Moved, Way};
use lab::Outage;
use serde::Serialize;

use crate::context::Context;

/// One direction.
pub(super) struct Leg {
    pub(super) moved: Moved,
    /// What the client saw; `None` without one.
    pub(super) outage: Option<Outage>,
}

/// A drill that is over.
pub(super) struct Report {
    pub(super) way: Way,
    pub(super) instances: Vec<String>,
    pub(super) target: Option<SocketAddr>,
    pub(super) away: Leg,
    pub(super) back: Option<Leg>,
}

#[derive(Serialize)]
struct ReportData {
    way: &'static str,
    instances: Vec<String>,
    target: Option<SocketAddr>,
    away: LegData,
    /// `null` where the addresses stay with the peer (`nopreempt`).
    back: Option<LegData>,
}

#[derive(Serialize)]
struct LegData {
    master: Option<String>,
    took_ms: f64,
    silence_ms: f64,
    /// `null` when no client measured.
    outage_ms: Option<f64>,
    attempts_failed: Option<usize>,
}

impl From<&Leg> for LegData {
    fn from(leg: &Leg) -> Self {
        Self {
            master: leg.moved.master.map(|address| address.to_string()),
            took_ms: milliseconds(leg.moved.took),
            silence_ms: milliseconds(leg.moved.silence),
            outage_ms: leg.outage.map(|outage| milliseconds(outage.duration)),
            attempts_failed: leg.outage.map(|outage| outage.attempts_failed),
        }
    }
}

fn milliseconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1e5).round() / 100.0
}

/// Prints it.
pub(super) fn tell(report: &Report, context: &Context) {
    let data = ReportData {
        way: match report.way {
            Way::Ask => "ask",
            Way::Trial => "trial",
        },
        instances: report.instances.clone(),
        target: report.target,
        away: LegData::from(&report.away),
        back: report.back.as_ref().map(LegData::from),
    };
    if context.output.is_json() {
        context.output.data(&data);
        return;
    }
    context.output.line(&line("drill-away", &data.away));
    match &data.back {
        Some(back) => context.output.line(&line("drill-back", back)),
        None => context.output.line(&Message::new("drill-stays")),
    }
}

fn line(id: &'static str, leg: &LegData) -> Message {
    let number = |value: f64| format!("{value:.1}");
    Message::new(id)
        .with("master", leg.master.as_deref().unwrap_or("?"))
        .with("took", number(leg.took_ms))
        .with("silence", number(leg.silence_ms))
        .with(
            "measured",
            if leg.outage_ms.is_some() { "yes" } else { "no" },
        )
        .with("outage", number(leg.outage_ms.unwrap_or_default()))
        .with("failed", leg.attempts_failed.unwrap_or_default())
}

/// The first half of a drill whose second one failed.
pub(super) fn tell_away(away: &Leg, context: &Context) {
    context
        .output
        .tell(&line("drill-away", &LegData::from(away)));
}

/// What a drill cost that moved nothing.
pub(super) fn tell_felt(outage: Option<Outage>, context: &Context) {
    if let Some(outage) = outage {
        let message = Message::new("drill-felt")
            .with("outage", format!("{:.1}", milliseconds(outage.duration)))
            .with("failed", outage.attempts_failed);
        context.output.tell(&message);
    }
}
