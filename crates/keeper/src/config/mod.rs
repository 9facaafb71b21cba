//! keepalived.conf on this machine: reading it with its includes, examining
//! it, changing it.
//!
//! What the text means is the business of `keepalived_conf`, which is pure;
//! this is where its questions about files are answered.

mod error;
mod include;
mod read;

use std::path::Path;

use host::atomic_file;
use keepalived_conf::catalog::Version;
use keepalived_conf::edit::{self, Value};
use keepalived_conf::expand::{self, Expansion};
use keepalived_conf::format::{self, FormatOptions};
use keepalived_conf::lint::{self, Diagnostic};
use keepalived_conf::syntax;

pub use error::ConfigError;
pub(crate) use include::answer;
pub use read::{Source, read};

/// The language itself, for faces that render what it finds.
pub use keepalived_conf as language;

/// How many rounds of fixes are tried: a fix may bring another finding to
/// light, and a round that changes nothing ends it anyway.
const FIX_ROUNDS: usize = 10;

/// A configuration that was examined.
#[derive(Debug)]
pub struct Examined {
    /// The files and what they expand to.
    pub expansion: Expansion,
    /// What was found, sorted by place.
    pub findings: Vec<Diagnostic>,
}

/// Reads and examines a configuration; `peer` is the other node's.
///
/// `target` is the release that is to read it; without one, the newest.
pub fn check(
    source: &Source,
    peer: Option<&Source>,
    target: Option<Version>,
) -> Result<Examined, ConfigError> {
    let expansion = expand_source(source)?;
    let peer = peer.map(expand_source).transpose()?;
    let options = lint::Options {
        target_version: target,
        peer: peer.as_ref(),
        ..lint::Options::default()
    };
    let findings = lint::lint(&expansion, &options);
    Ok(Examined {
        expansion,
        findings,
    })
}

/// Reads a configuration with everything that it includes.
pub fn expand_source(source: &Source) -> Result<Expansion, ConfigError> {
    let main = read(source)?;
    let root = main.directory.clone();
    Ok(expand::expand(main, &expand_options(), &mut |request| {
        include::answer(request, Path::new(&root))
    }))
}

/// `@id` lines are compared with the host's name up to its first dot, as
/// Keepalived does without `--config-id`.
pub(crate) fn expand_options() -> expand::Options {
    let host = rustix::system::uname();
    let host = host.nodename().to_string_lossy();
    expand::Options {
        config_id: host.split('.').next().map(str::to_owned),
        ..expand::Options::default()
    }
}

/// Applies the fixes that keep beyond doubt what the author meant, to the
/// file itself and not to what it includes.  Gives the number of fixes.
pub fn fix(path: &Path, target: Option<Version>) -> Result<usize, ConfigError> {
    let source = Source::File(path.to_owned());
    let mut count = 0;
    for _ in 0..FIX_ROUNDS {
        let examined = check(&source, None, target)?;
        let text = examined.expansion.files[0].tree.source();
        let Some((fixed, fixes)) = apply_safe(text, &examined.findings) else {
            break;
        };
        count += fixes;
        write(path, &fixed)?;
    }
    Ok(count)
}

/// The text with as many safe fixes as do not overlap; `None` without any.
fn apply_safe(text: &[u8], findings: &[Diagnostic]) -> Option<(Vec<u8>, usize)> {
    let fixes = findings
        .iter()
        .filter_map(|finding| finding.fix.as_ref())
        .filter(|fix| fix.safe && fix.file == expand::FileId::MAIN);
    let mut edits = Vec::new();
    let mut fixed = None;
    let mut count = 0;
    for fix in fixes {
        let mut more = edits.clone();
        more.extend(fix.edits.iter().cloned());
        // An overlap with a fix that was taken before: the next round's.
        if let Ok(text_with) = edit::apply(text, &more)
            && text_with != text
        {
            edits = more;
            fixed = Some(text_with);
            count += 1;
        }
    }
    fixed.map(|fixed| (fixed, count))
}

/// The text with white space in order.
pub fn formatted(text: &[u8]) -> Result<Vec<u8>, ConfigError> {
    let tree = syntax::parse(text.to_vec());
    let edits = format::format(&tree, FormatOptions::default());
    Ok(edit::apply(text, &edits)?)
}

/// The value at a path such as `vrrp_instance.VI_1.priority`.
pub fn get(text: &[u8], path: &str) -> Result<Value, ConfigError> {
    let path = path.parse::<edit::Path>()?;
    Ok(edit::get(&syntax::parse(text.to_vec()), &path)?)
}

/// The text with the value at a path replaced; every other byte stays.
pub fn set(text: &[u8], path: &str, value: &str) -> Result<Vec<u8>, ConfigError> {
    let path = path.parse::<edit::Path>()?;
    let edits = edit::set(&syntax::parse(text.to_vec()), &path, value)?;
    Ok(edit::apply(text, &edits)?)
}

/// Replaces the file in one step.
pub fn write(path: &Path, text: &[u8]) -> Result<(), ConfigError> {
    Ok(atomic_file::write(path, text, 0o644)?)
}
