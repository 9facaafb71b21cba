//! Work that may hold a thread for as long as it likes: the resolver, a look at
//! `/proc`, a program on a file system that does not answer.
//!
//! A thread that hangs in the kernel cannot be taken back.  So work that
//! outlives its probe is kept, and the next probe waits for it in place of
//! beginning it once more: a check holds one thread at most.  All checks
//! together hold few, since the rest of the process needs some too.

use std::io;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::budget::Budget;
use crate::{Reason, Stage};

/// How many pieces of one kind of work there are at the same time, in the whole
/// process.
pub(super) const AT_ONCE: usize = 64;

/// The work that was begun and is not done, if there is some.
#[derive(Debug)]
pub(super) struct Blocking<T> {
    places: &'static Semaphore,
    begun: Option<JoinHandle<io::Result<T>>>,
}

impl<T: Send + 'static> Blocking<T> {
    /// None yet; one kind of work shares the places.
    pub(super) fn new(places: &'static Semaphore) -> Self {
        Blocking {
            places,
            begun: None,
        }
    }

    /// What comes of the work that was begun earlier, or else of this.
    pub(super) async fn result(
        &mut self,
        stage: Stage,
        budget: &Budget,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Reason> {
        let places = self.places;
        let begun = self
            .begun
            .get_or_insert_with(|| tokio::spawn(do_in(places, work)));
        let ended = budget.spend(stage, async { Ok(begun.await) }).await?;
        self.begun = None;
        let done = ended.unwrap_or_else(|crash| Err(crash.into()));
        done.map_err(|error| Reason::Io {
            message: error.to_string(),
        })
    }
}

/// Waiting for a place ends with whoever waits; work that runs does not.
impl<T> Drop for Blocking<T> {
    fn drop(&mut self) {
        if let Some(begun) = &self.begun {
            begun.abort();
        }
    }
}

async fn do_in<T: Send + 'static>(
    places: &'static Semaphore,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    let place = places.acquire().await.map_err(io::Error::other)?;
    let doing = tokio::task::spawn_blocking(move || {
        // Given back when the work is done, even if nobody waits any more.
        let _place = place;
        work()
    });
    Ok(doing.await?)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    use super::*;

    const LONG: Duration = Duration::from_secs(30);

    #[tokio::test]
    async fn work_that_outlives_its_probe_is_waited_for_and_not_begun_again() {
        static PLACES: Semaphore = Semaphore::const_new(2);
        let (end, hanging) = channel::<&str>();
        let hang = move |hanging: Receiver<&str>| hanging.recv().unwrap().to_owned();
        let mut blocking = Blocking::new(&PLACES);
        let short = Budget::start(Duration::from_millis(10));
        let late = blocking
            .result(Stage::Resolve, &short, move || hang(hanging))
            .await;
        assert!(matches!(late, Err(Reason::TimedOut { .. })), "{late:?}");
        end.send("the first").unwrap();
        let second = || "the second".to_owned();
        let done = blocking
            .result(Stage::Resolve, &Budget::start(LONG), second)
            .await;
        assert_eq!(done.unwrap(), "the first");
        let done = blocking
            .result(Stage::Resolve, &Budget::start(LONG), second)
            .await;
        assert_eq!(done.unwrap(), "the second");
    }

    #[tokio::test]
    async fn whoever_is_gone_holds_no_place() {
        static PLACES: Semaphore = Semaphore::const_new(1);
        let (end, hanging) = channel::<()>();
        let short = || Budget::start(Duration::from_millis(10));
        let mut first = Blocking::new(&PLACES);
        let hang = move || hanging.recv().unwrap_or_default();
        assert!(first.result(Stage::Exit, &short(), hang).await.is_err());
        let mut waiting = Blocking::new(&PLACES);
        assert!(waiting.result(Stage::Exit, &short(), || ()).await.is_err());
        drop((first, waiting));
        assert_eq!(PLACES.available_permits(), 0, "the work still runs");
        end.send(()).unwrap();
        let mut next = Blocking::new(&PLACES);
        let done = next.result(Stage::Exit, &Budget::start(LONG), || 7).await;
        assert_eq!(done.unwrap(), 7);
    }
}
