//! What becomes of a change whose process is gone.  Pure.
//!
//! | phase found            | recovery                                              |
//! |------------------------|-------------------------------------------------------|
//! | writing                | take back: any part of the files may be new           |
//! | reloading              | take back: nobody knows whether Keepalived was told   |
//! | verifying              | take back: nobody knows whether it is well            |
//! | awaiting-confirmation  | wait until the deadline, then take back; a machine that was started again since, takes it back at once |
//! | keeping                | keep: it was decided                                  |
//! | taking-back            | take back: it was decided                             |
//!
//! A change that was broken off is taken back even when it may be well: who
//! made it was not told that it is, and the old state is the one that both
//! nodes are known to work with.

use std::time::Duration;

use super::intent::{Intent, Phase};

/// What is to be done with an intent that nobody is working on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// The old files come back.
    TakeBack,
    /// The new files stay.
    Keep,
    /// Somebody may still confirm it for so long.
    Wait(Duration),
}

/// The table above; `boot` and `elapsed` are those of [`host::boot`].
#[must_use]
pub fn recovery(intent: &Intent, boot: &str, elapsed: Duration) -> Recovery {
    match intent.phase {
        Phase::Writing | Phase::Reloading | Phase::Verifying | Phase::TakingBack => {
            Recovery::TakeBack
        }
        Phase::Keeping => Recovery::Keep,
        Phase::AwaitingConfirmation => match &intent.deadline {
            Some(deadline) => match deadline.left(boot, elapsed) {
                Duration::ZERO => Recovery::TakeBack,
                left => Recovery::Wait(left),
            },
            None => Recovery::TakeBack,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::apply::intent::{Deadline, sample};

    #[test]
    fn every_phase_has_its_recovery() {
        let at = Duration::from_secs;
        for phase in Phase::ALL {
            let mut intent = sample(phase);
            intent.deadline = Some(Deadline {
                at: intent.since,
                boot: "this".to_owned(),
                boot_ms: 60_000,
            });
            let found = [("this", at(10)), ("this", at(60)), ("other", at(10))]
                .map(|(boot, elapsed)| recovery(&intent, boot, elapsed));
            let expected = match phase {
                Phase::Keeping => [Recovery::Keep; 3],
                Phase::AwaitingConfirmation => [
                    Recovery::Wait(at(50)),
                    Recovery::TakeBack,
                    Recovery::TakeBack,
                ],
                _ => [Recovery::TakeBack; 3],
            };
            assert_eq!(found, expected, "{phase:?}");
        }
        let endless = sample(Phase::AwaitingConfirmation);
        assert_eq!(recovery(&endless, "this", at(0)), Recovery::TakeBack);
    }
}
