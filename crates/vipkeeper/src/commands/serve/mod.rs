//! `vipkeeper serve`: the daemon.  Wires checks, hub and panel together.

mod checks;
mod watchdog;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::fd::AsFd;

use keeper::checks::Board;
use keeper::drain;
use keeper::observe::Hub;
use keeper::service::{limits, notify};
use keeper::{Explanation, Message, Settings};
use panel::Panel;
use tokio::signal::unix::{SignalKind, signal};

use super::recover;
use crate::cli::Listen;
use crate::context::{Context, internal};
use crate::failure::{Failure, Status};

const DEFAULT_PORT: u16 = 7800;

/// Runs until SIGTERM or SIGINT.
pub(crate) fn run(listen: Option<Listen>, context: &Context) -> Result<(), Failure> {
    tracing_subscriber::fmt()
        .with_writer(anstream::stderr)
        .with_max_level(tracing::Level::INFO)
        .init();
    let settings = context.settings()?;
    let listener = listener(listen)?;
    context.block_on(serve(settings, listener, context))?
}

async fn serve(
    settings: Settings,
    listener: TcpListener,
    context: &Context,
) -> Result<(), Failure> {
    recover::keep_at_it(context);
    // Each check holds a connection; the usual soft limit is a thousand.
    if let Err(error) = limits::raise_open_files() {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
    let hub = Hub::start(node_name(&settings), context.layout.clone());
    // Before any check calls this node healthy.
    if let Err(error) = drain::uphold(&context.layout) {
        tracing::error!(%error, "whether this node is drained is not known");
    }
    tokio::spawn(drain::keep(context.layout.clone(), hub.drain_reports()));
    let board = Board::default();
    board.pulse().map_err(|error| internal(&error))?;
    tokio::spawn(watchdog::keep(board.clone()));
    let checks = checks::Checks::start(&settings, board, &hub, context);
    let listener = tokio::net::TcpListener::from_std(listener).map_err(|e| internal(&e))?;
    let address = listener.local_addr().map_err(|error| internal(&error))?;
    context
        .output
        .tell(&Message::new("serve-panel").with("address", address));
    let router = panel::router(Panel {
        state: hub.subscribe(),
        listen: address,
    });
    let stop = stop_signal().map_err(|error| internal(&error))?;
    tell_manager(notify::READY);
    let served = tokio::select! {
        served = panel::serve(listener, router, stop) => served,
        never = checks.keep() => match never {},
    };
    served.map_err(|error| {
        let explanation = Explanation::new(Message::new("error-serve")).cause(&error);
        Failure::new(Status::Failed, explanation)
    })
}

fn node_name(settings: &Settings) -> String {
    settings.node.name.clone().unwrap_or_else(|| {
        let host = rustix::system::uname();
        host.nodename().to_string_lossy().into_owned()
    })
}

/// The panel has no password yet, so nobody else's machine may reach it.
fn listener(listen: Option<Listen>) -> Result<TcpListener, Failure> {
    let address = match listen {
        Some(Listen::Stdin) => return inherited(),
        Some(Listen::Address(address)) => address,
        None => SocketAddr::from((Ipv4Addr::LOCALHOST, DEFAULT_PORT)),
    };
    if !address.ip().is_loopback() {
        return Err(Failure::new(
            Status::Usage,
            Explanation::new(Message::new("error-listen-public").with("address", address))
                .hint(Message::new("hint-listen-public")),
        ));
    }
    let fail = |error: std::io::Error| {
        let message = Message::new("error-listen").with("address", address);
        Failure::new(Status::Failed, Explanation::new(message).cause(&error))
    };
    let listener = TcpListener::bind(address).map_err(fail)?;
    listener.set_nonblocking(true).map_err(fail)?;
    Ok(listener)
}

/// A socket that our parent opened: it may live in another network namespace
/// than we do.
fn inherited() -> Result<TcpListener, Failure> {
    let open = || {
        let stdin = std::io::stdin().as_fd().try_clone_to_owned()?;
        let listener = TcpListener::from(stdin);
        listener.local_addr()?;
        listener.set_nonblocking(true)?;
        Ok(listener)
    };
    open().map_err(|error: std::io::Error| {
        let explanation = Explanation::new(Message::new("error-listen-inherited")).cause(&error);
        Failure::new(Status::Usage, explanation)
    })
}

/// A manager that does not hear us sees us live all the same.
fn tell_manager(state: &str) {
    if let Err(error) = notify::notify(state) {
        tracing::warn!(%error, state, "the service manager was not told");
    }
}

fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tell_manager(notify::STOPPING);
    })
}
