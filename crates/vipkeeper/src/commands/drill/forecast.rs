//! `drill --dry-run`: what the simulator expects.  Nothing is moved.

use keeper::Message;
use keeper::config::language::model::Model;
use keeper::config::{Source, expand_source};
use keeper::drain::{self, Forecast, Way};
use serde::Serialize;

use crate::context::Context;
use crate::failure::Failure;

#[derive(Serialize)]
struct ForecastData {
    way: &'static str,
    is_peer_assumed: bool,
    /// Whether this node is MASTER of everything now.
    is_master: bool,
    instances: Vec<InstanceData>,
}

#[derive(Serialize)]
struct InstanceData {
    name: String,
    /// `null` when the peer would not take over.
    away_within_ms: Option<u128>,
    /// `null` when the addresses would stay with the peer.
    back_within_ms: Option<u128>,
}

/// Exit status 3 when something would not move.
pub(super) fn run(context: &Context) -> Result<(), Failure> {
    let survey = context.block_on(drain::survey(&context.layout))??;
    let peer = context.settings()?.peer.config.map(Source::File);
    let peer = peer.as_ref().map(expand_source).transpose()?;
    let peer = peer.as_ref().map(Model::read);
    let told = drain::forecast(&survey.model, peer.as_ref(), &context.layout.drain_file());
    let back = |forecast: &Forecast| {
        let mut elections = survey.plan.elections.iter();
        let election = elections.find(|one| one.instance == forecast.instance)?;
        (!election.is_nopreempt).then_some(election.outranking.as_millis())
    };
    let instances = told.iter().map(|forecast| InstanceData {
        name: forecast.instance.clone(),
        away_within_ms: forecast.within.map(|within| within.as_millis()),
        back_within_ms: back(forecast),
    });
    let data = ForecastData {
        way: match survey.plan.way {
            Way::Ask => "ask",
            Way::Trial => "trial",
        },
        is_peer_assumed: peer.is_none(),
        is_master: survey.here == survey.plan,
        instances: instances.collect(),
    };
    match context.output.is_json() {
        true => context.output.data(&data),
        false => in_words(&data, context),
    }
    let moves = |instance: &InstanceData| instance.away_within_ms.is_some();
    match !data.instances.is_empty() && data.instances.iter().all(moves) {
        true => Ok(()),
        false => Err(Failure::found()),
    }
}

fn in_words(data: &ForecastData, context: &Context) {
    let output = &context.output;
    let word = |is_so: bool| if is_so { "yes" } else { "no" };
    output.line(&Message::new("drill-dry-now").with("master", word(data.is_master)));
    if data.instances.is_empty() {
        output.line(&Message::new("drill-dry-not-preferred"));
    }
    for instance in &data.instances {
        let milliseconds = |time: Option<u128>| time.unwrap_or_default();
        output.line(
            &Message::new("drill-dry-away")
                .with("instance", &instance.name)
                .with("moves", word(instance.away_within_ms.is_some()))
                .with("within", milliseconds(instance.away_within_ms))
                .with("way", data.way),
        );
        output.line(
            &Message::new("drill-dry-back")
                .with("instance", &instance.name)
                .with("returns", word(instance.back_within_ms.is_some()))
                .with("within", milliseconds(instance.back_within_ms)),
        );
    }
    output.line(&Message::new("drill-dry-ready").with("assumed", word(data.is_peer_assumed)));
}
