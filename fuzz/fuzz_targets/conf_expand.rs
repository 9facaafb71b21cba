//! Expansion ends, and everything in its result has a place in a file.

#![no_main]

use keepalived_conf::expand::{Included, InputFile, Options, expand};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let file = |name: &str| InputFile {
        name: name.into(),
        directory: "/etc".into(),
        text: text.to_vec(),
    };
    let options = Options {
        config_id: Some("a".into()),
        max_lines: 2000,
        ..Options::default()
    };
    let mut count = 0;
    let expansion = expand(file("main"), &options, &mut |_| {
        count += 1;
        let files = if count < 8 {
            vec![file(&count.to_string())]
        } else {
            Vec::new()
        };
        Included {
            files,
            trouble: None,
        }
    });
    for token in expansion.tree.tokens() {
        let place = expansion.map.locate(token.span);
        let file = expansion.file(place.file).expect("the file exists");
        assert!(place.span.end as usize <= file.tree.source().len());
    }
});
