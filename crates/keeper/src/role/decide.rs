//! What a server's role asks for next.  Pure.
//!
//! One step at a time, from what is true now and from nothing that was done
//! before.  Whoever is killed between two steps, or comes second, goes on from
//! where the server is.

use std::time::Duration;

use crate::settings::{Role, WhenBehind};

/// Where this node stands in the election.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// It holds the VIP, and its Keepalived lives.
    Taken,
    /// It holds the VIP, and another node is heard as MASTER too: one of the
    /// two will give way.
    Contested,
    /// It does not, and another node advertises itself as MASTER.
    Lost,
    /// It does not, and nobody is heard who does: an election is under way, or
    /// nobody may take over.  Nothing is known that could justify a change.
    Open,
}

/// This node's server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Whether it takes writes.
    pub is_writable: bool,
    /// Its replication; `None` when it replicates from nobody.
    pub replica: Option<Replica>,
}

/// A server's replication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replica {
    /// Whether the thread that receives runs, connected or not.
    pub receives: bool,
    /// Whether the thread that applies runs.
    pub applies: bool,
    /// What it has received and not applied.
    pub backlog: Backlog,
    /// The server's words on what it could not apply; empty when it could.
    pub error: String,
}

/// What a replica has received and not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Backlog {
    /// All is applied.
    Empty,
    /// Something is not applied.
    Pending,
    /// Nothing was ever received: what it has is not known to be the source's.
    NeverReceived,
}

impl Server {
    /// What a step makes of it.
    #[must_use]
    pub(super) fn after(mut self, step: Step) -> Self {
        let replica = self.replica.as_mut();
        match step {
            Step::StopReceiving => replica.into_iter().for_each(|r| r.receives = false),
            Step::StopReplica => replica.into_iter().for_each(|r| r.applies = false),
            Step::AllowWrites => self.is_writable = true,
            Step::RefuseWrites => self.is_writable = false,
        }
        self
    }
}

/// One change of a server, safe to make twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The receiving thread is stopped: from here on, what must be applied no
    /// longer grows.
    StopReceiving,
    /// Replication is stopped.  It stays configured.
    StopReplica,
    /// Writes are allowed; always the last step of a promotion.
    AllowWrites,
    /// Writes are refused.
    RefuseWrites,
}

impl Step {
    /// The word for it in data and messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::StopReceiving => "stop-receiving",
            Self::StopReplica => "stop-replica",
            Self::AllowWrites => "allow-writes",
            Self::RefuseWrites => "refuse-writes",
        }
    }
}

/// What is to be done now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// This, and then look again.
    Do(Step),
    /// Look again a little later: what was received is being applied.
    Wait,
    /// Nothing more.
    Rest(Rest),
}

/// Why there is nothing more to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// This node holds the VIP and its server takes writes.
    Primary,
    /// This node and another one hold the VIP: nobody is promoted meanwhile.
    Contested,
    /// This node does not hold the VIP, and its server refuses writes.
    Replica,
    /// The server takes writes, and nobody is known to be MASTER: it is left
    /// as it is.
    Undecided,
    /// It should be promoted, and `promote` is off.
    PromoteIsOff,
    /// It should be demoted, and `demote` is off.
    DemoteIsOff,
    /// Not everything is applied within the time: not promoted.
    Behind,
    /// What was received cannot be applied, as applying has stopped: not
    /// promoted.
    ApplyStopped,
    /// It never received anything from its source: not promoted.
    NeverReceived,
}

impl Rest {
    /// The word for it in data and messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Contested => "contested",
            Self::Replica => "replica",
            Self::Undecided => "undecided",
            Self::PromoteIsOff => "promote-is-off",
            Self::DemoteIsOff => "demote-is-off",
            Self::Behind => "behind",
            Self::ApplyStopped => "apply-stopped",
            Self::NeverReceived => "never-received",
        }
    }

    /// Whether the VIP is here and its server refuses writes although it should
    /// take them.
    #[must_use]
    pub fn is_failure(self) -> bool {
        matches!(
            self,
            Self::Behind | Self::ApplyStopped | Self::NeverReceived
        )
    }
}

