//! A whole lab, from claim to removal.

use std::path::Path;

use rustix::process::geteuid;

use crate::error::LabError;
use crate::leftover::Leftover;
use crate::network;
use crate::node::Node;
use crate::record::Record;
use crate::site::{self, RemoveError, Site};

/// Some nodes and a client around a switch. Dropping it, also while a panic unwinds, removes it; a
/// process that is to end on a signal must drop it first. What SIGKILL leaves, [`Lab::leftovers`]
/// finds.
#[derive(Debug)]
pub struct Lab {
    // Before the site: the handles on the namespaces are closed first.
    nodes: Vec<Node>,
    client: Node,
    id: String,
    dir: std::path::PathBuf,
    site: Site,
}

impl Lab {
    /// The largest number of nodes: `node-a` to `node-h`.
    pub const MAX_NODES: usize = 8;

    /// A lab with two nodes. `label` is for people who find its record.
    pub fn create(label: &str) -> Result<Self, LabError> {
        Self::with_nodes(label, 2)
    }

    /// A lab with `count` nodes, 1 to [`Self::MAX_NODES`].
    pub fn with_nodes(label: &str, count: usize) -> Result<Self, LabError> {
        let uid = geteuid();
        if !uid.is_root() {
            return Err(LabError::NotRoot { uid: uid.as_raw() });
        }
        let planned = match u8::try_from(count) {
            Ok(nodes) if (1..=Self::MAX_NODES).contains(&count) => network::plan(nodes),
            _ => {
                return Err(LabError::NodeCount {
                    asked: count,
                    max: Self::MAX_NODES,
                });
            }
        };
        let record = Record::create(label)?;
        if let Err(error) = site::refuse_foreign_namespaces(record.id()) {
            // Not a site: its removal would take the foreign namespaces along.
            let _ = record.erase();
            return Err(error);
        }
        let (id, dir) = (record.id().to_owned(), record.dir().to_owned());
        let site = Site::new(record);
        let spaces = network::build(&id, &planned)?;
        let mut nodes = planned
            .into_iter()
            .zip(spaces)
            .map(|(host, ns)| Node::new(&id, &dir, host, ns))
            .collect::<Result<Vec<_>, _>>()?;
        let client = nodes
            .pop()
            .expect("invariant: the plan ends with the client");
        Ok(Self {
            nodes,
            client,
            id,
            dir,
            site,
        })
    }

    /// The part of its namespaces' names that is its own: `vk-<id>-node-a`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// A directory for files that belong to no single node, removed with the lab.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// `node-a`, `node-b` … in this order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The host that stands for the users of the service.
    pub fn client(&self) -> &Node {
        &self.client
    }

    /// Kills every process in the lab and deletes its namespaces and files. Calling it again is no
    /// error; after a failure it tries again.
    pub fn remove(&mut self) -> Result<(), RemoveError> {
        self.site.remove()
    }

    /// Labs on this machine whose owner died without removing them. Never a living one.
    pub fn leftovers() -> Result<Vec<Leftover>, LabError> {
        Leftover::all()
    }
}
