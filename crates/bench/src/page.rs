//! The page of figures: parts of it are made by this program, between marks; the words around them are
//! people's.

use anyhow::{Context, ensure};

/// Puts `text` between the marks of `part`; what stands around them stays.
pub(crate) fn replaced(page: &str, part: &str, text: &str) -> anyhow::Result<String> {
    let begin = format!("<!-- {part}: made by cargo xtask bench report -->\n");
    let end = format!("<!-- {part}: end -->\n");
    let (before, rest) = page
        .split_once(&begin)
        .with_context(|| format!("the page has no line {}", begin.trim_end()))?;
    let (_, after) = rest
        .split_once(&end)
        .with_context(|| format!("the page has no line {} after it", end.trim_end()))?;
    ensure!(
        !after.contains(&begin),
        "the page has two parts called {part}"
    );
    Ok(format!(
        "{before}{begin}\n{}\n\n{end}{after}",
        text.trim_end()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Figures\n<!-- scale: made by cargo xtask bench report -->\n\nold\n\n\
                        <!-- scale: end -->\nwords\n";

    #[test]
    fn only_what_is_between_the_marks_changes() -> anyhow::Result<()> {
        let once = replaced(PAGE, "scale", "| new |\n")?;
        assert_eq!(once, PAGE.replace("old", "| new |"));
        assert_eq!(
            replaced(&once, "scale", "| new |\n")?,
            once,
            "twice is once"
        );
        Ok(())
    }

    #[test]
    fn a_page_without_the_marks_is_not_touched() {
        let error = replaced(PAGE, "failover", "text").expect_err("it has no such part");
        assert!(error.to_string().contains("failover"), "{error}");
        let cut = PAGE.replace("<!-- scale: end -->\n", "");
        assert!(replaced(&cut, "scale", "text").is_err());
        assert!(replaced(&PAGE.repeat(2), "scale", "text").is_err());
    }
}
