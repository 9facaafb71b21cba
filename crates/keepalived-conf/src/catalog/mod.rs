//! Every keyword of `keepalived.conf`, from 2.0.20 to 2.4.3 and the branch after it.
//!
//! For each keyword the catalogue holds the block it stands in, the release it came with, the words
//! it takes with their kinds and ranges, what holds without it, and a line of help in English and
//! Chinese. It drives lint, completion, hover help and the generated reference.
//!
//! ```
//! use keepalived_conf::catalog;
//!
//! let priority = catalog::lookup("vrrp_instance", "priority").unwrap();
//! assert!(priority.line.check(&["150"]).is_empty());
//! assert_eq!(priority.line.check(&["256"]).len(), 1);
//! assert_eq!(catalog::closest("vrrp_instance", "prioritee"), Some("priority"));
//! ```
//!
//! - [`Block`], [`Keyword`]: what there is. [`Body`] says what a keyword opens.
//! - [`Line`]: the words after a keyword or in an entry; [`Line::check`] finds those that do not fit.
//! - [`Kind`]: what one word may be; [`Kind::read`] reads it as Keepalived does.
//! - [`Version`], [`Availability`]: which release knows what.
//!
//! The tables are constants written by hand in `blocks/` and `entries/`: nothing is parsed or
//! allocated at run time. Names and releases were read from the sources of seven releases, kinds,
//! ranges and defaults from the handlers of 2.2.7 and 2.3.4, and the ranges of 2.2.7 are compared
//! with `keepalived -t` by a test. Deliberately absent: what several statements mean together, and
//! what only the machine can tell. That is lint's.

mod address;
mod blocks;
mod closest;
mod entries;
mod keyword;
mod kind;
mod line;
mod reading;
mod shape;
mod version;
mod writing;

pub use keyword::{Block, Body, Deprecation, Entry, Feature, Help, Keyword, Preset};
pub use kind::{Family, Kind, Object, Outside, Unit};
pub use line::{Arg, Extra, Head, Line, Opt, Presence, Problem};
pub use reading::{BOOLS, Wrong};
pub use version::{ANALYSED, Availability, NotAVersion, Version};

/// The top of the file.
#[must_use]
pub fn top_level() -> &'static Block {
    &blocks::TOP
}

/// The block at this path of names joined by `/`, such as `vrrp_instance/authentication`; the empty
/// path is the top.
#[must_use]
pub fn block(path: &str) -> Option<&'static Block> {
    path.split('/')
        .filter(|name| !name.is_empty())
        .try_fold(top_level(), |block, name| block.keyword(name)?.block())
}

/// The keyword of this name in the block at this path.
#[must_use]
pub fn lookup(path: &str, keyword: &str) -> Option<&'static Keyword> {
    block(path)?.keyword(keyword)
}

/// The keywords of the block at this path; none when there is no such block.
pub fn children(path: &str) -> impl Iterator<Item = &'static Keyword> + use<> {
    block(path).into_iter().flat_map(Block::keywords)
}

/// Every block, parents before their children.
#[must_use]
pub fn blocks() -> Vec<&'static Block> {
    let mut found = vec![top_level()];
    let mut next = 0;
    while next < found.len() {
        found.extend(found[next].keywords().filter_map(Keyword::block));
        next += 1;
    }
    found
}

/// The keyword of the block that a misspelt word most likely means.
#[must_use]
pub fn closest(path: &str, word: &str) -> Option<&'static str> {
    closest::closest(word, children(path).map(|keyword| keyword.name))
}

/// The word nearest to a misspelt one among any words, such as those of [`Wrong::NotOneOf`].
#[must_use]
pub fn closest_word<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    closest::closest(word, known)
}
