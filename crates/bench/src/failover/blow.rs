//! What is done to a pair, and how long is waited for the client to be served again.

use std::time::Duration;

use clap::ValueEnum;
use lab::{EngineFault, Fault, Outage, Pair, PairError};
use serde::{Deserialize, Serialize};

use super::setup::Setup;

/// Far above what moves the VIP in any design that moves it at all: the usual guide needs two runs of
/// its script and the down interval, 7 s.
const LIMIT: Duration = Duration::from_secs(10);

/// One thing that happens to the node which holds the VIP.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[value(rename_all = "kebab-case")]
pub(crate) enum Blow {
    /// `kill -9` of mysqld.
    ServiceKilled,
    /// mysqld stands still.
    ServiceFrozen,
    /// The cable is pulled.
    LinkCut,
    /// Every process stands still, and the kernel goes on.
    NodeFrozen,
    /// The power is gone.
    NodeLost,
    /// `kill -9` of Keepalived's parent process.
    KeepalivedParent,
    /// `kill -9` of the process that speaks VRRP.
    KeepalivedVrrp,
    /// `kill -9` of both.
    KeepalivedBoth,
    /// `vipkeeper drill`: to the peer and back, on purpose.
    Drill,
}

/// Who undoes a blow.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// The lab; what is measured ends when the client is served by somebody.
    Fault(Fault),
    /// Keepalived and vipkeeper; what is measured ends when all is as before.
    Engine(EngineFault),
    /// The drill itself.
    Drill,
}

impl Blow {
    /// In the order of the tables.
    pub(crate) const ALL: [Self; 9] = [
        Self::ServiceKilled,
        Self::ServiceFrozen,
        Self::LinkCut,
        Self::NodeFrozen,
        Self::NodeLost,
        Self::KeepalivedParent,
        Self::KeepalivedVrrp,
        Self::KeepalivedBoth,
        Self::Drill,
    ];

    /// As in the tables.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::ServiceKilled => "mysqld killed",
            Self::ServiceFrozen => "mysqld frozen",
            Self::LinkCut => "link cut",
            Self::NodeFrozen => "node frozen",
            Self::NodeLost => "node lost",
            Self::KeepalivedParent => "Keepalived killed: parent",
            Self::KeepalivedVrrp => "Keepalived killed: child",
            Self::KeepalivedBoth => "Keepalived killed: both",
            Self::Drill => "planned drill, and back",
        }
    }

    /// Whether a figure would mean something. What repairs Keepalived is vipkeeper in every pair here,
    /// so it says nothing of the guide's.
    pub(crate) fn fits(self, setup: Setup) -> bool {
        !matches!(
            (setup, self.kind()),
            (Setup::Guide, Kind::Engine(_) | Kind::Drill)
        )
    }

    /// Before each repetition. Keepalived that dies again within a minute, or its process that speaks
    /// VRRP, is started again only after a pause that doubles each time; what is measured is the death
    /// of one that was well.
    pub(crate) fn prepare(self, pair: &Pair) -> Result<(), PairError> {
        if let Kind::Engine(_) = self.kind() {
            pair.members()[0].vipkeeper(&["restart"])?;
        }
        Ok(())
    }

    /// Strikes, and gives what the client saw; `None` when it was not served again in time.
    pub(crate) fn strike(self, pair: &mut Pair) -> Result<Option<Outage>, PairError> {
        let struck = match self.kind() {
            Kind::Fault(fault) => pair.strike_within(fault, LIMIT).map(|struck| struck.outage),
            Kind::Engine(fault) => pair.strike_engine(fault),
            Kind::Drill => pair.measure(drill),
        };
        match struck {
            Ok(outage) => Ok(Some(outage)),
            Err(PairError::Prober(lab::ProberError::NotSteady { .. })) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether the VIP leaves the node and comes home before the measuring ends: then the time without
    /// the service is what counts, and not the time from the first failure to the last.
    pub(crate) fn comes_home_by_itself(self) -> bool {
        matches!(self.kind(), Kind::Engine(_) | Kind::Drill)
    }

    fn kind(self) -> Kind {
        match self {
            Self::ServiceKilled => Kind::Fault(Fault::ServiceKilled),
            Self::ServiceFrozen => Kind::Fault(Fault::ServiceFrozen),
            Self::LinkCut => Kind::Fault(Fault::LinkCut),
            Self::NodeFrozen => Kind::Fault(Fault::NodeFrozen),
            Self::NodeLost => Kind::Fault(Fault::NodeLost),
            Self::KeepalivedParent => Kind::Engine(EngineFault::Parent),
            Self::KeepalivedVrrp => Kind::Engine(EngineFault::Vrrp),
            Self::KeepalivedBoth => Kind::Engine(EngineFault::Both),
            Self::Drill => Kind::Drill,
        }
    }
}

/// It says itself when it is over.
fn drill(pair: &mut Pair) -> Result<(), PairError> {
    let preferred = &pair.members()[0];
    preferred.vipkeeper(&["drill", "--yes"])?;
    Ok(())
}
