//! Renaming a thing together with everything that refers to it.

use super::{EditError, TextEdit};
use crate::syntax::{Node, Tree, Word};

/// What has a name that others refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Named {
    /// `vrrp_instance`
    Instance,
    /// `vrrp_sync_group`
    SyncGroup,
    /// `vrrp_script`
    Script,
    /// `vrrp_track_file` and `track_file`
    TrackFile,
    /// `vrrp_track_process`
    TrackProcess,
    /// `track_group`
    TrackGroup,
    /// `bfd_instance`
    Bfd,
    /// `virtual_server_group`
    VirtualServerGroup,
}

impl Named {
    /// The keywords that define it at the top of a file.
    const fn defined_by(self) -> &'static [&'static str] {
        match self {
            Self::Instance => &["vrrp_instance"],
            Self::SyncGroup => &["vrrp_sync_group"],
            Self::Script => &["vrrp_script"],
            Self::TrackFile => &["vrrp_track_file", "track_file"],
            Self::TrackProcess => &["vrrp_track_process"],
            Self::TrackGroup => &["track_group"],
            Self::Bfd => &["bfd_instance"],
            Self::VirtualServerGroup => &["virtual_server_group"],
        }
    }
}

/// Renames `old` to `new` in this text: the definition, if it is here, and all references.
pub fn rename(tree: &Tree, what: Named, old: &str, new: &str) -> Result<Vec<TextEdit>, EditError> {
    check_name(new)?;
    if old != new && definitions(tree, what).any(|word| is(word, new)) {
        return Err(EditError::NameTaken {
            name: new.to_owned(),
        });
    }
    let edits: Vec<TextEdit> = references(tree, what, old)
        .into_iter()
        .map(|word| {
            let quote = if word.is_quoted() { "\"" } else { "" };
            TextEdit::replace(word.span(), format!("{quote}{new}{quote}"))
        })
        .collect();
    if edits.is_empty() {
        return Err(EditError::NotFound {
            path: old.to_owned(),
        });
    }
    Ok(edits)
}

/// All words that are this name, definitions first, then references in order.
pub fn references<'t>(tree: &'t Tree, what: Named, name: &str) -> Vec<Word<'t>> {
    let mut found: Vec<Word<'t>> = definitions(tree, what)
        .filter(|word| is(*word, name))
        .collect();
    collect(tree.root(), what, name, &mut found);
    found
}

fn definitions(tree: &Tree, what: Named) -> impl Iterator<Item = Word<'_>> {
    let keywords = what.defined_by();
    let defined = move |node: &Node<'_>| keywords.iter().any(|keyword| node.is(keyword));
    tree.root()
        .statements()
        .filter(defined)
        .filter_map(|node| node.arg(0))
}

fn collect<'t>(block: Node<'t>, what: Named, name: &str, found: &mut Vec<Word<'t>>) {
    for node in block.statements() {
        found.extend(
            referring(node, what)
                .into_iter()
                .filter(|word| is(*word, name)),
        );
        collect(node, what, name, found);
    }
}

/// The words of one statement, or of the list in its block, that refer to things of this kind.
fn referring(node: Node<'_>, what: Named) -> Vec<Word<'_>> {
    let parent = node.parent();
    let at_top = parent.is_none_or(|parent| parent.parent().is_none());
    let in_block = |keyword: &str| parent.is_some_and(|parent| parent.is(keyword));
    let first_of_lines = || node.statements().filter_map(Node::keyword).collect();
    match what {
        Named::Instance
            if node.is("group") && (in_block("vrrp_sync_group") || in_block("track_group")) =>
        {
            node.statements().flat_map(Node::words).collect()
        }
        Named::Script if node.is("track_script") => first_of_lines(),
        Named::TrackFile if node.is("track_file") && !at_top && node.has_block() => {
            first_of_lines()
        }
        Named::TrackFile if node.is("track_file") && in_block("FILE_CHECK") => {
            node.arg(0).into_iter().collect()
        }
        Named::TrackProcess if node.is("track_process") => first_of_lines(),
        Named::Bfd if node.is("track_bfd") => first_of_lines(),
        Named::Bfd if node.is("name") && in_block("BFD_CHECK") => node.arg(0).into_iter().collect(),
        Named::VirtualServerGroup if node.is("virtual_server") => {
            let group = node.arg(0).is_some_and(|word| is(word, "group"));
            node.arg(1).filter(|_| group).into_iter().collect()
        }
        Named::TrackGroup if !at_top => after_word(node, "track_group"),
        Named::Instance
        | Named::SyncGroup
        | Named::Script
        | Named::TrackFile
        | Named::TrackProcess
        | Named::TrackGroup
        | Named::Bfd
        | Named::VirtualServerGroup => Vec::new(),
    }
}

fn after_word<'t>(node: Node<'t>, option: &str) -> Vec<Word<'t>> {
    let words: Vec<Word<'t>> = node.words().collect();
    words
        .windows(2)
        .filter(|two| is(two[0], option))
        .map(|two| two[1])
        .collect()
}

fn is(word: Word<'_>, text: &str) -> bool {
    *word.value() == *text.as_bytes()
}

fn check_name(name: &str) -> Result<(), EditError> {
    let bad = |sign: char| sign.is_whitespace() || sign.is_control() || "{}\"'#!$\\".contains(sign);
    if name.is_empty() || name.contains(bad) || name.starts_with(['@', '~']) {
        let reason = "a name is one word without quotes, braces, '$', '\\' and comment signs";
        return Err(EditError::InvalidText {
            text: name.to_owned(),
            reason,
        });
    }
    Ok(())
}
