//! The steps of a task: announced, timed, and summed up in a table.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// The steps finished so far.
#[derive(Default)]
pub(crate) struct Steps {
    finished: Vec<Step>,
}

struct Step {
    name: &'static str,
    took: Duration,
    /// Why the step did nothing.
    skipped: Option<&'static str>,
}

impl Steps {
    /// Run one step; the first that fails ends the task.
    pub(crate) fn run<T>(
        &mut self,
        name: &'static str,
        action: impl FnOnce() -> anyhow::Result<T>,
    ) -> anyhow::Result<T> {
        eprintln!("==> {name}");
        let started_at = Instant::now();
        let result = action();
        let took = started_at.elapsed();
        let ending = if result.is_ok() { "done" } else { "FAILED" };
        eprintln!("==> {name}: {ending} in {}", seconds(took));
        self.finished.push(Step {
            name,
            took,
            skipped: None,
        });
        result
    }

    /// Note a step that cannot run here, and why.
    pub(crate) fn skip(&mut self, name: &'static str, reason: &'static str) {
        eprintln!("==> {name}: skipped, {reason}");
        self.finished.push(Step {
            name,
            took: Duration::ZERO,
            skipped: Some(reason),
        });
    }

    /// One line for each step, its duration at the end.
    pub(crate) fn table(&self) -> String {
        let width = self
            .finished
            .iter()
            .map(|step| step.name.len())
            .max()
            .unwrap_or(0);
        let mut table = String::new();
        for Step {
            name,
            took,
            skipped,
        } in &self.finished
        {
            let ending = skipped.map_or_else(|| seconds(*took), |why| format!("  skipped: {why}"));
            // Writing into a String cannot fail.
            let _ = writeln!(table, "    {name:width$}  {ending}");
        }
        table
    }
}

fn seconds(duration: Duration) -> String {
    format!("{:7.1} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_lines_up_and_names_what_was_skipped() {
        let steps = Steps {
            finished: vec![
                Step {
                    name: "format",
                    took: Duration::from_millis(1250),
                    skipped: None,
                },
                Step {
                    name: "licences",
                    took: Duration::ZERO,
                    skipped: Some("no cargo-deny"),
                },
            ],
        };
        assert_eq!(
            steps.table(),
            "    format        1.2 s\n    licences    skipped: no cargo-deny\n"
        );
    }

    #[test]
    fn a_failed_step_hands_its_error_on() {
        let mut steps = Steps::default();
        let result: anyhow::Result<()> = steps.run("lint", || anyhow::bail!("one finding"));
        assert_eq!(result.unwrap_err().to_string(), "one finding");
    }
}
