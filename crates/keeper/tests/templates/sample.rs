//! The shipped templates, filled in with sample values.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use keeper::template::{Filled, Library, Order, Part, Profile, Secrets, Surroundings};
use keeper::{Lang, Layout};
use tempfile::TempDir;

/// Two files that belong together.
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) profile: Profile,
    /// This server's and the other one's.
    pub(crate) files: [PathBuf; 2],
}

impl Pair {
    /// The same two, as the other server compares them.
    pub(crate) fn seen_from_the_peer(&self) -> Self {
        let [own, peer] = self.files.clone();
        Self {
            name: format!("{} (peer)", self.name),
            profile: self.profile,
            files: [peer, own],
        }
    }
}

/// Values for what has no default, and twice over for what is optional.
const SAMPLES: [(&str, &str); 10] = [
    ("vip", "10.20.0.77/24"),
    ("target", "127.0.0.1:8080"),
    ("real-1", "10.30.0.11"),
    ("real-2", "10.30.0.12"),
    ("real-3", "10.30.0.13"),
    ("gateway", "10.30.0.1/24"),
    ("address", "10.20.0.1"),
    ("peer", "10.20.0.2"),
    ("nopreempt", "yes"),
    ("persistence", "50"),
];

/// Each template in each profile and language, with as few and as many values
/// as it takes.  The directory goes away with its owner.
pub(crate) fn every_pair() -> (TempDir, Vec<Pair>) {
    let directory = tempfile::tempdir().unwrap();
    let secrets = Secrets::generate().unwrap();
    // A program that exists on every machine stands for ours: Keepalived looks
    // whether it may be run.
    let program = Path::new("/usr/bin/true");
    let interface = Some("eth0".to_owned());
    let surroundings = Surroundings::new(&Layout::system(), interface, "node-a", program, secrets);
    let mut pairs = Vec::new();
    let library = Library::new("/nonexistent");
    for template in library.all().unwrap() {
        let template = template.unwrap();
        let counterpart = library.counterpart(&template).unwrap();
        for (profile, lang, is_full) in ways() {
            let given: BTreeMap<_, _> = SAMPLES
                .into_iter()
                .filter(|(name, _)| {
                    let mut parameters = template.head.parameters.iter();
                    parameters.any(|(declared, parameter)| {
                        keeper::template::as_written(declared) == *name
                            && (is_full || parameter.is_required())
                    })
                })
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            let order = Order {
                given: &given,
                profile: Some(profile),
                release: None,
                surroundings: &surroundings,
            };
            let own = template.fill(&order).unwrap();
            let peer = own.peer(&counterpart).unwrap();
            let extent = if is_full { "full" } else { "least" };
            let name = format!("{}-{profile}-{lang}-{extent}", template.name);
            let write = |filled: &Filled<'_>, side: &str| {
                let path = directory.path().join(format!("{name}-{side}.conf"));
                let rendered = filled.render(Part::Config, lang).unwrap();
                fs::write(&path, rendered.text).unwrap();
                path
            };
            let files = [write(&own, "own"), write(&peer, "peer")];
            pairs.push(Pair {
                name,
                profile,
                files,
            });
        }
    }
    (directory, pairs)
}

fn ways() -> impl Iterator<Item = (Profile, Lang, bool)> {
    Profile::ALL.into_iter().flat_map(|profile| {
        Lang::ALL
            .into_iter()
            .flat_map(move |lang| [true, false].map(|is_full| (profile, lang, is_full)))
    })
}