/// The next step.  `waited` is how long whoever asks has waited for what was
/// received to be applied.
#[must_use]
pub fn decide(seat: Seat, server: &Server, role: &Role, waited: Duration) -> Next {
    match (seat, server.is_writable) {
        (Seat::Taken | Seat::Contested, true) => Next::Rest(Rest::Primary),
        (Seat::Contested, false) => Next::Rest(Rest::Contested),
        (Seat::Taken, false) if !role.promote => Next::Rest(Rest::PromoteIsOff),
        (Seat::Taken, false) => promote(server.replica.as_ref(), role, waited),
        (Seat::Lost | Seat::Open, false) => Next::Rest(Rest::Replica),
        (Seat::Lost | Seat::Open, true) if !role.demote => Next::Rest(Rest::DemoteIsOff),
        (Seat::Lost, true) => Next::Do(Step::RefuseWrites),
        (Seat::Open, true) => Next::Rest(Rest::Undecided),
    }
}

fn promote(replica: Option<&Replica>, role: &Role, waited: Duration) -> Next {
    let Some(replica) = replica else {
        return Next::Do(Step::AllowWrites);
    };
    if replica.receives {
        return Next::Do(Step::StopReceiving);
    }
    let is_waiting_worth_it =
        replica.backlog == Backlog::Pending && replica.applies && waited < role.patience();
    let obstacle = match (replica.backlog, replica.applies) {
        (Backlog::Empty, _) => None,
        (Backlog::Pending, _) if is_waiting_worth_it => return Next::Wait,
        (Backlog::Pending, true) => Some(Rest::Behind),
        (Backlog::Pending, false) => Some(Rest::ApplyStopped),
        (Backlog::NeverReceived, _) => Some(Rest::NeverReceived),
    };
    match (obstacle, role.when_behind) {
        (Some(reason), WhenBehind::Nothing) => Next::Rest(reason),
        _ if replica.applies => Next::Do(Step::StopReplica),
        _ => Next::Do(Step::AllowWrites),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(when_behind: WhenBehind) -> Role {
        Role {
            target: "127.0.0.1:3306".to_owned(),
            credentials: "/etc/vipkeeper/mysql-admin.cnf".into(),
            tls: false,
            ca_file: None,
            tls_name: None,
            instance: None,
            promote: true,
            demote: true,
            apply_within: None,
            when_behind,
        }
    }

    fn replica(receives: bool, applies: bool, backlog: Backlog) -> Option<Replica> {
        Some(Replica {
            receives,
            applies,
            backlog,
            error: String::new(),
        })
    }

    fn next(seat: Seat, is_writable: bool, replica: Option<Replica>, role: &Role) -> Next {
        let server = Server {
            is_writable,
            replica,
        };
        decide(seat, &server, role, Duration::ZERO)
    }

    /// Every state a server can be in.
    fn servers() -> Vec<Server> {
        let backlogs = [Backlog::Empty, Backlog::Pending, Backlog::NeverReceived];
        let mut replicas = vec![None];
        for receives in [true, false] {
            for applies in [true, false] {
                replicas.extend(backlogs.map(|backlog| replica(receives, applies, backlog)));
            }
        }
        let both = |replica: Option<Replica>| {
            [true, false].map(|is_writable| Server {
                is_writable,
                replica: replica.clone(),
            })
        };
        replicas.into_iter().flat_map(both).collect()
    }

    #[test]
    fn a_holder_that_refuses_writes_is_promoted_by_what_it_is() {
        use Backlog::{Empty, NeverReceived, Pending};
        use Next::{Do, Rest as Stop, Wait};
        let (nothing, stale) = (WhenBehind::Nothing, WhenBehind::Stale);
        let rows = [
            (None, nothing, Do(Step::AllowWrites)),
            (replica(true, true, Empty), nothing, Do(Step::StopReceiving)),
            (replica(true, true, Pending), stale, Do(Step::StopReceiving)),
            (
                replica(true, false, Pending),
                nothing,
                Do(Step::StopReceiving),
            ),
            (
                replica(true, true, NeverReceived),
                nothing,
                Do(Step::StopReceiving),
            ),
            (replica(false, true, Pending), nothing, Wait),
            (replica(false, true, Pending), stale, Wait),
            (replica(false, true, Empty), nothing, Do(Step::StopReplica)),
            (replica(false, false, Empty), nothing, Do(Step::AllowWrites)),
            (
                replica(false, false, Pending),
                nothing,
                Stop(Rest::ApplyStopped),
            ),
            (replica(false, false, Pending), stale, Do(Step::AllowWrites)),
            (
                replica(false, true, NeverReceived),
                nothing,
                Stop(Rest::NeverReceived),
            ),
            (
                replica(false, false, NeverReceived),
                nothing,
                Stop(Rest::NeverReceived),
            ),
            (
                replica(false, true, NeverReceived),
                stale,
                Do(Step::StopReplica),
            ),
            (
                replica(false, false, NeverReceived),
                stale,
                Do(Step::AllowWrites),
            ),
        ];
        for (replica, when_behind, expected) in rows {
            let told = format!("{replica:?} {when_behind:?}");
            let found = next(Seat::Taken, false, replica, &role(when_behind));
            assert_eq!(found, expected, "{told}");
        }
    }

    #[test]
    fn patience_ends_in_what_the_operator_chose() {
        let server = Server {
            is_writable: false,
            replica: replica(false, true, Backlog::Pending),
        };
        let late = Duration::from_secs(10);
        let after = |when_behind| decide(Seat::Taken, &server, &role(when_behind), late);
        assert_eq!(after(WhenBehind::Nothing), Next::Rest(Rest::Behind));
        assert_eq!(after(WhenBehind::Stale), Next::Do(Step::StopReplica));
    }

    #[test]
    fn only_a_rival_demotes_and_only_the_vip_promotes() {
        let role = role(WhenBehind::Stale);
        for server in servers() {
            let next = |seat| decide(seat, &server, &role, Duration::ZERO);
            let (lost, open) = match server.is_writable {
                true => (Next::Do(Step::RefuseWrites), Next::Rest(Rest::Undecided)),
                false => (Next::Rest(Rest::Replica), Next::Rest(Rest::Replica)),
            };
            assert_eq!(next(Seat::Lost), lost, "{server:?}");
            assert_eq!(next(Seat::Open), open, "{server:?}");
            let contested = match server.is_writable {
                true => Rest::Primary,
                false => Rest::Contested,
            };
            assert_eq!(next(Seat::Contested), Next::Rest(contested), "{server:?}");
            if server.is_writable {
                assert_eq!(next(Seat::Taken), Next::Rest(Rest::Primary), "{server:?}");
            }
        }
    }

    #[test]
    fn what_is_off_is_not_done() {
        let off = Role {
            promote: false,
            demote: false,
            ..role(WhenBehind::Stale)
        };
        for server in servers() {
            for seat in [Seat::Taken, Seat::Contested, Seat::Lost, Seat::Open] {
                let next = decide(seat, &server, &off, Duration::ZERO);
                assert!(
                    matches!(next, Next::Rest(_)),
                    "{seat:?} {server:?} {next:?}"
                );
            }
        }
        let server = Some(Rest::PromoteIsOff);
        let told = next(Seat::Taken, false, None, &off);
        assert_eq!(Some(told), server.map(Next::Rest));
        let told = next(Seat::Lost, true, None, &off);
        assert_eq!(told, Next::Rest(Rest::DemoteIsOff));
    }

    #[test]
    fn from_every_state_the_steps_end_and_writes_are_allowed_last() {
        for when_behind in [WhenBehind::Nothing, WhenBehind::Stale] {
            for start in servers() {
                let mut server = start.clone();
                let mut waited = Duration::ZERO;
                let mut steps = Vec::new();
                loop {
                    match decide(Seat::Taken, &server, &role(when_behind), waited) {
                        Next::Do(step) => {
                            steps.push(step);
                            server = server.after(step);
                        }
                        Next::Wait => waited += Duration::from_secs(10),
                        Next::Rest(_) => break,
                    }
                    assert!(steps.len() <= 3, "{start:?}: {steps:?}");
                }
                let allowed = steps.iter().position(|step| *step == Step::AllowWrites);
                assert!(allowed.is_none_or(|at| at + 1 == steps.len()), "{steps:?}");
                let is_replicating = server.replica.is_some_and(|r| r.receives || r.applies);
                assert!(allowed.is_none() || !is_replicating, "{start:?}: {steps:?}");
            }
        }
    }
}
