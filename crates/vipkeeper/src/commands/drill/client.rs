//! What a client sees: a new connection to a virtual IP every millisecond, from
//! this machine.
//!
//! It asks the kernel only.  A thousand connections a second that end before
//! the login would have MySQL block this host (`max_connect_errors`).

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use keeper::Message;
use keeper::checks::{Plan, wiring};
use keeper::drain::Survey;
use keeper::message::Explanation;
use lab::{Greeting, Mark, Outage, ProbeConfig, Prober, ProberError};

use crate::context::Context;
use crate::failure::{Failure, Status};

const PERIOD: Duration = Duration::from_millis(1);
/// The service must have been reachable for so long before and after.
const CALM: Duration = Duration::from_millis(500);
/// Long enough for a node that nobody relieved to be MASTER again.
const LIMIT: Duration = Duration::from_secs(15);

/// A running measurement.
pub(super) struct Client {
    prober: Prober,
    target: SocketAddr,
}

impl Client {
    /// Starts it against this port, or the one that the checks know.  `None`,
    /// and a warning, when nothing is known to listen there.
    pub(super) fn start(
        port: Option<u16>,
        survey: &Survey,
        context: &Context,
    ) -> Result<Option<Self>, Failure> {
        let elections = survey.here.elections.iter();
        let Some(address) = elections.flat_map(|one| &one.virtual_ips).next().copied() else {
            return Ok(None);
        };
        let known = match port {
            Some(port) => Some(port),
            None => checked_port(survey, context)?,
        };
        let Some(known) = known else {
            context.output.warn(&Message::new("warning-drill-no-port"));
            return Ok(None);
        };
        match Self::reach(address, known) {
            Ok(client) => Ok(Some(client)),
            Err(error) if port.is_some() => Err(unreachable(&error, known)),
            Err(_) => {
                let message = Message::new("warning-drill-unreachable").with("port", known);
                context.output.warn(&message.with("address", address));
                Ok(None)
            }
        }
    }

    fn reach(address: IpAddr, port: u16) -> Result<Self, ProberError> {
        let target = SocketAddr::new(address, port);
        let config = ProbeConfig {
            period: PERIOD,
            ..ProbeConfig::new(Greeting::Handshake)
        };
        let prober = Prober::start_here(target, config)?;
        prober.wait_steady(CALM, CALM * 4)?;
        Ok(Self { prober, target })
    }

    pub(super) fn target(&self) -> SocketAddr {
        self.target
    }

    pub(super) fn mark(&self) -> Mark {
        self.prober.mark()
    }

    /// The outage since the mark, once the service has been back for a while.
    pub(super) fn outage(&self, mark: Mark) -> Result<Outage, Failure> {
        let outage = self.prober.wait_recovered(mark, CALM, LIMIT);
        outage.map_err(|error| unreachable(&error, self.target.port()))
    }
}

/// The port of the first check that an instance follows.
fn checked_port(survey: &Survey, context: &Context) -> Result<Option<u16>, Failure> {
    let track_dir = context.layout.track_dir();
    let checks = context.settings()?.checks;
    let mut followed = checks
        .iter()
        .filter(|(name, _)| !wiring::followers(&survey.model, &track_dir.join(name)).is_empty());
    Ok(followed.find_map(|(_, check)| port_of(&Plan::of(check).ok()?.spec.target())))
}

/// `127.0.0.1:3306` and `http://db:8080/health` have one, a socket's path none.
fn port_of(target: &str) -> Option<u16> {
    let authority = match target.split_once("://") {
        Some((_, rest)) => rest.split('/').next()?,
        None => target,
    };
    authority.rsplit_once(':')?.1.parse().ok()
}

fn unreachable(error: &ProberError, port: u16) -> Failure {
    let message = Message::new("error-drill-unreachable").with("port", port);
    let explanation = Explanation::new(message).detail(error);
    let explanation = explanation.hint(Message::new("hint-drill-unreachable"));
    Failure::new(Status::Unreachable, explanation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_whatever_a_check_asks() {
        assert_eq!(port_of("127.0.0.1:3306"), Some(3306));
        assert_eq!(port_of("[::1]:6379"), Some(6379));
        assert_eq!(port_of("http://db.example:8080/health"), Some(8080));
        assert_eq!(port_of("/run/mysqld/mysqld.sock"), None);
        assert_eq!(port_of("haproxy"), None);
    }
}
