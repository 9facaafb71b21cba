//! Listeners that note when a check connects, so that its punctuality is seen from outside.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use host::netns::{self, NetNs};

/// Checks that are witnessed; more would cost more than they tell.
pub(super) const WITNESSES: usize = 20;
const PORT: u16 = 3307;

/// The moments of each witness's connections.
pub(super) struct Witnesses {
    seen: Vec<Arc<Mutex<Vec<Instant>>>>,
}

/// Where they listen: each at an address of its own, by which its check is known.
pub(super) fn addresses() -> impl Iterator<Item = SocketAddr> {
    let last_bytes = (1..=u8::MAX).take(WITNESSES);
    last_bytes.map(|byte| (Ipv4Addr::new(127, 0, 1, byte), PORT).into())
}

impl Witnesses {
    /// Starts all of them in `ns`. Their threads end with the program.
    pub(super) fn start(ns: &NetNs) -> anyhow::Result<Self> {
        let mut seen = Vec::new();
        for address in addresses() {
            let listener = netns::within(ns, || TcpListener::bind(address))??;
            let moments = Arc::new(Mutex::new(Vec::new()));
            let theirs = Arc::clone(&moments);
            thread::Builder::new()
                .name("witness".to_owned())
                .spawn(move || drop(watch(&listener, &theirs)))?;
            seen.push(moments);
        }
        Ok(Self { seen })
    }

    /// Whether each of the first `count` has seen its check `times` since `since`.
    pub(super) fn have_seen(&self, count: usize, times: usize, since: Instant) -> bool {
        let mut witnesses = self.seen.iter().take(count);
        witnesses.all(|seen| after(&lock(seen), since).len() >= times)
    }

    /// How much later than `interval` each try came after the one before it, from `since` on.
    pub(super) fn lateness(&self, interval: Duration, since: Instant) -> Vec<f64> {
        let of = |seen: &Arc<Mutex<Vec<Instant>>>| lateness(after(&lock(seen), since), interval);
        self.seen.iter().flat_map(of).collect()
    }
}

/// A check holds its newest connection and notices when that is closed, so the newest is kept.
fn watch(listener: &TcpListener, seen: &Mutex<Vec<Instant>>) -> io::Result<()> {
    let mut newest: Option<TcpStream> = None;
    loop {
        let (connection, _) = listener.accept()?;
        lock(seen).push(Instant::now());
        drop(newest.replace(connection));
    }
}

fn lock(seen: &Mutex<Vec<Instant>>) -> MutexGuard<'_, Vec<Instant>> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

fn after(moments: &[Instant], since: Instant) -> &[Instant] {
    &moments[moments.partition_point(|moment| *moment < since)..]
}

/// In milliseconds.
fn lateness(moments: &[Instant], interval: Duration) -> Vec<f64> {
    let pauses = moments.iter().zip(moments.iter().skip(1));
    pauses
        .map(|(before, after)| after.duration_since(*before).saturating_sub(interval))
        .map(|late| late.as_secs_f64() * 1000.0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_before_does_not_count() {
        let origin = Instant::now();
        let at = |ms: u64| origin + Duration::from_millis(ms);
        let moments = [at(0), at(1000), at(2003), at(3002)];
        let late = lateness(after(&moments, at(500)), Duration::from_secs(1));
        assert_eq!(late, [3.0, 0.0], "an early one is not late");
    }
}
