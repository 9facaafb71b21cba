//! `demo` with a screen and keys.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use keeper::Message;
use lab::{Design, Fault, Pair};
use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::live::Live;
use super::screen::{NodeLine, Screen};
use super::worker::{News, Order, Worker};
use super::{explain, plan, ports};
use crate::cli::DemoArgs;
use crate::context::{Context, internal};
use crate::failure::Failure;

/// Between two drawings.
const FRAME: Duration = Duration::from_millis(50);

/// Builds the pair, shows it, and lets the user break it.
pub(crate) fn run(
    args: &DemoArgs,
    interrupted: Arc<AtomicBool>,
    context: &Context,
) -> Result<(), Failure> {
    let began_at = Instant::now();
    context.output.tell(&Message::new("demo-building"));
    let panels = ports::listen(2).map_err(|error| internal(&error))?;
    let plan = plan(
        args.service,
        Design::Resident,
        panels,
        &interrupted,
        context,
    )?;
    let pair = Pair::start(plan).map_err(|error| explain::pair(&error))?;
    let up = Message::new("demo-up").with("design", "resident").with(
        "seconds",
        format!("{:.1}", began_at.elapsed().as_secs_f64()),
    );
    context.output.tell(&up);
    let nodes: Vec<(String, SocketAddr)> = pair
        .members()
        .iter()
        .filter_map(|member| Some((member.node().name().to_owned(), member.panel()?)))
        .collect();
    for (name, panel) in &nodes {
        let message = Message::new("demo-panel")
            .with("node", name)
            .with("address", panel);
        context.output.tell(&message);
    }
    let worker = Worker::start(pair);
    let shown = show(&nodes, &worker, &interrupted, context);
    interrupted.store(true, Ordering::Relaxed);
    let removed = worker.finish();
    shown.map_err(|error| internal(&error))?;
    removed.map_err(|error| explain::pair(&error))?;
    context.output.tell(&Message::new("demo-removed"));
    Ok(())
}

fn show(
    nodes: &[(String, SocketAddr)],
    worker: &Worker,
    interrupted: &AtomicBool,
    context: &Context,
) -> std::io::Result<()> {
    let followed: Vec<_> = nodes
        .iter()
        .map(|(name, panel)| (name, panel, Live::follow(*panel)))
        .collect();
    let mut screen = Screen::open(context.output.messages())?;
    while !interrupted.load(Ordering::Relaxed) {
        for news in worker.news() {
            screen.tell(&in_words(news))?;
        }
        let lines: Vec<_> = followed
            .iter()
            .map(|(name, panel, live)| NodeLine {
                name,
                panel: **panel,
                node: live.node(),
            })
            .collect();
        screen.draw(&lines)?;
        if event::poll(FRAME)?
            && let Event::Key(key) = event::read()?
        {
            match meaning(key) {
                Some(Key::Quit) => return Ok(()),
                Some(Key::Order(order)) => worker.order(order),
                None => {}
            }
        }
    }
    Ok(())
}

enum Key {
    Quit,
    Order(Order),
}

fn meaning(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let is_control = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(match key.code {
        // The terminal is in raw mode: Ctrl-C comes as a key.
        KeyCode::Char('c') if is_control => Key::Quit,
        KeyCode::Char('q') | KeyCode::Esc => Key::Quit,
        KeyCode::Char('k') => Key::Order(Order::Strike(Fault::ServiceKilled)),
        KeyCode::Char('f') => Key::Order(Order::Strike(Fault::ServiceFrozen)),
        KeyCode::Char('c') => Key::Order(Order::Strike(Fault::LinkCut)),
        KeyCode::Char('h') => Key::Order(Order::Heal),
        _ => return None,
    })
}

fn in_words(news: News) -> Message {
    match news {
        News::Began(Order::Strike(fault)) => Message::new("demo-began").with("kind", fault.name()),
        News::Began(Order::Heal) => Message::new("demo-began").with("kind", "heal"),
        News::Struck(strike) => Message::new("demo-struck")
            .with("kind", strike.fault.name())
            .with(
                "outage",
                format!("{:.1}", strike.outage.duration.as_secs_f64() * 1e3),
            )
            .with("from", strike.from)
            .with("to", strike.to.join(", ")),
        News::Healed(took) => {
            Message::new("demo-healed").with("seconds", format!("{:.2}", took.as_secs_f64()))
        }
        News::Failed(error) => explain::pair(&error)
            .explanation
            .map_or_else(|| Message::new("error-demo"), |explained| explained.message),
    }
}
