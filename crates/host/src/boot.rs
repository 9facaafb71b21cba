//! Which start of this machine it is, and how long ago.
//!
//! For deadlines that have to hold when the wall clock is set: a time since
//! the start counts within one start and says nothing in the next.

use std::fs;
use std::io;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// A name that every start of the machine has for itself (random(4)).
pub fn id() -> io::Result<String> {
    let id = fs::read_to_string("/proc/sys/kernel/random/boot_id")?;
    Ok(id.trim().to_owned())
}

/// How long ago the machine was started, the time it slept included.
#[must_use]
pub fn elapsed() -> Duration {
    let time = clock_gettime(ClockId::Boottime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or_default();
    let nanoseconds = u32::try_from(time.tv_nsec).unwrap_or_default();
    Duration::new(seconds, nanoseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_has_a_name_and_an_age_that_grows() {
        assert_eq!(id().unwrap(), id().unwrap());
        assert_eq!(id().unwrap().len(), 36);
        let before = elapsed();
        assert!(before > Duration::ZERO && elapsed() >= before);
    }
}
