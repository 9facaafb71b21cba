//! Making a change: each phase on disk before it is begun.

use std::time::Instant;

use jiff::Timestamp;

use super::intent::{Deadline, Intent, Phase};
use super::outcome::{Ended, Outcome, Progress, Reason};
use super::prepare::Prepared;
use super::take_back;
use super::verify::{LogMark, verify};
use super::{Applier, ApplyError, Options, disk, watch};
use crate::store;

/// The distributions' name for Keepalived's unit.
const UNIT: &str = "keepalived.service";

impl Prepared<'_> {
    /// Makes the change and looks at what becomes of it.
    ///
    /// Errors: nothing has changed.  A change that was made and did not stay
    /// is no error but an [`Ended::TakenBack`].
    pub fn carry_out(
        mut self,
        options: &Options,
        report: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, ApplyError> {
        if self.is_unchanged() {
            return Ok(self.unchanged());
        }
        let later = self.observer.look();
        self.seen.learn_noise(&later);
        self.expected.peer_follows = options.peer_follows;
        let mut intent = self.intent(options)?;
        if let Err(error) = self.write(&mut intent, report) {
            return Err(self.refuse(&intent, error));
        }
        if !intent.was_running {
            return match options.confirm_within {
                Some(_) => self.await_confirmation(intent, report),
                None => take_back::finish(self.applier, intent),
            };
        }
        self.applier.enter(&mut intent, Phase::Reloading, report)?;
        let mark = self.applier.mark();
        let told_at = Instant::now();
        if let Err(error) = self.applier.service.reload() {
            let reason = Reason::of_reload(&error);
            return self.take_back(intent, &reason, report);
        }
        self.applier.enter(&mut intent, Phase::Verifying, report)?;
        let faults = verify(&mut self.observer, &self.seen, &self.expected, &mark);
        if !faults.is_empty() {
            return self.take_back(intent, &Reason::Faults(faults), report);
        }
        match options.confirm_within {
            Some(_) => self.await_confirmation(intent, report),
            None => {
                let revision = intent.revision;
                self.applier.enter(&mut intent, Phase::Keeping, report)?;
                take_back::finish(self.applier, intent)?;
                let took = told_at.elapsed();
                let ended = Ended::Verified { took };
                Ok(Outcome { revision, ended })
            }
        }
    }

    fn unchanged(&mut self) -> Outcome {
        let note = self.applier.note(None);
        self.history.notice(&self.after, &note);
        Outcome {
            revision: self.history.live().map(|(revision, _)| revision.number),
            ended: Ended::Unchanged,
        }
    }

    /// What was there and what is to be are kept before anything is done.
    fn intent(&mut self, options: &Options) -> Result<Intent, ApplyError> {
        let note = self.applier.note(options.message.as_deref());
        if !self.is_in_place && !self.before.files().is_empty() {
            self.history.notice(&self.before, &self.applier.note(None));
        }
        let result = store::Outcome::Candidate;
        let origin = self.kind.origin();
        let revision = self.history.add(self.after.clone(), origin, result, &note);
        Ok(Intent {
            phase: Phase::Writing,
            revision,
            author: self.applier.author.clone(),
            since: note.at,
            boot: self.applier.boot()?,
            was_running: self.observer.keepalived().is_some(),
            deadline: None,
            confirm_within: options.confirm_within,
            reason: None,
            before: self.before.clone(),
            after: self.after.clone(),
        })
    }

    fn write(
        &self,
        intent: &mut Intent,
        report: &mut dyn FnMut(Progress),
    ) -> Result<(), ApplyError> {
        self.applier.enter(intent, Phase::Writing, report)?;
        Ok(disk::replace(
            &self.applier.live(),
            &self.before,
            &self.after,
        )?)
    }

    /// The files could not all be written: those that were become old again,
    /// and Keepalived has not been told of any.
    fn refuse(&self, intent: &Intent, error: ApplyError) -> ApplyError {
        let live = self.applier.live();
        disk::sweep(&live, [&intent.before, &intent.after]);
        // With this error the intent stays, and the next command tries again.
        if let Err(error) = disk::replace(&live, &intent.after, &intent.before) {
            return error.into();
        }
        let rejected = store::Outcome::Rejected;
        self.history
            .conclude(intent.revision, rejected, Some(&error.to_string()));
        match self.applier.forget() {
            Ok(()) => error,
            Err(error) => error,
        }
    }

    fn take_back(
        mut self,
        intent: Intent,
        reason: &Reason,
        report: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, ApplyError> {
        let seen = take_back::Seen {
            observer: &mut self.observer,
            before: &self.seen,
            expected: &self.expected_back,
        };
        take_back::take_back_seen(self.applier, intent, reason, seen, report)
    }

    fn await_confirmation(
        self,
        mut intent: Intent,
        report: &mut dyn FnMut(Progress),
    ) -> Result<Outcome, ApplyError> {
        let limit = intent.confirm_within.unwrap_or_default();
        let deadline = Deadline::after(limit, Timestamp::now());
        let deadline = deadline.map_err(|source| ApplyError::State {
            path: self.applier.layout.intent(),
            source,
        })?;
        let until = deadline.at;
        intent.deadline = Some(deadline);
        self.applier
            .enter(&mut intent, Phase::AwaitingConfirmation, report)?;
        if let Err(error) = watch::start(self.applier) {
            let reason = Reason::NotWatched(error.to_string());
            return self.take_back(intent, &reason, report);
        }
        Ok(Outcome {
            revision: intent.revision,
            ended: Ended::Awaiting { until },
        })
    }
}

impl Applier {
    /// Puts a phase on disk, then tells of it, then returns to begin it.
    pub(super) fn enter(
        &self,
        intent: &mut Intent,
        phase: Phase,
        report: &mut dyn FnMut(Progress),
    ) -> Result<(), ApplyError> {
        intent.phase = phase;
        intent.write(&self.layout.intent())?;
        report(Progress::Phase(phase));
        Ok(())
    }

    /// Nothing is under way any more.
    pub(super) fn forget(&self) -> Result<(), ApplyError> {
        Ok(host::atomic_file::remove(&self.layout.intent())?)
    }

    /// Where Keepalived's log ends now.
    pub(super) fn mark(&self) -> LogMark {
        match self.service.manager() {
            "systemd" => LogMark::journal(UNIT),
            "supervised" => LogMark::file(self.layout.log()),
            _ => LogMark::Nowhere,
        }
    }
}
