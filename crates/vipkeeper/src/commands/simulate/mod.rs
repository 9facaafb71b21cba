//! `vipkeeper simulate`: who is MASTER when something fails, before anything
//! fails.

mod data;
mod words;

use std::path::PathBuf;

use keeper::config::language::model::Model;
use keeper::config::language::simulate::{Node, Options, simulate};
use keeper::config::{Source, expand_source};

use crate::cli::SimulateArgs;
use crate::context::Context;
use crate::failure::Failure;

/// Plays through what can happen to two nodes with these files.  Exit status 3
/// when a single failure does not bring the VIP to the other node.
pub(crate) fn run(args: SimulateArgs, context: &Context) -> Result<(), Failure> {
    let names = names(&args.file, &args.peer);
    let own = Model::read(&expand_source(&Source::from_argument(args.file))?);
    let peer = Model::read(&expand_source(&Source::from_argument(args.peer))?);
    let [own_name, peer_name] = names;
    let nodes = [Node::new(own_name, &own), Node::new(peer_name, &peer)];
    let simulation = simulate(&nodes, &Options::default());
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
