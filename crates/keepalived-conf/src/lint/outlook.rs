//! What rules of advice ask: the typed model of both nodes, and what the simulation makes of them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::Options;
use crate::expand::Expansion;
use crate::model::{Family, GlobalDefs, Model, Vrid, VrrpInstance};
use crate::simulate::{self, Simulation};

/// A file with more instances is not simulated, so that a lint stays quick.
const MAX_INSTANCES: usize = 128;

/// The typed view of one run.
pub(crate) struct Outlook {
    /// The configuration.
    pub(crate) model: Model,
    /// The other node's, when it is known.
    pub(crate) peer: Option<Model>,
    simulation: OnceCell<Option<Simulation>>,
}

impl Outlook {
    pub(super) fn new(expansion: &Expansion, options: &Options<'_>) -> Self {
        Self {
            model: Model::read(expansion),
            peer: options.peer.map(Model::read),
            simulation: OnceCell::new(),
        }
    }

    /// This node, counted 0, and its peer, counted 1.
    pub(crate) fn simulation(&self) -> Option<&Simulation> {
        let count = self.model.instances.len();
        if count == 0 || count > MAX_INSTANCES {
            return None;
        }
        self.simulation
            .get_or_init(|| Some(simulate::pair(&self.model, self.peer.as_ref())))
            .as_ref()
    }

    /// The peer's `global_defs`.
    pub(crate) fn peer_globals(&self) -> &GlobalDefs {
        let model = self.peer.as_ref().unwrap_or(&self.model);
        &model.globals
    }

    /// Pairs of instances of the same election, this node's first.
    pub(crate) fn pairs(&self) -> Vec<(&VrrpInstance, &VrrpInstance)> {
        let mut others: BTreeMap<Election, Vec<&VrrpInstance>> = BTreeMap::new();
        for other in self.peer.iter().flat_map(|peer| &peer.instances) {
            if let Some(election) = election(other) {
                others.entry(election).or_default().push(other);
            }
        }
        let find = |own: &VrrpInstance| {
            let same = others.get(&election(own)?)?;
            let on_link = same.iter().find(|other| link(other) == link(own));
            on_link.or(same.first()).copied()
        };
        let own = self.model.instances.iter();
        own.filter_map(|own| Some((own, find(own)?))).collect()
    }

    /// Pairs that share an address without being of the same election.
    pub(crate) fn strangers(&self) -> Vec<(&VrrpInstance, &VrrpInstance)> {
        let pairs = self.pairs();
        let paired: BTreeSet<_> = pairs.iter().map(|(own, _)| own.node).collect();
        let mut holders: BTreeMap<IpAddr, &VrrpInstance> = BTreeMap::new();
        for other in self.peer.iter().flat_map(|peer| &peer.instances) {
            for vip in &other.addresses {
                holders.entry(vip.address).or_insert(other);
            }
        }
        let find = |own: &VrrpInstance| {
            let mut mine = own.addresses.iter();
            mine.find_map(|vip| holders.get(&vip.address).copied())
        };
        let instances = self.model.instances.iter();
        let alone = instances.filter(|own| !paired.contains(&own.node));
        alone.filter_map(|own| Some((own, find(own)?))).collect()
    }
}

type Election = (Vrid, Family);

fn election(instance: &VrrpInstance) -> Option<Election> {
    let vrid = instance.vrid.as_ref()?;
    Some((vrid.value, instance.family()))
}

fn link(instance: &VrrpInstance) -> Option<&str> {
    instance.interface.as_ref().map(|name| name.value.as_str())
}
