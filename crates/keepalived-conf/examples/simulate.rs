//! Prints what a pair of files does: `cargo run --example simulate -- A.conf B.conf [zh]`.

use std::error::Error;
use std::io::Write;

use keepalived_conf::expand;
use keepalived_conf::model::Model;
use keepalived_conf::simulate::{Node, simulate};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [a, b, rest @ ..] = args.as_slice() else {
        return Err("two files are wanted".into());
    };
    let chinese = rest.first().is_some_and(|word| word == "zh");
    let read = |path: &String| -> Result<Model, Box<dyn Error>> {
        let text = std::fs::read(path)?;
        Ok(Model::read(&expand::expand_text(
            text,
            &expand::Options::default(),
        )))
    };
    let (a, b) = (read(a)?, read(b)?);
    let begin = std::time::Instant::now();
    let simulation = simulate(
        &[Node::new("a", &a), Node::new("b", &b)],
        &Default::default(),
    );
    let took = begin.elapsed();
    let say = |text: &keepalived_conf::lint::Text| match chinese {
        true => text.zh.clone(),
        false => text.en.clone(),
    };
    for table in simulation.tables() {
        writeln!(out, "{}", say(&table.title))?;
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(say).collect();
            writeln!(out, "  {}", cells.join(" | "))?;
        }
    }
    for (scope, stuck) in simulation.failures_that_do_not_move() {
        let failure = say(&simulation.failure(scope, stuck.failure));
        writeln!(out, "! {failure}: {}", say(&simulation.verdict(stuck)))?;
    }
    writeln!(out, "{took:?}")?;
    Ok(())
}
