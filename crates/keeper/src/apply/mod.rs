//! Changing keepalived.conf so that a bad change does not stay.
//!
//! ```text
//! read ─→ lint ─→ Keepalived's own test ─→ plan ─→ (the user agrees)
//!   ─→ revision ─→ writing ─→ reloading ─→ verifying ─→ [awaiting-confirmation] ─→ keeping
//!                     └──────────┴────────────┴────────────────┴─→ taking-back
//! ```
//!
//! Every phase is on disk ([`intent`]) before it is begun, with all that is
//! needed to take the change back; what becomes of one whose process is gone
//! is a table ([`recovery`]).  Deliberately absent: asking the user, printing.

mod candidate;
mod carry_out;
mod disk;
mod error;
mod history;
mod intent;
mod lock;
mod outcome;
mod placement;
mod plan;
mod prepare;
mod recovery;
mod sequence;
mod stage;
mod take_back;
mod verify;
mod watch;

use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use host::boot;
use jiff::Timestamp;

pub use candidate::{Candidate, read as read_set};
pub use error::ApplyError;
pub use intent::{Intent, Phase};
pub use lock::Holder;
pub use outcome::{Ended, Outcome, Progress};
pub use placement::Misplaced;
pub use plan::{Difference, Effect, Plan, Standing};
pub use prepare::Prepared;
pub use recovery::{Recovery, recovery};
pub use verify::Fault;

use crate::config::Source;
use crate::layout::Layout;
use crate::service::Service;
use crate::store::{Origin, RevisionNumber};
use history::{History, Note};
use lock::{Attempt, Lock};

/// How long a change waits for the one before, and between two looks.
const PATIENCE: Duration = Duration::from_secs(2);
const LOOK: Duration = Duration::from_millis(20);

/// Changes the configuration of one node.
pub struct Applier {
    layout: Layout,
    service: Service,
    program: PathBuf,
    author: String,
    command: String,
}

/// How a change is to be made.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What its author says of it.
    pub message: Option<String>,
    /// It is taken back unless it is confirmed within this time.
    pub confirm_within: Option<Duration>,
    /// The other node is changed alike, so that not understanding it for a
    /// while is no reason to take the change back.
    pub peer_follows: bool,
}

impl Applier {
    /// `program` is our own, for a process that outlives us; `author` and
    /// `command` are what the history and whoever finds the lock taken are
    /// told.
    #[must_use]
    pub fn new(
        layout: Layout,
        service: Service,
        program: PathBuf,
        author: String,
        command: String,
    ) -> Self {
        Self {
            layout,
            service,
            program,
            author,
            command,
        }
    }

