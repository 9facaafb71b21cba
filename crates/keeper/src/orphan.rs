//! Virtual addresses that a killed Keepalived left behind.
//!
//! A Keepalived that ends gives its addresses up; one whose processes are all
//! killed cannot, and then this node answers beside the one that has taken
//! over.  Owns which addresses are orphans, and takes them away.

use std::io;
use std::path::Path;

use host::net::{HeldAddress, Netlink, held_addresses, remove_address};
use host::process::Process;
use keepalived_conf::model::{Model, Priority, VrrpInstance};

use crate::config::{self, ConfigError, Source};
use crate::layout::Layout;
use crate::message::{Explain, Explanation, Message};

/// An address that was taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// With its prefix, such as `10.0.0.100/24`.
    pub address: String,
    /// The interface that held it.
    pub interface: String,
    /// The instance that it belongs to.
    pub instance: String,
}

/// What became of the orphans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Release {
    /// Keepalived runs, as this process: its addresses are none.
    KeepalivedRuns(u32),
    /// These were taken away; perhaps there were none.
    Done(Vec<Released>),
}

/// Why orphans could not be told or taken away.
#[derive(Debug, thiserror::Error)]
pub enum ReleaseError {
    /// The configuration could not be read, and without it no address is known
    /// to be virtual.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The kernel could not be asked or told.
    #[error(transparent)]
    Netlink(#[from] Netlink),
    /// The system gave no means to ask with.
    #[error("cannot ask the kernel")]
    Runtime(#[source] io::Error),
}

/// Takes away every orphan of this node, unless Keepalived runs.
pub fn release(layout: &Layout) -> Result<Release, ReleaseError> {
    if let Some(process) = running(&layout.config()) {
        return Ok(Release::KeepalivedRuns(process));
    }
    let source = Source::File(layout.config());
    let model = Model::read(&config::expand_source(&source)?);
    let orphans = orphans(&model, held()?);
    let runtime = runtime().map_err(ReleaseError::Runtime)?;
    let mut released = Vec::new();
    for (held, instance) in orphans {
        runtime.block_on(remove_address(&held))?;
        released.push(Released {
            address: format!("{}/{}", held.address, held.prefix),
            interface: held.interface,
            instance,
        });
    }
    Ok(Release::Done(released))
}

/// Every address that this node holds.
pub(crate) fn held() -> Result<Vec<HeldAddress>, ReleaseError> {
    let runtime = runtime().map_err(ReleaseError::Runtime)?;
    Ok(runtime.block_on(held_addresses())?)
}

fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

/// A running Keepalived that may have read this configuration.  One without a
/// pid file counts as well, and so does one that does not say what it read:
/// an address too many is better than one taken from who holds it by right.
fn running(config: &Path) -> Option<u32> {
    Process::running("keepalived")
        .iter()
        .find(|process| {
            let file = file_of(&process.command_line());
            file.is_none_or(|file| Path::new(&file) == config)
        })
        .map(Process::id)
}

/// The configuration that a command line names: `-f FILE`, `-fFILE`,
/// `--use-file FILE`, `--use-file=FILE`.
fn file_of(words: &[String]) -> Option<String> {
    let mut words = words.iter().skip(1);
    while let Some(word) = words.next() {
        if word == "-f" || word == "--use-file" {
            return words.next().cloned();
        }
        let joined = word
            .strip_prefix("--use-file=")
            .or_else(|| word.strip_prefix("-f"));
        if let Some(file) = joined {
            return Some(file.to_owned());
        }
    }
    None
}

/// Those of the addresses that the configuration calls virtual, each with its
/// instance.  The owner of an address has it as its own and keeps it.
fn orphans(model: &Model, held: Vec<HeldAddress>) -> Vec<(HeldAddress, String)> {
    let virtual_router = |held: &HeldAddress| {
        let mut instances = model
            .instances
            .iter()
            .filter(|instance| !is_owner(instance));
        let instance = instances.find(|instance| {
            let mut vips = instance.addresses.iter().chain(&instance.excluded);
            vips.any(|vip| {
                vip.address == held.address
                    && vip.prefix == held.prefix
                    && interface(instance, vip.interface.as_ref().map(|dev| &dev.value))
                        .is_none_or(|name| *name == held.interface)
            })
        })?;
        Some(instance.name.value.clone())
    };
    held.into_iter()
        .filter_map(|held| {
            let instance = virtual_router(&held)?;
            Some((held, instance))
        })
        .collect()
}

/// Where the address goes: its own `dev`, else the instance's interface.  With
/// a virtual MAC Keepalived makes that interface and may name it as it likes,
/// so then any will do.
fn interface<'m>(instance: &'m VrrpInstance, dev: Option<&'m String>) -> Option<&'m String> {
    let has_own_link = instance.use_vmac.is_some() || instance.use_ipvlan.is_some();
    match (dev, has_own_link) {
        (Some(dev), _) => Some(dev),
        (None, true) => None,
        (None, false) => instance.interface.as_ref().map(|name| &name.value),
    }
}

fn is_owner(instance: &VrrpInstance) -> bool {
    instance.priority() == Priority::OWNER
}

impl Explain for ReleaseError {
    fn explain(&self) -> Explanation {
        match self {
            Self::Config(error) => error.explain(),
            Self::Netlink(error) => Explanation::new(Message::new("error-netlink")).cause(error),
            Self::Runtime(source) => Explanation::new(Message::new("error-netlink")).cause(source),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn the_configuration_of_a_running_keepalived_is_on_its_command_line() {
        for line in [
            "keepalived -n -f /a/k.conf",
            "keepalived -f/a/k.conf -n",
            "keepalived --dont-fork --use-file /a/k.conf",
            "keepalived --use-file=/a/k.conf",
        ] {
            assert_eq!(
                file_of(&words(line)).as_deref(),
                Some("/a/k.conf"),
                "{line}"
            );
        }
        assert_eq!(file_of(&words("/usr/sbin/keepalived --dont-fork")), None);
    }
}
