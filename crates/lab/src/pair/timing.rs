//! How quick Keepalived itself is in vipkeeper's design: the profile of the template, and the
//! interval between two advertisements.

use std::time::Duration;

/// The priority of the node that takes over; its skew time is what the others wait for.
const TAKES_OVER: u32 = 240;

/// A profile of vipkeeper's templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// VRRP version 3, intervals in hundredths of a second.
    Fast,
    /// VRRP version 2 with a password, intervals in whole seconds.
    Classic,
}

/// The profile with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// The profile.
    pub profile: Profile,
    /// Between two advertisements.
    pub advert_interval: Duration,
}

impl Timing {
    /// What the templates have unless told otherwise.
    pub const FAST: Self = Self {
        profile: Profile::Fast,
        advert_interval: Duration::from_millis(100),
    };
    /// The shortest interval that VRRP version 3 can tell.
    pub const SHORTEST: Self = Self {
        profile: Profile::Fast,
        advert_interval: Duration::from_millis(10),
    };
    /// The shortest that version 2 can tell.
    pub const CLASSIC: Self = Self {
        profile: Profile::Classic,
        advert_interval: Duration::from_secs(1),
    };

    /// What `vipkeeper template render` is told of it. The password has to be the same on both nodes,
    /// and is new each time by default.
    pub(super) fn arguments(self) -> Vec<String> {
        let interval = self.advert_interval.as_secs_f64();
        let mut arguments = vec![
            "--profile".to_owned(),
            match self.profile {
                Profile::Fast => "fast".to_owned(),
                Profile::Classic => "classic".to_owned(),
            },
            "--set".to_owned(),
            format!("advert-int={interval}"),
        ];
        if self.profile == Profile::Classic {
            arguments.extend(["--set".to_owned(), "auth-pass=lab-pair".to_owned()]);
        }
        arguments
    }

    /// For how long the other node waits for a peer that says nothing more: RFC 9568 §6.1.
    pub fn down_interval(self) -> Duration {
        self.advert_interval * 3 + self.skew_time()
    }

    /// For how long it waits after the peer has resigned.
    pub fn skew_time(self) -> Duration {
        self.advert_interval * (256 - TAKES_OVER) / 256
    }
}

impl Default for Timing {
    fn default() -> Self {
        Self::FAST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waiting_times_follow_from_the_interval() {
        assert_eq!(Timing::FAST.skew_time(), Duration::from_micros(6250));
        assert_eq!(Timing::FAST.down_interval(), Duration::from_micros(306_250));
        assert_eq!(
            Timing::CLASSIC.down_interval(),
            Duration::from_micros(3_062_500)
        );
    }

    #[test]
    fn the_interval_is_told_in_seconds_and_version_2_gets_a_password() {
        let fast = Timing::SHORTEST.arguments().join(" ");
        assert_eq!(fast, "--profile fast --set advert-int=0.01");
        let classic = Timing::CLASSIC.arguments().join(" ");
        assert_eq!(
            classic,
            "--profile classic --set advert-int=1 --set auth-pass=lab-pair"
        );
    }
}
