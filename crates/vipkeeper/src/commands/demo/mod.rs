//! `vipkeeper demo`: the whole mission on one machine.
//!
//! Two nodes with real Keepalived and a real service in network namespaces,
//! one virtual IP, faults on a key or by a script, and the outage that a
//! client sees.  The pair itself is `lab::Pair`; this is its face.

mod explain;
mod headless;
mod interactive;
mod live;
mod ports;
mod screen;
mod worker;

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use keeper::install::{self, IPROUTE, InstallError, KEEPALIVED, MARIADB, Requirement};
use keeper::{Explanation, Message};
use lab::{Design, Lab, PairPlan, Protects};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use crate::cli::{DemoArgs, DemoService};
use crate::context::{Context, internal};
use crate::failure::{Failure, Status};

/// Runs the demo, or cleans up after one that was killed.
pub(crate) fn run(args: &DemoArgs, context: &Context) -> Result<(), Failure> {
    if !rustix::process::geteuid().is_root() {
        return Err(Failure::needs_root());
    }
    if args.clean {
        return clean(context);
    }
    let has_terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if !(args.headless || has_terminal) {
        return Err(Failure::new(
            Status::Usage,
            Explanation::new(Message::new("error-demo-no-terminal"))
                .hint(Message::new("hint-demo-no-terminal")),
        ));
    }
    require(args.service, context)?;
    let interrupted = listen_for_signals()?;
    if args.headless {
        headless::run(args, interrupted, context)
    } else {
        interactive::run(args, interrupted, context)
    }
}

/// Installs what the demo needs, through the product's own installer.
fn require(service: DemoService, context: &Context) -> Result<(), Failure> {
    let mut needed: Vec<Requirement> = vec![KEEPALIVED, IPROUTE];
    if service == DemoService::Mysql {
        needed.push(MARIADB);
    }
    install::ensure(&needed, |packages| {
        let message = Message::new("demo-installing").with("packages", packages.join(", "));
        context.output.tell(&message);
    })
    .map_err(|error| {
        let lacks_only_database = match &error {
            InstallError::NoPackageManager { programs } => programs == &[MARIADB.program],
            InstallError::Install { packages, .. } => packages == &[MARIADB.package],
        };
        let mut failure = Failure::from(error);
        if lacks_only_database && let Some(explanation) = &mut failure.explanation {
            explanation.hint = Some(Message::new("hint-demo-tcp"));
        }
        failure
    })
}

/// Every wait looks at this flag; the pair is then dropped, which removes it.
fn listen_for_signals() -> Result<Arc<AtomicBool>, Failure> {
    let interrupted = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, Arc::clone(&interrupted))
            .map_err(|error| internal(&error))?;
    }
    Ok(interrupted)
}

fn plan(
    service: DemoService,
    design: Design,
    panels: Vec<std::net::TcpListener>,
    interrupted: &Arc<AtomicBool>,
    context: &Context,
) -> Result<PairPlan, Failure> {
    let protects = match service {
        DemoService::Mysql => Protects::Mysql,
        DemoService::Tcp => Protects::Tcp,
    };
    Ok(PairPlan {
        design,
        panels,
        interrupted: Arc::clone(interrupted),
        ..PairPlan::new("demo", context.program()?, protects)
    })
}

/// Removes what demos left behind that were killed.  A living one is not
/// touched.
fn clean(context: &Context) -> Result<(), Failure> {
    let leftovers = Lab::leftovers().map_err(|error| explain::lab(&error))?;
    if leftovers.is_empty() {
        context.output.tell(&Message::new("demo-clean-nothing"));
    }
    for leftover in leftovers {
        let id = leftover.id().to_owned();
        leftover.remove().map_err(|error| {
            let message = Message::new("error-demo-clean").with("id", &id);
            Failure::new(Status::Failed, Explanation::new(message).cause(&error))
        })?;
        context
            .output
            .tell(&Message::new("demo-clean-removed").with("id", id));
    }
    Ok(())
}
