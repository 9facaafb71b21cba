//! What a template can know of the machine without being told.

use std::path::Path;

use host::net::{Netlink, default_route_interface};

use super::secret::Secrets;
use crate::layout::Layout;
use crate::message::{Explain, Explanation, Message};

/// Says that a secret was made; whoever renders both nodes' files at once need
/// not be told.
pub const NEW_SECRET: &str = "warning-new-secret";

/// The interface that is assumed when no default route tells one.
const FALLBACK_INTERFACE: &str = "eth1";

/// A password that was made for this run.
const NEW_PASSWORD: &str = "NEW_PASSWORD";
/// A key that was made for this run.
const NEW_KEY: &str = "NEW_KEY";

/// The values of the placeholders that no template declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    values: Vec<(&'static str, Option<String>)>,
    has_default_route: bool,
}

/// Why the machine could not be asked.
#[derive(Debug, thiserror::Error)]
pub enum Unknowable {
    /// The kernel did not tell the default route.
    #[error("the kernel could not be asked about the network")]
    Network(#[from] Netlink),
    /// The kernel has no randomness to give.
    #[error("the kernel gives no random bytes")]
    Random(#[from] getrandom::Error),
}

impl Explain for Unknowable {
    fn explain(&self) -> Explanation {
        match self {
            Self::Network(source) => Explanation::new(Message::new("error-netlink")).cause(source),
            Self::Random(source) => Explanation::new(Message::new("error-random")).cause(source),
        }
    }
}

impl Surroundings {
    /// What holds for `layout`, with the interface of the default route when
    /// there is one, this host's name, our own program, and secrets for those
    /// who bring none.
    #[must_use]
    pub fn new(
        layout: &Layout,
        interface: Option<String>,
        host: &str,
        program: &Path,
        secrets: Secrets,
    ) -> Self {
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
                (NEW_PASSWORD, Some(secrets.password)),
                (NEW_KEY, Some(secrets.key)),
            ],
            has_default_route,
        }
    }

    /// What holds for `layout` on this machine; `program` is our own.
    pub async fn of_this_machine(layout: &Layout, program: &Path) -> Result<Self, Unknowable> {
        let interface = default_route_interface().await?;
        let secrets = Secrets::generate()?;
        let host = rustix::system::uname();
        let host = host.nodename().to_string_lossy();
        Ok(Self::new(layout, interface, &host, program, secrets))
    }

    /// Whether there is such a placeholder, here or on another machine.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.values.iter().any(|(known, _)| *known == name)
    }

    /// The interface that is taken when none is given.
    #[must_use]
    pub fn interface(&self) -> Option<&str> {
        self.value("ETH_XX")
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
        match name {
            "ETH_XX" if !self.has_default_route => {
                let message = Message::new("warning-no-default-route");
                Some(message.with("interface", FALLBACK_INTERFACE))
            }
            NEW_PASSWORD | NEW_KEY => Some(Message::new(NEW_SECRET)),
            _ => None,
        }
    }
}
