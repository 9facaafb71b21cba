//! What a template can know of the machine without being told.

use std::path::Path;

use host::net::{Netlink, default_route_interface};

use crate::layout::Layout;
use crate::message::Message;

/// The interface that is assumed when no default route tells one.
const FALLBACK_INTERFACE: &str = "eth1";

/// The values of the placeholders that no template declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    values: Vec<(&'static str, Option<String>)>,
    has_default_route: bool,
}

impl Surroundings {
    /// What holds for `layout`, with the interface of the default route when
    /// there is one, this host's name, and our own program.
    #[must_use]
    pub fn new(layout: &Layout, interface: Option<String>, host: &str, program: &Path) -> Self {
        let server_path = layout.server_path().map(|path| path.display().to_string());
        let mut command = program.display().to_string();
        for argument in layout.arguments() {
            command.push(' ');
            command.push_str(&argument.to_string_lossy());
        }
        let has_default_route = interface.is_some();
        let interface = interface.unwrap_or_else(|| FALLBACK_INTERFACE.to_owned());
        let plugin_path = server_path
            .as_deref()
            .map(|path| format!("{path}/mdserver-web/plugins/keepalived"));
        Self {
            values: vec![
                ("SERVER_PATH", server_path),
                ("PLUGIN_PATH", plugin_path),
                ("ETH_XX", Some(interface)),
                ("HOST_NAME", Some(host.to_owned())),
                ("RUN_DIR", Some(layout.run_dir().display().to_string())),
                ("TRACK_DIR", Some(layout.track_dir().display().to_string())),
                ("VIPKEEPER", Some(command)),
            ],
            has_default_route,
        }
    }

    /// What holds for `layout` on this machine; `program` is our own.
    pub async fn of_this_machine(layout: &Layout, program: &Path) -> Result<Self, Netlink> {
        let interface = default_route_interface().await?;
        let host = rustix::system::uname();
        let host = host.nodename().to_string_lossy();
        Ok(Self::new(layout, interface, &host, program))
    }

    /// The value of a placeholder; `None` when there is no such placeholder
    /// or this machine has no value for it.
    #[must_use]
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let (_, value) = self.values.iter().find(|(known, _)| *known == name)?;
        value.as_deref()
    }

    /// What its reader should be told when this placeholder was used.
    pub(super) fn warning(&self, name: &str) -> Option<Message> {
        (name == "ETH_XX" && !self.has_default_route)
            .then(|| Message::new("warning-no-default-route").with("interface", FALLBACK_INTERFACE))
    }
}
