//! Which lines of a filled-in text stay.
//!
//! A line that names an optional parameter which was left out goes.  With it
//! go the comments directly above it and, when it opens a block, the whole
//! block; a comment goes alone.  That is the only logic a template has.

/// A line of the template; `text` is `None` when it names what was left out.
pub(super) struct Line<T> {
    pub(super) text: Option<T>,
    pub(super) shape: Shape,
}

/// What a line is to its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Blank,
    Comment,
    Opening,
    Closing,
    Statement,
}

impl Shape {
    /// The shape of a line as the template has it.
    pub(super) fn of(line: &str) -> Self {
        let line = line.trim();
        match line.as_bytes() {
            [] => Self::Blank,
            [b'#' | b'!', ..] => Self::Comment,
            [b'}', ..] => Self::Closing,
            [.., b'{'] => Self::Opening,
            _ => Self::Statement,
        }
    }
}

/// The lines that stay, in order.
pub(super) fn remaining<T>(lines: Vec<Line<T>>) -> Vec<T> {
    let mut outline = Outline {
        kept: Vec::new(),
        skipped_depth: 0,
        has_gap: false,
    };
    for line in lines {
        outline.take(line);
    }
    outline.kept.into_iter().map(|(text, _)| text).collect()
}

struct Outline<T> {
    kept: Vec<(T, Shape)>,
    /// How many blocks that go are open.
    skipped_depth: usize,
    /// Whether something went since the last blank line.
    has_gap: bool,
}

impl<T> Outline<T> {
    fn take(&mut self, line: Line<T>) {
        if self.skipped_depth > 0 {
            match line.shape {
                Shape::Opening => self.skipped_depth += 1,
                Shape::Closing => self.skipped_depth -= 1,
                _ => {}
            }
            return;
        }
        let Some(text) = line.text else {
            if line.shape != Shape::Comment {
                self.lose();
            }
            self.skipped_depth = usize::from(line.shape == Shape::Opening);
            return;
        };
        if line.shape == Shape::Blank {
            if self.is_doubled() {
                return;
            }
            self.has_gap = false;
        }
        self.kept.push((text, line.shape));
    }

    /// Takes the comments away that spoke of what goes.
    fn lose(&mut self) {
        while self
            .kept
            .pop_if(|(_, shape)| *shape == Shape::Comment)
            .is_some()
        {}
        self.has_gap = true;
    }

    /// Whether this blank line would stand beside the one before what went.
    fn is_doubled(&self) -> bool {
        let last = self.kept.last().map(|(_, shape)| *shape);
        self.has_gap && matches!(last, None | Some(Shape::Blank | Shape::Opening))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `-` before a line: it names what was left out.
    fn remaining_of(text: &str) -> String {
        let line = |line: &'static str| match line.strip_prefix('-') {
            Some(gone) => Line {
                text: None,
                shape: Shape::of(gone),
            },
            None => Line {
                text: Some(line),
                shape: Shape::of(line),
            },
        };
        let text: &'static str = text.to_owned().leak();
        remaining(text.lines().map(line).collect()).join("\n")
    }

    #[test]
    fn a_line_goes_with_the_comments_directly_above_it() {
        assert_eq!(remaining_of("# a\n\n# b\n# c\n-x\ny"), "# a\n\ny");
    }

    #[test]
    fn a_comment_that_goes_leaves_the_others() {
        assert_eq!(remaining_of("# a\n-# b\n# c\ny"), "# a\n# c\ny");
    }

    #[test]
    fn an_opening_line_takes_its_whole_block_with_it() {
        assert_eq!(remaining_of("a\n-b {\n  c {\n  }\n  d\n}\ne"), "a\ne");
    }

    #[test]
    fn no_blank_lines_pile_up_where_something_went() {
        assert_eq!(remaining_of("a\n\n-b {\n}\n\nc\n\n\nd"), "a\n\nc\n\n\nd");
    }
}
