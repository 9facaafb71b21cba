//! How often to ask, how long to wait, and how many answers make a verdict.

use std::num::NonZeroU32;
use std::time::Duration;

/// How often to ask, how long to wait, and how many answers make a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Pause between two probes while nothing is wrong.
    pub interval: Duration,
    /// Pause between two probes while the service is Down.
    pub interval_when_down: Duration,
    /// Limit of one probe, connecting included.
    pub timeout: Duration,
    /// Successes in a row that prove the service Up.
    pub rise: NonZeroU32,
    /// Failures in a row that prove the service Down.
    pub fall: NonZeroU32,
    /// Whether a decisive failure ([`crate::Failure::is_decisive`]) proves the
    /// service Down without waiting for `fall`.
    pub fast_down: bool,
    /// Start-up grace: until the first success, failures within so long of the
    /// start prove nothing. Zero for none.
    pub grace: Duration,
    /// Flap damping: a service that falls again within so long of having come
    /// up must then be well for longer, twice as long each time and so long at
    /// most, before it counts as Up. Zero for none.
    pub damping: Duration,
}

impl Default for Policy {
    /// - `interval` 20 ms: a ping over an open connection costs some tens of
    ///   microseconds, so fifty a second are lost in the noise, and a frozen
    ///   server is asked soon. A probe that asks for more should take
    ///   [`crate::Spec::suggested_interval`] instead.
    /// - `interval_when_down` 100 ms: coming back fast matters as much, but what
    ///   refuses a login writes it down each time.
    /// - `timeout` 500 ms: longer than the stalls of a healthy busy server
    ///   (a flush, a checkpoint), shorter than a client's patience.
    /// - `rise` 1: one answered question is proof of life; damping the return
    ///   is the business of Keepalived's own `preempt_delay`.
    /// - `fall` 2: one lost answer never moves a VIP; silence over two
    ///   connections is two of them.
    /// - `fast_down` true: a refused reconnect cannot be a slow server.
    /// - `grace` none: a service that does not answer does not deserve the VIP,
    ///   whatever it is about to do.
    /// - `damping` none: where the service of every node is flapping, a held
    ///   back one would be missed.
    fn default() -> Self {
        const ONE: NonZeroU32 = NonZeroU32::MIN;
        Policy {
            interval: Duration::from_millis(20),
            interval_when_down: Duration::from_millis(100),
            timeout: Duration::from_millis(500),
            rise: ONE,
            fall: ONE.saturating_add(1),
            fast_down: true,
            grace: Duration::ZERO,
            damping: Duration::ZERO,
        }
    }
}
