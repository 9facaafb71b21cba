//! The lines of `track_script`, `track_file`, `track_process`, `track_interface` and `track_bfd`.

use super::reader::{BlockReader, EntryLine};
use super::spanned::Spanned;
use super::weight::Weight;

/// What an instance or a group watches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trackers {
    /// `track_script`
    pub scripts: Vec<Track>,
    /// `track_file`
    pub files: Vec<Track>,
    /// `track_process`
    pub processes: Vec<Track>,
    /// `track_interface`
    pub interfaces: Vec<Track>,
    /// `track_bfd`
    pub bfds: Vec<Track>,
}

/// One line: what is watched and, perhaps, a weight of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The name of the script, file, process, session or interface.
    pub name: Spanned<String>,
    /// The number after `weight`.
    pub weight: Option<Spanned<i32>>,
    /// `reverse` or `noreverse`.
    pub reverse: Option<bool>,
}

impl Track {
    /// The weight that counts when `own` is that of the definition.
    pub fn weight(&self, own: Weight) -> Weight {
        Weight {
            value: self
                .weight
                .as_ref()
                .map_or(own.value, |weight| weight.value),
            reverse: self.reverse.unwrap_or(own.reverse),
        }
    }
}

impl Trackers {
    pub(super) fn read(reader: &BlockReader<'_>) -> Self {
        let tracks = |keyword| {
            let lines = reader.entries(keyword);
            lines
                .iter()
                .filter_map(|line| track(reader, line))
                .collect()
        };
        Self {
            scripts: tracks("track_script"),
            files: tracks("track_file"),
            processes: tracks("track_process"),
            interfaces: tracks("track_interface"),
            bfds: tracks("track_bfd"),
        }
    }

    /// Whether nothing is watched.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A line with an unknown option is dropped as a whole, as Keepalived does.
fn track(reader: &BlockReader<'_>, line: &EntryLine<'_>) -> Option<Track> {
    let (name, rest) = line.words.split_first()?;
    let (mut weight, mut reverse) = (None, None);
    if let Some((option, value)) = rest.split_first() {
        if option.text() != "weight" {
            return None;
        }
        let number = reader.word(*value.first()?);
        weight = number.value.parse().ok().map(|value| number.map(|_| value));
        reverse = value.get(1).and_then(|word| match word.text().as_ref() {
            "reverse" => Some(true),
            "noreverse" => Some(false),
            _ => None,
        });
    }
    Some(Track {
        name: reader.word(*name),
        weight,
        reverse,
    })
}