    /// Reads and examines a candidate and says what it would do.  Nothing is
    /// changed, but a change that was broken off is taken back first.
    pub fn prepare(
        &self,
        source: &Source,
        report: &mut dyn FnMut(Progress),
    ) -> Result<Prepared<'_>, ApplyError> {
        let lock = self.settled(report)?;
        prepare::prepare(self, lock, source)
    }

    /// As [`Self::prepare`] with the files of an old revision; without a
    /// number, of the one before the live one.
    pub fn prepare_rollback(
        &self,
        number: Option<RevisionNumber>,
        report: &mut dyn FnMut(Progress),
    ) -> Result<Prepared<'_>, ApplyError> {
        let lock = self.settled(report)?;
        prepare::rollback(self, lock, number)
    }

    /// Lets the change that waits for it stay.
    pub fn confirm(&self) -> Result<Outcome, ApplyError> {
        let lock = self.lock()?;
        let intent = self.intent()?.ok_or(ApplyError::NothingToConfirm)?;
        match self.recovery_of(&intent)? {
            Recovery::Wait(_) => take_back::keep(self, lock, intent),
            Recovery::Keep | Recovery::TakeBack => Err(ApplyError::NothingToConfirm),
        }
    }

    /// Takes back the change that waits to be confirmed, now; `None` when none
    /// does.
    pub fn decline(&self, report: &mut dyn FnMut(Progress)) -> Result<Option<Outcome>, ApplyError> {
        let lock = self.lock()?;
        match self.intent()? {
            Some(intent) if intent.phase == Phase::AwaitingConfirmation => {
                let reason = outcome::Reason::Declined;
                take_back::take_back(self, &lock, intent, &reason, report).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Finishes or takes back what a process that is gone has left.  `None`
    /// when there is nothing to do, or somebody is at it.
    pub fn recover(&self, report: &mut dyn FnMut(Progress)) -> Result<Option<Outcome>, ApplyError> {
        if !self.layout.intent().exists() {
            return Ok(None);
        }
        match self.lock_at_once() {
            Ok(lock) => self.recover_locked(&lock, report),
            Err(ApplyError::Busy { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// How long somebody may still confirm; `None` when nothing waits for it.
    pub fn left_to_confirm(&self) -> Result<Option<Duration>, ApplyError> {
        let Some(intent) = self.intent()? else {
            return Ok(None);
        };
        Ok(match self.recovery_of(&intent)? {
            Recovery::Wait(left) => Some(left),
            _ if intent.phase == Phase::AwaitingConfirmation => Some(Duration::ZERO),
            _ => None,
        })
    }

    /// Keeps what is in place as a revision when another hand than ours has
    /// put it there.
    pub fn notice(&self) -> Result<(), ApplyError> {
        let _lock = self.lock_at_once()?;
        if self.intent()?.is_none() {
            let live = Source::File(self.live());
            let in_place = candidate::read(&live, &self.live())?.set;
            self.open_history().notice(&in_place, &self.note(None));
        }
        Ok(())
    }

    /// The lock, with nothing under way any more.
    fn settled(&self, report: &mut dyn FnMut(Progress)) -> Result<Lock, ApplyError> {
        let lock = self.lock()?;
        if let Some(outcome) = self.recover_locked(&lock, report)? {
            report(Progress::Recovered(outcome));
        }
        match self.intent()?.and_then(|intent| intent.deadline) {
            Some(deadline) => Err(ApplyError::AwaitsConfirmation { until: deadline.at }),
            None => Ok(lock),
        }
    }

    fn recover_locked(
        &self,
        lock: &Lock,
        report: &mut dyn FnMut(Progress),
    ) -> Result<Option<Outcome>, ApplyError> {
        let Some(intent) = self.intent()? else {
            return Ok(None);
        };
        match self.recovery_of(&intent)? {
            Recovery::Wait(_) => Ok(None),
            Recovery::Keep => take_back::finish(self, intent).map(Some),
            Recovery::TakeBack => {
                let reason = outcome::Reason::of_broken_off(&intent);
                take_back::take_back(self, lock, intent, &reason, report).map(Some)
            }
        }
    }

    fn recovery_of(&self, intent: &Intent) -> Result<Recovery, ApplyError> {
        Ok(recovery(intent, &self.boot()?, boot::elapsed()))
    }

    fn boot(&self) -> Result<String, ApplyError> {
        boot::id().map_err(|source| ApplyError::State {
            path: PathBuf::from("/proc/sys/kernel/random/boot_id"),
            source,
        })
    }

    fn intent(&self) -> Result<Option<Intent>, ApplyError> {
        let path = self.layout.intent();
        Intent::read(&path).map_err(|source| ApplyError::Intent { path, source })
    }

    /// The lock, after a moment if need be: whoever has just ended a change
    /// still has to let go of it.
    fn lock(&self) -> Result<Lock, ApplyError> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match self.lock_at_once() {
                Err(ApplyError::Busy { .. }) if Instant::now() < deadline => {
                    thread::sleep(LOOK);
                }
                ended => return ended,
            }
        }
    }

    fn lock_at_once(&self) -> Result<Lock, ApplyError> {
        let path = self.layout.apply_lock();
        let holder = Holder {
            author: self.author.clone(),
            command: self.command.clone(),
            pid: std::process::id(),
            since: Timestamp::now(),
        };
        match lock::attempt(&path, &holder) {
            Ok(Attempt::Taken(lock)) => Ok(lock),
            Ok(Attempt::Held(holder)) => Err(ApplyError::Busy { holder }),
            Err(source) => Err(ApplyError::State { path, source }),
        }
    }

    fn open_history(&self) -> History {
        History::open(&self.layout.history())
    }

    fn live(&self) -> PathBuf {
        self.layout.config()
    }

    fn note<'n>(&'n self, message: Option<&'n str>) -> Note<'n> {
        Note {
            author: &self.author,
            message,
            at: Timestamp::now(),
        }
    }

    fn state(&self, name: impl AsRef<Path>) -> PathBuf {
        self.layout.state_dir().join(name)
    }
}

/// How a candidate came to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Apply,
    Rollback,
}

impl Kind {
    fn origin(self) -> Origin {
        match self {
            Self::Apply => Origin::Apply,
            Self::Rollback => Origin::Rollback,
        }
    }
}
