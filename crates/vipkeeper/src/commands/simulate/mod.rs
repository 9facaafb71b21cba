//! `vipkeeper simulate`: who is MASTER when something fails, before anything
//! fails.

mod data;
mod words;

use std::path::{Path, PathBuf};

use keeper::config::language::model::Model;
use keeper::config::language::simulate::{Node, Options, Simulation, simulate};
use keeper::config::{Source, expand_source};

use crate::cli::SimulateArgs;
use crate::context::Context;
use crate::failure::Failure;

/// Plays through what can happen to two nodes with these files.  Exit status 3
/// when a single failure does not bring the VIP to the other node.
pub(crate) fn run(args: SimulateArgs, context: &Context) -> Result<(), Failure> {
    let simulation = simulated(args.file, args.peer)?;
    if context.output.is_json() {
        context.output.data(&data::simulation(&simulation));
    } else {
        let messages = context.output.messages();
        context
            .output
            .raw(&words::tell(&simulation, args.all, messages));
    }
    match simulation.failures_that_do_not_move().next() {
        Some(_) => Err(Failure::found()),
        None => Ok(()),
    }
}

/// The simulation of two files in words, every single failure of it.
pub(crate) fn told(own: &Path, peer: &Path, context: &Context) -> Result<String, Failure> {
    let simulation = simulated(own.to_owned(), peer.to_owned())?;
    Ok(words::tell(&simulation, false, context.output.messages()))
}

fn simulated(own: PathBuf, peer: PathBuf) -> Result<Simulation, Failure> {
    let [own_name, peer_name] = names(&own, &peer);
    let own = Model::read(&expand_source(&Source::from_argument(own))?);
    let peer = Model::read(&expand_source(&Source::from_argument(peer))?);
    let nodes = [Node::new(own_name, &own), Node::new(peer_name, &peer)];
    Ok(simulate(&nodes, &Options::default()))
}

/// What the nodes are called: their files' names, or the whole paths when
/// those are the same.
fn names(own: &PathBuf, peer: &PathBuf) -> [String; 2] {
    let stem = |path: &PathBuf| {
        path.file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
    };
    if stem(own) == stem(peer) {
        return [own, peer].map(|path| path.display().to_string());
    }
    [stem(own), stem(peer)]
}
