//! Linting ends; every finding has a place in the text, and every fix can be carried out.

#![no_main]

use keepalived_conf::expand::{Options, expand_text};
use keepalived_conf::lint::{self, lint};
use keepalived_conf::{edit, model::Model};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let options = Options {
        max_lines: 2000,
        ..Options::default()
    };
    let expansion = expand_text(text, &options);
    let _ = Model::read(&expansion);
    let peer = lint::Options {
        peer: Some(&expansion),
        ..lint::Options::default()
    };
    for finding in lint(&expansion, &peer) {
        let file = expansion.file(finding.at.file).expect("the file exists");
        assert!(finding.at.span.end as usize <= file.tree.source().len());
        if let Some(fix) = finding.fix {
            let file = expansion.file(fix.file).expect("the file exists");
            edit::apply(file.tree.source(), &fix.edits).expect("a fix can be carried out");
        }
    }
});
