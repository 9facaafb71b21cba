//! The designs that are compared.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use clap::ValueEnum;
use lab::{Design, PairPlan, Protects, Timing};
use serde::{Deserialize, Serialize};

/// A pair as it is set up.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ValueEnum, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[value(rename_all = "kebab-case")]
pub(crate) enum Setup {
    /// vipkeeper, profile fast: VRRP version 3, advertisements every 10 ms.
    Fast10,
    /// vipkeeper, profile fast: VRRP version 3, advertisements every 100 ms.
    Fast100,
    /// vipkeeper, profile classic: VRRP version 2, advertisements every second.
    Classic,
    /// What guides show: a script every 2 s, VRRP version 2, priorities 100 and 99.
    Guide,
}

impl Setup {
    /// In the order of the tables.
    pub(crate) const ALL: [Self; 4] = [Self::Fast10, Self::Fast100, Self::Classic, Self::Guide];

    /// As in the tables.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Fast10 => "fast, 10 ms",
            Self::Fast100 => "fast, 100 ms",
            Self::Classic => "classic, 1 s",
            Self::Guide => "the usual guide",
        }
    }

    /// Whether its milliseconds are made by timers of seconds: pairs of such designs may be measured
    /// side by side.
    pub(crate) fn is_slow(self) -> bool {
        matches!(self, Self::Classic | Self::Guide)
    }

    /// Keepalived's timing in vipkeeper's designs.
    pub(crate) fn timing(self) -> Option<Timing> {
        match self {
            Self::Fast10 => Some(Timing::SHORTEST),
            Self::Fast100 => Some(Timing::FAST),
            Self::Classic => Some(Timing::CLASSIC),
            Self::Guide => None,
        }
    }

    /// The pair to build.
    pub(crate) fn plan(
        self,
        program: &Path,
        period: Duration,
        interrupted: &Arc<AtomicBool>,
    ) -> PairPlan {
        PairPlan {
            design: match self {
                Self::Guide => Design::Classic,
                _ => Design::Resident,
            },
            timing: self.timing().unwrap_or_default(),
            probe_period: period,
            interrupted: Arc::clone(interrupted),
            ..PairPlan::new("bench", program, Protects::Mysql)
        }
    }
}
