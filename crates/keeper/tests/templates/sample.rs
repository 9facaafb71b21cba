//! The shipped templates, filled in with sample values.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use keeper::template::{
    Filled, Library, Order, Part, Profile, Secrets, Surroundings, Template, as_written,
};
use keeper::{Lang, Layout};
use tempfile::TempDir;

/// Two files that belong together.
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) profile: Profile,
    /// This server's and the other one's.
    pub(crate) files: [PathBuf; 2],
    /// What goes into this server's vipkeeper.toml.
    pub(crate) checks: PathBuf,
}

impl Pair {
    /// The same two, as the other server compares them.
    pub(crate) fn seen_from_the_peer(&self) -> Self {
        let [own, peer] = self.files.clone();
        Self {
            name: format!("{} (peer)", self.name),
            profile: self.profile,
            files: [peer, own],
            checks: self.checks.clone(),
        }
    }
}

/// Values for what has no default, and twice over for what is optional.
const SAMPLES: [(&str, &str); 14] = [
    ("vip", "10.20.0.77/24"),
    ("target", "127.0.0.1:8080"),
    ("credentials", "/etc/vipkeeper/vk.cnf"),
    ("site", "www.example.org"),
    ("real-1", "10.30.0.11"),
    ("real-2", "10.30.0.12"),
    ("real-3", "10.30.0.13"),
    ("gateway", "10.30.0.1/24"),
    ("address", "10.20.0.1"),
    ("peer", "10.20.0.2"),
    ("nopreempt", "yes"),
    ("persistence", "50"),
    ("serve-stale", "yes"),
    ("admin", "/etc/vipkeeper/mysql-admin.cnf"),
];

/// Each template in each profile and language, with as few and as many values
/// as it takes.  The directory goes away with its owner.
pub(crate) fn every_pair() -> Result<(TempDir, Vec<Pair>)> {
    let directory = tempfile::tempdir()?;
    // A program that exists on every machine stands for ours: Keepalived looks
    // whether it may be run.
    let program = Path::new("/usr/bin/true");
    let interface = Some("eth0".to_owned());
    let secrets = Secrets::generate()?;
    let surroundings = Surroundings::new(&Layout::system(), interface, "node-a", program, secrets);
    let library = Library::new("/nonexistent");
    let mut pairs = Vec::new();
    for template in library.all()? {
        let template = template?;
        let counterpart = library.counterpart(&template)?;
        for way in ways() {
            let given = values(&template, way.is_full);
            let own = template.fill(&Order {
                given: &given,
                profile: Some(way.profile),
                release: None,
                surroundings: &surroundings,
            })?;
            let peer = own.peer(&counterpart)?;
            let name = format!("{}-{}", template.name, way.name());
            let files = [
                write(
                    &own,
                    way.lang,
                    directory.path().join(format!("{name}-own.conf")),
                )?,
                write(
                    &peer,
                    way.lang,
                    directory.path().join(format!("{name}-peer.conf")),
                )?,
            ];
            let checks = directory.path().join(format!("{name}.toml"));
            fs::write(&checks, own.render(Part::Checks, way.lang)?.text)?;
            pairs.push(Pair {
                name,
                profile: way.profile,
                files,
                checks,
            });
        }
    }
    Ok((directory, pairs))
}

/// How a template is rendered.
struct Way {
    profile: Profile,
    lang: Lang,
    is_full: bool,
}

impl Way {
    fn name(&self) -> String {
        let extent = if self.is_full { "full" } else { "least" };
        format!("{}-{}-{extent}", self.profile, self.lang)
    }
}

fn ways() -> impl Iterator<Item = Way> {
    Profile::ALL.into_iter().flat_map(|profile| {
        Lang::ALL.into_iter().flat_map(move |lang| {
            [true, false].map(|is_full| Way {
                profile,
                lang,
                is_full,
            })
        })
    })
}

fn values(template: &Template, is_full: bool) -> BTreeMap<String, String> {
    let wanted: Vec<_> = template
        .head
        .parameters
        .iter()
        .filter(|(_, parameter)| is_full || parameter.is_required())
        .map(|(name, _)| as_written(name))
        .collect();
    SAMPLES
        .into_iter()
        .filter(|(name, _)| wanted.iter().any(|wanted| wanted == name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn write(filled: &Filled<'_>, lang: Lang, path: PathBuf) -> Result<PathBuf> {
    fs::write(&path, filled.render(Part::Config, lang)?.text)?;
    Ok(path)
}
