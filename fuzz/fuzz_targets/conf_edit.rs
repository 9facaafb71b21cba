//! Whatever the text, a value that was set is read back, and edits apply.
//!
//! The first line of the input is the path, the second the value, the rest the text.

#![no_main]

use keepalived_conf::edit::{Named, Path, Value, add, apply, get, remove, rename, set};
use keepalived_conf::syntax::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(3, |byte| *byte == b'\n');
    let mut line = || std::str::from_utf8(parts.next().unwrap_or_default()).ok();
    let (Some(path), Some(value)) = (line(), line()) else {
        return;
    };
    let Ok(path) = path.parse::<Path>() else {
        return;
    };
    let tree = parse(parts.next().unwrap_or_default());

    if let (Ok(Value::Words(before)), Ok(edits)) = (get(&tree, &path), set(&tree, &path, value)) {
        let after = parse(apply(tree.source(), &edits).expect("edits do not overlap"));
        let Ok(Value::Words(now)) = get(&after, &path) else {
            unreachable!("the value is still there")
        };
        let as_value = words(&format!("x {value}")).split_off(1);
        assert!(
            now == as_value || now == words(value),
            "{now:?}, was {before:?}"
        );
    }
    for edits in [
        add(&tree, &path, value),
        remove(&tree, &path),
        rename(&tree, Named::Script, value, "x"),
    ] {
        let Ok(edits) = edits else { continue };
        apply(tree.source(), &edits).expect("edits do not overlap");
    }
});

/// The words of the first statement.
fn words(text: &str) -> Vec<String> {
    let tree = parse(text);
    let words = tree
        .root()
        .statements()
        .take(1)
        .flat_map(|node| node.words());
    words.map(|word| word.text().into_owned()).collect()
}
