//! Doing harm to a pair, and measuring what the client sees of it.

use std::time::{Duration, Instant};

use super::engine::{self, EngineFault};
use super::error::PairError;
use super::{LIMIT, Pair};
use crate::faults::Fault;
use crate::prober::{Mark, Outage};

/// What a fault did.
#[derive(Debug, Clone)]
pub struct Strike {
    /// The fault.
    pub fault: Fault,
    /// The node that held the VIP, and was struck.
    pub from: String,
    /// The nodes that held it when the service was back for the client.
    pub to: Vec<String>,
    /// What the client saw.
    pub outage: Outage,
}

impl Pair {
    /// Strikes the node that holds the VIP and waits until the client is served again.
    pub fn strike(&mut self, fault: Fault) -> Result<Strike, PairError> {
        self.strike_within(fault, LIMIT)
    }

    /// The same for somebody who has less patience, or more: after `limit` without the service the
    /// answer is [`crate::ProberError::NotSteady`], and [`Self::heal`] repairs the pair.
    pub fn strike_within(&mut self, fault: Fault, limit: Duration) -> Result<Strike, PairError> {
        let from = self.master()?;
        self.wait_calm()?;
        let mark = self.prober.mark();
        self.members[from].inject(fault)?;
        let outage = self.wait_recovered(mark, limit)?;
        Ok(Strike {
            fault,
            from: self.members[from].node().name().to_owned(),
            to: self.names(&self.holders()?),
            outage,
        })
    }

    /// Kills Keepalived on the node that holds the VIP, waits until the VIP is settled there again,
    /// which is the work of Keepalived and vipkeeper alone, and gives what the client saw on the way.
    pub fn strike_engine(&mut self, fault: EngineFault) -> Result<Outage, PairError> {
        self.wait_home(LIMIT)?;
        let before = self.members[0].engine()?;
        self.measure(|pair| {
            pair.members[0].kill_engine(fault)?;
            pair.wait_until(LIMIT, || {
                let now = pair.members[0].engine();
                Ok(now.is_ok_and(|now| before.is_replaced_by(&now, fault)))
            })?;
            pair.wait_settled()
        })
    }

    /// Lets `work` do something to a pair at rest and gives all that the client saw until it was at
    /// rest again.
    pub fn measure(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(), PairError>,
    ) -> Result<Outage, PairError> {
        self.wait_calm()?;
        let mark = self.prober.mark();
        work(self)?;
        self.wait_calm()?;
        self.outage_since(mark)
    }

    /// Waits until the preferred node alone has held the VIP for longer than a node that was not heard
    /// takes to lose it.
    pub fn wait_settled(&self) -> Result<(), PairError> {
        let span = engine::settled_after(self.plan.down_interval());
        let mut since = Instant::now();
        self.wait_until(LIMIT, || {
            if self.holders()? != [0] {
                since = Instant::now();
            }
            Ok(since.elapsed() >= span)
        })
    }

    fn outage_since(&self, mark: Mark) -> Result<Outage, PairError> {
        // The last attempts have succeeded, so there is an answer.
        self.wait_recovered(mark, LIMIT)
    }
}
