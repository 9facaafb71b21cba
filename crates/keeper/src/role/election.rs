//! Where this node stands in the election that a server follows.
//!
//! The machine and the wire are asked, and not the event that made us look: a
//! notification may be late, lost, or long since overtaken.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::time::Duration;

use host::capture::{CaptureError, Direction, VrrpListener};
use keepalived_conf::model::{Model, VrrpInstance, down_interval};
use vrrp::Priority;

use super::error::RoleError;
use crate::config::{Source, expand_source};
use crate::layout::Layout;
use crate::observe::hub;

/// What a busy machine may be late by.
const GRACE: Duration = Duration::from_millis(200);

/// One `vrrp_instance`, as far as it says who is MASTER.
#[derive(Debug)]
pub(super) struct Election {
    interface: String,
    vrid: u8,
    virtual_ips: BTreeSet<IpAddr>,
    /// Who has been silent for so long is not MASTER.
    silence: Duration,
    /// A rival that lives is heard within this time.
    turn: Duration,
}

impl Election {
    /// The instance of this name, or the only one, of keepalived.conf.
    pub(super) fn of(layout: &Layout, name: Option<&str>) -> Result<Self, RoleError> {
        let expansion = expand_source(&Source::File(layout.config()))?;
        let model = Model::read(&expansion);
        let instance = choose(&model, name, layout)?;
        let (Some(interface), Some(vrid)) = (&instance.interface, &instance.vrid) else {
            return Err(RoleError::Incomplete {
                instance: instance.name.value.clone(),
                path: layout.config(),
            });
        };
        let version = instance.version(&model.globals);
        let interval = instance.advert_interval(&model.globals);
        let adverts = instance.down_timer_adverts(&model.globals);
        let wait = down_interval(version, interval, instance.priority(), adverts);
        Ok(Self {
            interface: interface.value.clone(),
            vrid: vrid.value.value(),
            virtual_ips: instance.addresses.iter().map(|ip| ip.address).collect(),
            silence: wait + GRACE,
            turn: interval.used_by(version).duration() + GRACE,
        })
    }

    /// Whether this node is MASTER: its kernel holds an address, and a
    /// Keepalived lives that could give it up.  An address that a killed one
    /// left behind makes nobody MASTER.
    pub(super) async fn is_won(&self, layout: &Layout) -> Result<bool, RoleError> {
        let held = host::net::addresses().await?;
        Ok(!held.is_disjoint(&self.virtual_ips) && hub::find(layout).is_some())
    }

    /// Whether another node says that it is MASTER.  Returns as soon as one is
    /// heard; silence takes as long as a backup would wait for the next advert.
    pub(super) async fn has_rival(&self) -> Result<bool, CaptureError> {
        self.hears_rival(self.silence).await
    }

    /// Whether another node is MASTER beside this one, which is for the moment:
    /// one of the two took over because the other's adverts were late, and will
    /// give way.  Silence takes one advert.
    pub(super) async fn is_contested(&self) -> Result<bool, CaptureError> {
        self.hears_rival(self.turn).await
    }

    async fn hears_rival(&self, time: Duration) -> Result<bool, CaptureError> {
        let listener = VrrpListener::open(&self.interface)?;
        match tokio::time::timeout(time, self.rival(&listener)).await {
            Ok(heard) => heard.map(|()| true),
            Err(_) => Ok(false),
        }
    }

    async fn rival(&self, listener: &VrrpListener) -> Result<(), CaptureError> {
        loop {
            let packet = listener.receive().await?;
            if let (Direction::Incoming, Ok((_, advert))) = (packet.direction, packet.content)
                && advert.vrid.value() == self.vrid
                && advert.priority != Priority::RESIGN
            {
                return Ok(());
            }
        }
    }
}

fn choose<'a>(
    model: &'a Model,
    name: Option<&str>,
    layout: &Layout,
) -> Result<&'a VrrpInstance, RoleError> {
    let names = || {
        let names = model.instances.iter();
        names.map(|instance| instance.name.value.clone()).collect()
    };
    match (name, model.instances.as_slice()) {
        (None, [only]) => Ok(only),
        (None, _) => Err(RoleError::WhichInstance {
            path: layout.config(),
            instances: names(),
        }),
        (Some(name), _) => model.instance(name).ok_or_else(|| RoleError::NoInstance {
            name: name.to_owned(),
            path: layout.config(),
            instances: names(),
        }),
    }
}
