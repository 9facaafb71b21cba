//! A table in Markdown.

/// Rows below a head; all of them have as many columns.
pub(crate) struct Table {
    lines: Vec<String>,
}

impl Table {
    pub(crate) fn new(columns: &[&str]) -> Self {
        let rule = format!("|{}", "---|".repeat(columns.len()));
        Self {
            lines: vec![line(columns.iter().copied()), rule],
        }
    }

    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells: Vec<String> = cells.into_iter().collect();
        self.lines.push(line(cells.iter().map(String::as_str)));
    }

    /// All of it, with a line end after each row.
    pub(crate) fn text(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<&str> = cells.collect();
    format!("| {} |", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_a_rule_and_the_rows() {
        let mut table = Table::new(&["fault", "ms"]);
        table.row(["cut".to_owned(), "3".to_owned()]);
        assert_eq!(table.text(), "| fault | ms |\n|---|---|\n| cut | 3 |\n");
    }
}
