//! Asks a person for what the first configuration needs.
//!
//! Only what cannot be known: the address, the interface when the one of the
//! default route is not right, and the other server where multicast is no way.

use std::collections::BTreeMap;
use std::io::BufRead;

use keeper::Message;
use keeper::template::{Kind, Surroundings};

use crate::context::Context;
use crate::failure::Failure;

/// The answers as the template's parameters; empty when there is to be no
/// configuration yet.
pub(super) fn parameters(context: &Context) -> Result<BTreeMap<String, String>, Failure> {
    let mut answers = BTreeMap::new();
    let Some(vip) = ask(context, Message::new("ask-vip"), Kind::Cidr) else {
        return Ok(answers);
    };
    answers.insert("vip".to_owned(), vip);
    let interface = Message::new("ask-interface").with("default", default_interface(context)?);
    for (name, question, kind) in [
        ("interface", interface, Kind::Interface),
        ("peer", Message::new("ask-peer"), Kind::Address),
    ] {
        if let Some(answer) = ask(context, question, kind) {
            answers.insert(name.to_owned(), answer);
        }
    }
    Ok(answers)
}

/// One answer; `None` for an empty line and at the end of input.
fn ask(context: &Context, question: Message, kind: Kind) -> Option<String> {
    let mut input = std::io::stdin().lock();
    loop {
        let text = context.output.messages().text(&question);
        context.output.aside(&format!("{text} "));
        let mut line = String::new();
        if input.read_line(&mut line).is_err() {
            return None;
        }
        let answer = line.trim();
        if answer.is_empty() {
            return None;
        }
        if kind.accepts(answer) {
            return Some(answer.to_owned());
        }
        context.output.tell(&Message::new(kind.expectation()));
    }
}

fn default_interface(context: &Context) -> Result<String, Failure> {
    let program = context.program()?;
    let surroundings = Surroundings::of_this_machine(&context.layout, &program);
    let surroundings = context.block_on(surroundings)??;
    Ok(surroundings.interface().unwrap_or_default().to_owned())
}
