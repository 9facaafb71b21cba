//! What a tracker does to the priority.

use super::words::FromWords;

/// `weight NUMBER [reverse]`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// The change of priority; 0 means that the verdict decides between FAULT and taking part.
    pub value: i32,
    /// Whether the verdict counts the other way round.
    pub reverse: bool,
}

impl Weight {
    /// Without `reverse`.
    pub const fn plain(value: i32) -> Self {
        Self {
            value,
            reverse: false,
        }
    }
}

impl FromWords for Weight {
    fn from_words(words: &[&str]) -> Option<Self> {
        Some(Self {
            value: words.first()?.parse().ok()?,
            reverse: words.get(1) == Some(&"reverse"),
        })
    }
}
