//! `global_defs`: what other parts of the configuration depend on.

use std::net::IpAddr;
use std::time::Duration;

use super::command::Command;
use super::preset::preset;
use super::reader::BlockReader;
use super::spanned::{Spanned, written};
use super::units::VrrpVersion;
use crate::expand::Location;

/// All `global_defs` blocks together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GlobalDefs {
    /// The header of the first block; `None` when there is none.
    pub at: Option<Location>,
    /// `router_id`
    pub router_id: Option<Spanned<String>>,
    /// `vrrp_version`
    pub vrrp_version: Option<Spanned<VrrpVersion>>,
    /// `vrrp_strict`
    pub vrrp_strict: Option<Spanned<bool>>,
    /// `vrrp_mcast_group4`
    pub mcast_group4: Option<Spanned<IpAddr>>,
    /// `vrrp_mcast_group6`
    pub mcast_group6: Option<Spanned<IpAddr>>,
    /// `vrrp_skip_check_adv_addr`
    pub skip_check_adv_addr: Option<Spanned<bool>>,
    /// `vrrp_check_unicast_src`
    pub check_unicast_src: Option<Spanned<()>>,
    /// `vrrp_lower_prio_no_advert`
    pub lower_prio_no_advert: Option<Spanned<bool>>,
    /// `vrrp_higher_prio_send_advert`
    pub higher_prio_send_advert: Option<Spanned<bool>>,
    /// `vrrp_down_timer_adverts`
    pub down_timer_adverts: Option<Spanned<u32>>,
    /// `vrrp_startup_delay`
    pub startup_delay: Option<Spanned<Duration>>,
    /// `vrrp_garp_interval`
    pub garp_interval: Option<Spanned<Duration>>,
    /// `vrrp_gna_interval`
    pub gna_interval: Option<Spanned<Duration>>,
    /// `vrrp_garp_master_repeat`
    pub garp_master_repeat: Option<Spanned<u32>>,
    /// `vrrp_garp_master_refresh`
    pub garp_master_refresh: Option<Spanned<Duration>>,
    /// `dynamic_interfaces`
    pub dynamic_interfaces: Option<Spanned<()>>,
    /// `default_interface`
    pub default_interface: Option<Spanned<String>>,
    /// `log_unknown_vrids`
    pub log_unknown_vrids: Option<Spanned<()>>,
    /// `script_user USER [GROUP]`
    pub script_user: Option<Spanned<Vec<String>>>,
    /// `enable_script_security`
    pub enable_script_security: Option<Spanned<()>>,
    /// `notify_fifo`, `vrrp_notify_fifo` and `lvs_notify_fifo`
    pub fifos: Vec<NotifyFifo>,
    /// `notification_email`
    pub notification_emails: Vec<Spanned<String>>,
    /// `smtp_server`
    pub smtp_server: Option<Spanned<String>>,
    /// `smtp_alert`
    pub smtp_alert: Option<Spanned<bool>>,
    /// `smtp_alert_vrrp`
    pub smtp_alert_vrrp: Option<Spanned<bool>>,
    /// `smtp_alert_checker`
    pub smtp_alert_checker: Option<Spanned<bool>>,
}

/// A FIFO to which events are written, and the command that reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct NotifyFifo {
    /// The keyword: `notify_fifo`, `vrrp_notify_fifo` or `lvs_notify_fifo`.
    pub keyword: &'static str,
    /// Path, and perhaps user and group.
    pub path: Option<Spanned<Vec<String>>>,
    /// The command of the keyword with `_script`.
    pub script: Option<Spanned<Command>>,
}

impl GlobalDefs {
    pub(super) fn read(reader: &BlockReader<'_>, at: Option<Location>) -> Self {
        Self {
            at,
            router_id: reader.value("router_id"),
            vrrp_version: reader.value("vrrp_version"),
            vrrp_strict: reader.value("vrrp_strict"),
            mcast_group4: reader.value("vrrp_mcast_group4"),
            mcast_group6: reader.value("vrrp_mcast_group6"),
            skip_check_adv_addr: reader.value("vrrp_skip_check_adv_addr"),
            check_unicast_src: reader.flag("vrrp_check_unicast_src"),
            lower_prio_no_advert: reader.value("vrrp_lower_prio_no_advert"),
            higher_prio_send_advert: reader.value("vrrp_higher_prio_send_advert"),
            down_timer_adverts: reader.value("vrrp_down_timer_adverts"),
            startup_delay: reader.value("vrrp_startup_delay"),
            garp_interval: reader.value("vrrp_garp_interval"),
            gna_interval: reader.value("vrrp_gna_interval"),
            garp_master_repeat: reader.value("vrrp_garp_master_repeat"),
            garp_master_refresh: reader.value("vrrp_garp_master_refresh"),
            dynamic_interfaces: reader.flag("dynamic_interfaces"),
            default_interface: reader.value("default_interface"),
            log_unknown_vrids: reader.flag("log_unknown_vrids"),
            script_user: reader.value("script_user"),
            enable_script_security: reader.flag("enable_script_security"),
            fifos: fifos(reader),
            notification_emails: reader.listed("notification_email"),
            smtp_server: reader.value("smtp_server"),
            smtp_alert: reader.value("smtp_alert"),
            smtp_alert_vrrp: reader.value("smtp_alert_vrrp"),
            smtp_alert_checker: reader.value("smtp_alert_checker"),
        }
    }

    /// The version of instances that name none and have IPv4 addresses.
    pub fn vrrp_version(&self) -> VrrpVersion {
        let own = written(&self.vrrp_version).or_else(|| preset("global_defs", "vrrp_version"));
        own.unwrap_or(VrrpVersion::V2)
    }

    /// Whether instances keep to the letter of the RFC unless they say otherwise.
    pub fn is_strict(&self) -> bool {
        written(&self.vrrp_strict).unwrap_or(false)
    }

    /// Missed adverts after which the master counts as dead, for instances that do not say.
    pub fn down_timer_adverts(&self) -> u32 {
        let own = written(&self.down_timer_adverts);
        own.or_else(|| preset("global_defs", "vrrp_down_timer_adverts"))
            .unwrap_or(3)
    }
}

fn fifos(reader: &BlockReader<'_>) -> Vec<NotifyFifo> {
    let keywords = [
        ("notify_fifo", "notify_fifo_script"),
        ("vrrp_notify_fifo", "vrrp_notify_fifo_script"),
        ("lvs_notify_fifo", "lvs_notify_fifo_script"),
    ];
    let read = |(keyword, script)| NotifyFifo {
        keyword,
        path: reader.value(keyword),
        script: reader.command(script),
    };
    let all = keywords.into_iter().map(read);
    all.filter(|fifo| fifo.path.is_some() || fifo.script.is_some())
        .collect()
}
