//! The demo's screen: a few lines at the bottom of the terminal; what happened
//! scrolls away above them and stays when the demo is over.

use std::io;
use std::net::SocketAddr;

use keeper::{Message, Messages};
use ratatui::buffer::Buffer;
use ratatui::layout::Constraint;
use ratatui::style::{Color, Modifier, Style, Stylize};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Cell, Paragraph, Row, Table, Widget};
use ratatui::{DefaultTerminal, TerminalOptions, Viewport};

use super::live::{Instance, Node};

/// A head, two nodes, an empty line, the keys.
const HEIGHT: u16 = 6;
const COLUMNS: [Constraint; 6] = [
    Constraint::Length(8),
    Constraint::Length(9),
    Constraint::Length(9),
    Constraint::Length(9),
    Constraint::Length(20),
    Constraint::Fill(1),
];

/// The terminal while the demo runs; restored when dropped.
pub(crate) struct Screen<'a> {
    terminal: DefaultTerminal,
    messages: &'a Messages,
}

/// One node as the screen shows it.
pub(crate) struct NodeLine<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Where its panel is.
    pub(crate) panel: SocketAddr,
    /// Its latest picture, when its panel answers.
    pub(crate) node: Option<Node>,
}

impl<'a> Screen<'a> {
    /// Takes the last lines of the terminal.
    pub(crate) fn open(messages: &'a Messages) -> io::Result<Self> {
        let terminal = ratatui::try_init_with_options(TerminalOptions {
            viewport: Viewport::Inline(HEIGHT),
        })?;
        Ok(Self { terminal, messages })
    }

    /// Adds a line to what has happened.
    pub(crate) fn tell(&mut self, message: &Message) -> io::Result<()> {
        let line = Line::from(self.messages.text(message));
        self.terminal.insert_before(1, |buffer| {
            line.render(buffer.area, buffer);
            close_gaps(buffer);
        })
    }

    /// Draws what is true now.
    pub(crate) fn draw(&mut self, nodes: &[NodeLine<'_>]) -> io::Result<()> {
        let messages = self.messages;
        let plain = |id: &str| messages.plain(id).unwrap_or_default();
        let head = ["node", "state", "priority", "vip", "check", "panel"]
            .map(|column| Cell::from(plain(&format!("demo-column-{column}"))));
        let rows: Vec<_> = nodes.iter().map(|node| row(node, messages)).collect();
        let keys = Line::from(plain("demo-keys")).bold();
        self.terminal.draw(|frame| {
            let area = frame.area();
            let head = Row::new(head).style(Style::new().add_modifier(Modifier::DIM));
            frame.render_widget(Table::new(rows, COLUMNS).header(head), area);
            let mut bottom = area;
            bottom.y = area.bottom().saturating_sub(1);
            bottom.height = area.height.min(1);
            frame.render_widget(Paragraph::new(keys), bottom);
        })?;
        Ok(())
    }
}

impl Drop for Screen<'_> {
    fn drop(&mut self) {
        // The last picture would stay as a half-drawn table, and what is told
        // next would begin in the middle of a line.
        let top = self.terminal.get_frame().area().as_position();
        let _ = self.terminal.clear();
        let _ = self.terminal.set_cursor_position(top);
        ratatui::restore();
    }
}

/// A wide character fills two cells.  The second one holds a space, which
/// `insert_before` would print as well.
fn close_gaps(buffer: &mut Buffer) {
    let mut is_second = false;
    for cell in &mut buffer.content {
        if is_second {
            cell.set_symbol("");
            is_second = false;
        } else {
            is_second = Span::from(cell.symbol()).width() == 2;
        }
    }
}

fn row<'a>(line: &NodeLine<'a>, messages: &Messages) -> Row<'a> {
    let panel = format!("http://{}/", line.panel);
    let instance = line.node.as_ref().and_then(|node| node.instances.first());
    let state = instance.and_then(|instance| instance.state.clone());
    let priority = instance.and_then(|instance| instance.effective_priority);
    let holds = instance.is_some_and(holds);
    let vip = messages.plain(if holds {
        "demo-vip-here"
    } else {
        "demo-vip-not-here"
    });
    Row::new([
        Cell::from(line.name.to_owned()).bold(),
        state.map_or_else(|| Cell::from("–"), state_cell),
        Cell::from(priority.map_or_else(|| "–".to_owned(), |value| value.to_string())),
        Cell::from(vip.unwrap_or_default()).style(if holds {
            Style::new().fg(Color::Green)
        } else {
            Style::new()
        }),
        check_cell(line.node.as_ref(), messages),
        Cell::from(panel).style(Style::new().add_modifier(Modifier::DIM)),
    ])
}

fn holds(instance: &Instance) -> bool {
    instance.virtual_ips.iter().any(|address| address.held)
}

fn state_cell(state: String) -> Cell<'static> {
    let colour = match state.as_str() {
        "MASTER" => Color::Green,
        "FAULT" | "STOP" => Color::Red,
        _ => Color::Blue,
    };
    Cell::from(state).style(Style::new().fg(colour).add_modifier(Modifier::BOLD))
}

fn check_cell(node: Option<&Node>, messages: &Messages) -> Cell<'static> {
    let Some(check) = node.and_then(|node| node.checks.first()) else {
        return Cell::from("–");
    };
    let words = messages
        .plain(&format!("ui-health-{}", check.health))
        .unwrap_or_default();
    let latency = check.latency_us.map_or_else(String::new, |microseconds| {
        let whole = microseconds / 1000;
        let tenths = microseconds % 1000 / 100;
        format!("  {whole}.{tenths} ms")
    });
    let colour = match check.health.as_str() {
        "up" => Color::Green,
        "down" => Color::Red,
        _ => Color::Reset,
    };
    Cell::from(words + &latency).style(Style::new().fg(colour))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Cell;
    use ratatui::layout::Rect;

    #[test]
    fn wide_characters_leave_no_gaps() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 1));
        Line::from("已恢复 VIP").render(buffer.area, &mut buffer);
        close_gaps(&mut buffer);
        let printed: String = buffer.content.iter().map(Cell::symbol).collect();
        assert_eq!(printed, "已恢复 VIP");
    }
}
