//! `vipkeeper release`: what the service manager runs after Keepalived has
//! ended, however it ended.

use keeper::Message;
use keeper::orphan::{self, Release};
use serde::Serialize;

use super::service::require_root;
use crate::context::Context;
use crate::failure::Failure;

#[derive(Serialize)]
struct ReleaseData {
    keepalived: Option<u32>,
    released: Vec<ReleasedData>,
}

#[derive(Serialize)]
struct ReleasedData {
    address: String,
    interface: String,
    instance: String,
}

/// Takes away the addresses that a killed Keepalived left behind, and says
/// which.
pub(crate) fn run(context: &Context) -> Result<(), Failure> {
    require_root()?;
    let release = orphan::release(&context.layout)?;
    if context.output.is_json() {
        context.output.data(&data(release));
        return Ok(());
    }
    match release {
        Release::KeepalivedRuns(pid) => {
            context
                .output
                .line(&Message::new("release-running").with("pid", pid));
        }
        Release::Done(released) => {
            for address in released {
                let message = Message::new("release-removed")
                    .with("address", address.address)
                    .with("interface", address.interface)
                    .with("instance", address.instance);
                context.output.line(&message);
            }
        }
    }
    Ok(())
}

fn data(release: Release) -> ReleaseData {
    let (keepalived, released) = match release {
        Release::KeepalivedRuns(pid) => (Some(pid), Vec::new()),
        Release::Done(released) => (None, released),
    };
    let released = released.into_iter().map(|address| ReleasedData {
        address: address.address,
        interface: address.interface,
        instance: address.instance,
    });
    ReleaseData {
        keepalived,
        released: released.collect(),
    }
}
