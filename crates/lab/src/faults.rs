//! The faults that every lab can show, by stable names.

use std::time::Duration;

use crate::error::LabError;
use crate::service::Service;

/// Far above what any service here needs to come back.
const READY_LIMIT: Duration = Duration::from_secs(60);

/// Something that goes wrong in the node of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The service's process dies at once: new connections are refused.
    ServiceKilled,
    /// The service's process hangs: connections are accepted by the kernel and never greeted.
    ServiceFrozen,
    /// The node's cable is pulled: its interface loses the carrier.
    LinkCut,
    /// Every process in the node hangs, and its kernel lives on: it keeps its addresses.
    NodeFrozen,
    /// The node loses its power: nobody says farewell.
    NodeLost,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::ServiceKilled,
        Self::ServiceFrozen,
        Self::LinkCut,
        Self::NodeFrozen,
        Self::NodeLost,
    ];

    /// A stable name for reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::ServiceKilled => "service_killed",
            Self::ServiceFrozen => "service_frozen",
            Self::LinkCut => "link_cut",
            Self::NodeFrozen => "node_frozen",
            Self::NodeLost => "node_lost",
        }
    }

    /// Makes it happen now, in the node of `service`.
    pub fn inject(self, service: &mut dyn Service) -> Result<(), LabError> {
        let process = service.process();
        match self {
            Self::ServiceKilled => process.kill(),
            Self::ServiceFrozen => process.freeze(),
            Self::LinkCut => process.node().cut_link(),
            Self::NodeFrozen => process.node().freeze(),
            Self::NodeLost => process.node().power_off(),
        }
    }

    /// Undoes it; where the service has died, returns when the new one greets. What else ran in a lost
    /// node is for its owner to start.
    pub fn heal(self, service: &mut dyn Service) -> Result<(), LabError> {
        let process = service.process();
        match self {
            Self::ServiceKilled => {
                process.restart()?;
                service.wait_ready(READY_LIMIT).map(drop)
            }
            Self::ServiceFrozen => process.thaw(),
            Self::LinkCut => process.node().restore_link(),
            Self::NodeFrozen => process.node().thaw(),
            Self::NodeLost => {
                process.node().power_on()?;
                Self::ServiceKilled.heal(service)
            }
        }
    }
}
