//! Is what runs now what the file says, and is it well?
//!
//! Asked from the outside in: the process, its log, its own words about its
//! instances, the kernel's addresses, what it counts, and who else advertises.
//! [`judge`] is the pure part; [`observe`] asks the machine.

mod expected;
mod fault;
mod judge;
mod log;
mod observe;
mod wire;

pub use fault::Fault;

pub(super) use expected::Expected;
pub(super) use log::LogMark;
pub(super) use observe::{Observer, Snapshot};

use std::thread;
use std::time::{Duration, Instant};

use judge::Judgement;

/// Between two looks.  Each asks Keepalived for a dump, which costs it less
/// than a millisecond.
const LOOK: Duration = Duration::from_millis(30);

/// Looks until it is well and has stayed so for as long as the change needs to
/// be felt, or until it is not.  Gives the faults, none of them when it is
/// well.
pub(super) fn verify(
    observer: &mut Observer,
    before: &Snapshot,
    expected: &Expected,
    mark: &LogMark,
) -> Vec<Fault> {
    let began_at = Instant::now();
    let mut well_since = None;
    observer.listen_anew();
    loop {
        let mut now = observer.look();
        now.log = mark.lines();
        match judge::judge(before, &now, expected) {
            Judgement::Bad(faults) => return faults,
            Judgement::NotYet(faults) if began_at.elapsed() > expected.limit => return faults,
            Judgement::NotYet(_) => well_since = None,
            Judgement::Well => {
                let since = *well_since.get_or_insert_with(Instant::now);
                if since.elapsed() >= expected.quiet {
                    return Vec::new();
                }
            }
        }
        thread::sleep(LOOK);
    }
}
