//! What the failure of a check does.

use std::fmt;

use serde::Deserialize;

/// What the failure of a check does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum FailurePolicy {
    /// `fault`: Keepalived leaves the election and comes back by itself.
    #[default]
    Fault,
    /// `stop-keepalived`: besides, `heal` stops Keepalived, and starts it when
    /// the service is well again.
    StopKeepalived,
    /// `weight -N`: the node's priority falls by so much, and it still serves
    /// when nobody better can.
    Weight(WeightLoss),
    /// `alert-only`: it is told, and nothing else.
    AlertOnly,
}

/// How much priority a failure costs, 1 to 253: Keepalived's weights end there
/// (`vrrp_script`, `track_file`: −253 to 253).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeightLoss(u8);

impl WeightLoss {
    /// So much, from 1 to 253.
    #[must_use]
    pub fn new(loss: u8) -> Option<Self> {
        (1..=253).contains(&loss).then_some(Self(loss))
    }

    /// The weight as Keepalived writes it, −1 to −253.
    #[must_use]
    pub fn weight(self) -> i16 {
        -i16::from(self.0)
    }
}

impl TryFrom<String> for FailurePolicy {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let weight = || {
            let loss = text.strip_prefix("weight")?.trim().strip_prefix('-')?;
            WeightLoss::new(loss.parse().ok()?).map(Self::Weight)
        };
        match text.as_str() {
            "fault" => Ok(Self::Fault),
            "stop-keepalived" => Ok(Self::StopKeepalived),
            "alert-only" => Ok(Self::AlertOnly),
            _ => weight().ok_or_else(|| {
                format!(
                    "`{text}` is no policy: it is `fault`, `stop-keepalived`, `alert-only`, or \
                     `weight -N` with N from 1 to 253"
                )
            }),
        }
    }
}

impl fmt::Display for FailurePolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault => f.write_str("fault"),
            Self::StopKeepalived => f.write_str("stop-keepalived"),
            Self::Weight(loss) => write!(f, "weight {}", loss.weight()),
            Self::AlertOnly => f.write_str("alert-only"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_reads_back_as_it_is_written() {
        for text in [
            "fault",
            "stop-keepalived",
            "alert-only",
            "weight -1",
            "weight -253",
        ] {
            let policy = FailurePolicy::try_from(text.to_owned()).unwrap();
            assert_eq!(policy.to_string(), text);
        }
    }

    #[test]
    fn a_weight_that_lifts_or_means_nothing_is_refused() {
        for text in [
            "weight 5",
            "weight -0",
            "weight -254",
            "weight",
            "weight-",
            "Fault",
            "",
        ] {
            let refused = FailurePolicy::try_from(text.to_owned()).unwrap_err();
            assert!(refused.contains("`weight -N`"), "{text}: {refused}");
        }
    }
}
