//! What a change will do, before it is done.  Pure.
//!
//! [`diff`] says what differs, whatever it is; [`effect`] says what that means
//! for the addresses where it can be known from this node alone.

mod diff;
mod effect;

use keepalived_conf::expand::Expansion;
use keepalived_conf::model::Model;

pub use diff::Difference;
pub(super) use effect::speaks_differently;
pub use effect::{Effect, Standing};

use crate::message::Message;

/// What a change will do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What differs for Keepalived; comments and spacing do not.
    pub differences: Vec<Difference>,
    /// What that means.
    pub effects: Vec<Effect>,
}

impl Plan {
    /// Compares what is there, if anything is, with what is to be.
    /// `standings` are the states that Keepalived tells now.
    #[must_use]
    pub fn of(before: Option<&Expansion>, after: &Expansion, standings: &[Standing]) -> Self {
        let Some(before) = before else {
            return Self {
                differences: diff::everything(after),
                effects: Vec::new(),
            };
        };
        let models = (Model::read(before), Model::read(after));
        Self {
            differences: diff::differences(before, after),
            effects: effect::effects(&models.0, &models.1, standings),
        }
    }

    /// Each line of it in words.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        if self.differences.is_empty() {
            return vec![Message::new("plan-nothing")];
        }
        let differences = self.differences.iter().map(Difference::message);
        differences
            .chain(self.effects.iter().map(Effect::message))
            .collect()
    }
}
