//! What an installation tells while it runs.

use crate::message::Message;

/// The steps, in the order in which a plan has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Room, compiler, headers; what is missing is installed.
    Preflight,
    /// The distribution's package.
    Package,
    /// The archive comes onto this machine.
    Fetch,
    /// Its sums are those that are known.
    Verify,
    /// It is unpacked.
    Unpack,
    /// `./configure`.
    Configure,
    /// `make`.
    Build,
    /// `make install`, into a directory of the version's own.
    Install,
    /// The new program says what it should.
    Smoke,
    /// The links lead to the new program.
    Switch,
    /// The first configuration, and the scripts.
    Configuration,
    /// The service manager knows it, and runs it when it may.
    Service,
}

impl Step {
    /// Its name, stable across releases.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Preflight => "preflight",
            Self::Package => "package",
            Self::Fetch => "fetch",
            Self::Verify => "verify",
            Self::Unpack => "unpack",
            Self::Configure => "configure",
            Self::Build => "build",
            Self::Install => "install",
            Self::Smoke => "smoke",
            Self::Switch => "switch",
            Self::Configuration => "configuration",
            Self::Service => "service",
        }
    }
}

/// Something happened in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The step.
    pub step: Step,
    /// Its place in the plan, from 1.
    pub number: usize,
    /// How many steps the plan has.
    pub of: usize,
    /// What happened.
    pub state: State,
}

/// What happened in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It has begun.
    Started,
    /// This much of it is done; the unit is the step's own.
    Progress {
        /// Done.
        done: u64,
        /// In all, when that is known.
        of: Option<u64>,
    },
    /// Something that its reader should know, while it goes on.
    Note(Message),
    /// It has done this.
    Done(Message),
    /// There was nothing to do, for this reason.
    Skipped(Message),
    /// It failed; why is in the error that ends the plan.
    Failed,
}
