//! The new program says what it should, before anything depends on it.

use std::fs;

use super::super::error::Trouble;
use super::super::manifest::Kind;
use super::super::site::{Outcome, Site};
use super::super::source::Source;
use super::unpack::written;
use crate::engine::{ConfigTest, Engine};
use crate::message::Message;

/// What every release accepts: no interface, no script and no address.
const SIMPLEST: &str = "global_defs {\n    router_id vipkeeper\n}\n";

/// Asks the program for its version and has it test the simplest file.
pub(in super::super) fn run(site: &mut Site<'_>, source: &Source) -> Result<Outcome, Trouble> {
    let engine = Engine::new(source.program());
    let found = engine.version();
    let expected = source.release.version;
    if found.as_deref() != Some(&expected.to_string()) {
        return Err(Trouble::WrongProgram { expected, found });
    }
    // An empty file or a missing one would pass as well, so the file is one of ours.
    let path = site.layout.state_dir().join("smoke.conf");
    site.manifest.will_make(&path, Kind::File)?;
    fs::write(&path, SIMPLEST).map_err(written(&path))?;
    let tested = engine.test(&path)?;
    fs::remove_file(&path).map_err(written(&path))?;
    site.manifest.forget(|made| made.path == path)?;
    match tested {
        ConfigTest::Accepted => Ok(Outcome::Done(
            Message::new("install-smoke").with("version", expected),
        )),
        ConfigTest::Rejected { lines, .. } => Err(Trouble::Smoke { lines }),
        ConfigTest::NotTested { ending } => Err(Trouble::Smoke {
            lines: vec![ending.to_string()],
        }),
    }
}
