//! Two nodes, one virtual IP: a service on each, protected by vipkeeper.
//!
//! Everything is set up by vipkeeper's own commands, as a user would: the
//! demonstration, the end-to-end tests and the benchmarks all rest on this,
//! so what they show is the product and not a copy of it.

mod engine;
mod error;
mod member;
mod plan;
mod strike;
mod timing;

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

pub use self::engine::EngineFault;
pub use self::error::PairError;
pub use self::member::Member;
pub use self::plan::{Design, PairPlan, Protects};
pub use self::strike::Strike;
pub use self::timing::{Profile, Timing};
use crate::lab::Lab;
use crate::mariadb::DataDir;
use crate::network::{SERVICE_PORT, VIRTUAL_IP};
use crate::prober::{Mark, Outage, ProbeConfig, Prober, ProberError};
use crate::replication::Replication;

/// Between two looks at something that nothing announces.
const POLL: Duration = Duration::from_millis(2);
/// The service has been reachable for so long before a fault, and after it.
const CALM: Duration = Duration::from_millis(500);
/// Far above what the slowest design takes to move the VIP.
const LIMIT: Duration = Duration::from_secs(30);

/// A running pair. Dropping it removes everything.
pub struct Pair {
    // Dropped in this order: the prober, the services, then the lab and all else in it.
    prober: Prober,
    members: Vec<Member>,
    lab: Lab,
    plan: PairPlan,
    replication: Option<Replication>,
}

impl Pair {
    /// Builds the pair and returns when the VIP is up on the first node and a client has been
    /// reaching the service for half a second.
    pub fn start(plan: PairPlan) -> Result<Self, PairError> {
        let lab = Lab::create(&plan.label)?;
        let program = plan::install(&plan.program, lab.dir())?;
        let data = match plan.protects {
            Protects::Mysql | Protects::Replicated { .. } => Some(DataDir::prepare(&lab)?),
            Protects::Tcp => None,
        };
        let replication = match plan.protects {
            Protects::Replicated { .. } => Some(Replication::of(&lab)),
            Protects::Mysql | Protects::Tcp => None,
        };
        let mut members = Vec::new();
        for (index, node) in lab.nodes().iter().enumerate() {
            plan.check_interrupt()?;
            members.push(Member::prepare(
                &plan,
                index,
                node,
                &program,
                data.as_ref(),
                replication.as_ref(),
            )?);
        }
        if let (Some(replication), [first, others @ ..]) = (&replication, members.as_mut_slice()) {
            first.lead()?;
            for other in others {
                other.follow(replication, first)?;
            }
        }
        for member in &mut members {
            plan.check_interrupt()?;
            member.start()?;
        }
        let target = SocketAddr::new(IpAddr::V4(VIRTUAL_IP), SERVICE_PORT);
        let mut config = ProbeConfig::new(plan.protects.greeting());
        config.period = plan.probe_period;
        let prober = Prober::start(lab.client().ns(), target, config)?;
        let pair = Self {
            prober,
            members,
            lab,
            plan,
            replication,
        };
        pair.wait_home(LIMIT)?;
        pair.wait_calm()?;
        Ok(pair)
    }

    /// The nodes, the preferred one first.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// A node to do something to.
    pub fn member_mut(&mut self, index: usize) -> &mut Member {
        &mut self.members[index]
    }

    /// Measures what the client sees.
    pub fn prober(&self) -> &Prober {
        &self.prober
    }

    /// The lab that the pair lives in.
    pub fn lab(&self) -> &Lab {
        &self.lab
    }

    /// What the servers have in common that replicate from each other.
    pub fn replication(&self) -> Option<&Replication> {
        self.replication.as_ref()
    }

    /// The nodes that hold the VIP now: one, unless something is wrong or under way.
    pub fn holders(&self) -> Result<Vec<usize>, PairError> {
        let mut holders = Vec::new();
        for (index, member) in self.members.iter().enumerate() {
            if member.node().holds(IpAddr::V4(VIRTUAL_IP))? {
                holders.push(index);
            }
        }
        Ok(holders)
    }

    /// The one node that holds the VIP.
    pub fn master(&self) -> Result<usize, PairError> {
        match self.holders()?.as_slice() {
            [one] => Ok(*one),
            several => Err(PairError::NotOneMaster {
                holders: self.names(several),
            }),
        }
    }

    /// Repairs everything and returns when the VIP is back on the preferred node; gives the time
    /// that took.
    pub fn heal(&mut self) -> Result<Duration, PairError> {
        let began_at = Instant::now();
        for member in &mut self.members {
            member.heal()?;
        }
        self.wait_home(LIMIT)?;
        let took = began_at.elapsed();
        self.wait_calm()?;
        Ok(took)
    }

    /// Waits until the preferred node alone holds the VIP.
    pub fn wait_home(&self, limit: Duration) -> Result<(), PairError> {
        self.wait_until(limit, || Ok(self.holders()? == [0]))
            .map_err(|error| match error {
                PairError::Timeout { .. } => PairError::NotHome {
                    holders: self.holders().map(|at| self.names(&at)).unwrap_or_default(),
                    limit,
                },
                other => other,
            })
    }

    /// Waits for a condition that nothing announces.
    pub fn wait_until(
        &self,
        limit: Duration,
        mut condition: impl FnMut() -> Result<bool, PairError>,
    ) -> Result<(), PairError> {
        let deadline = Instant::now() + limit;
        while !condition()? {
            self.plan.check_interrupt()?;
            if Instant::now() > deadline {
                return Err(PairError::Timeout { limit });
            }
            thread::sleep(POLL);
        }
        Ok(())
    }

    /// Waits until the client has been served without a failure for half a second.
    pub fn wait_calm(&self) -> Result<(), PairError> {
        self.in_slices(LIMIT, |slice| self.prober.wait_steady(CALM, slice))
    }

    fn wait_recovered(&self, mark: Mark, limit: Duration) -> Result<Outage, PairError> {
        self.in_slices(limit, |slice| self.prober.wait_recovered(mark, CALM, slice))
    }

    /// Waits in short slices, so that an interrupt is not kept waiting.
    fn in_slices<T>(
        &self,
        limit: Duration,
        mut wait: impl FnMut(Duration) -> Result<T, ProberError>,
    ) -> Result<T, PairError> {
        let deadline = Instant::now() + limit;
        loop {
            self.plan.check_interrupt()?;
            match wait(CALM) {
                Ok(value) => return Ok(value),
                Err(ProberError::NotSteady { .. }) if Instant::now() < deadline => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn names(&self, indexes: &[usize]) -> Vec<String> {
        let name = |index: &usize| self.members[*index].node().name().to_owned();
        indexes.iter().map(name).collect()
    }

    /// Removes everything; dropping does the same and cannot tell what went wrong.
    pub fn remove(mut self) -> Result<(), PairError> {
        Ok(self.lab.remove()?)
    }
}

impl PairPlan {
    fn check_interrupt(&self) -> Result<(), PairError> {
        match self.interrupted.load(Ordering::Relaxed) {
            true => Err(PairError::Interrupted),
            false => Ok(()),
        }
    }
}
