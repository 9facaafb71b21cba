//! A value with the place it was written.

use crate::expand::Location;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The words that say it, in the file they stand in.
    pub at: Location,
    /// Where they stand in the expanded text: what Keepalived reads first has the lower number, also
    /// across files.
    pub read_at: u32,
}

impl<T> Spanned<T> {
    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: change(self.value),
            at: self.at,
            read_at: self.read_at,
        }
    }
}

/// The value of an optional setting, if it was written.
pub(super) fn written<T: Copy>(setting: &Option<Spanned<T>>) -> Option<T> {
    setting.as_ref().map(|setting| setting.value)
}
