//! The tokens tile every text, and every node lies in its parent.

#![no_main]

use keepalived_conf::syntax::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let tree = parse(text);
    assert_eq!(tree.text(), text);
    let mut open = vec![tree.root()];
    while let Some(node) = open.pop() {
        let around = node.span();
        for child in node.children() {
            assert!(around.start <= child.span().start && child.span().end <= around.end);
            assert!(
                child
                    .words()
                    .all(|word| word.value().len() <= word.raw().len())
            );
            open.push(child);
        }
    }
});
