//! Putting the questions, and reading the answers.

use std::io::BufRead;

use keeper::Message;
use keeper::wizard::{Interview, Question, Topic, Wording, wire};

use crate::context::Context;
use crate::failure::Failure;

/// Holds the interview to its end; `None` when the input ends before.
pub(super) fn hold(
    interview: &mut Interview<'_>,
    context: &Context,
) -> Result<Option<()>, Failure> {
    while let Some(mut question) = interview.next() {
        if question.topic == Topic::Parameter("VRID".to_owned()) {
            listen(interview, context)?;
            question = interview.next().unwrap_or(question);
        }
        put(&question, context);
        let Some(answer) = answer(&question, context) else {
            return Ok(None);
        };
        interview.take(&question, answer);
    }
    Ok(Some(()))
}

/// Hears which numbers others use on the interface that was chosen.
fn listen(interview: &mut Interview<'_>, context: &Context) -> Result<(), Failure> {
    let Some(interface) = interview.given("INTERFACE").map(str::to_owned) else {
        return Ok(());
    };
    let listening = Message::new("wizard-listening").with("interface", &interface);
    context.output.tell(&listening);
    let heard = wire::vrids(&interface, wire::LISTENING);
    let Ok(heard) = context.block_on(heard)? else {
        context.output.tell(&Message::new("wizard-not-heard"));
        return Ok(());
    };
    let messages = context.output.messages();
    let one = |(vrid, speakers): (&u8, &std::collections::BTreeSet<std::net::IpAddr>)| {
        let speakers: Vec<_> = speakers.iter().map(ToString::to_string).collect();
        let message = Message::new("wizard-heard-one")
            .with("vrid", vrid)
            .with("speakers", speakers.join(" "));
        messages.text(&message)
    };
    let told: Vec<_> = heard.iter().map(one).collect();
    context.output.tell(&match told.is_empty() {
        true => Message::new("wizard-heard-none"),
        false => Message::new("wizard-heard").with("vrids", told.join(", ")),
    });
    interview.avoid(heard.into_keys());
    Ok(())
}

fn put(question: &Question, context: &Context) {
    let messages = context.output.messages();
    let words = |wording: &Wording| match wording {
        Wording::Message(message) => messages.text(message),
        Wording::Localized(words) => words.in_lang(messages.lang()).to_owned(),
        Wording::Plain(words) => words.clone(),
    };
    let mut text = format!("\n{}\n", words(&question.words));
    let width = question.choices.iter().map(|one| one.value.len()).max();
    for (number, choice) in (1..).zip(&question.choices) {
        let meaning = words(&choice.words);
        let line = format!(
            "  {number:>2} {:1$}  {meaning}",
            choice.value,
            width.unwrap_or(0)
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let empty = match &question.default {
        Some(default) => Message::new("wizard-default").with("default", default),
        None if question.is_optional => Message::new("wizard-optional"),
        None => return context.output.aside(&format!("{text}> ")),
    };
    context
        .output
        .aside(&format!("{text}[{}] > ", messages.text(&empty)));
}

/// The answer; `None` at the end of input.
fn answer(question: &Question, context: &Context) -> Option<Option<String>> {
    let mut input = std::io::stdin().lock();
    loop {
        let mut line = String::new();
        if matches!(input.read_line(&mut line), Ok(0) | Err(_)) {
            return None;
        }
        match question.read(&line) {
            Ok(answer) => return Some(answer),
            Err(expected) => {
                context.output.tell(&expected);
                context.output.aside("> ");
            }
        }
    }
}
