//! From tokens to nodes.
//!
//! Braces decide: a `{` opens the block of the statement before it, on the same line or above, and a
//! `}` closes the innermost block. Which keywords ought to have a block is the catalogue's, so a
//! forgotten `{` shows here only as a `}` too many.
//!
//! **Invariant.** There is no recursion, and no input for which a node is missing or a byte is lost.

use super::lexer::{TokenKind, lex};
use super::source::offset;
use super::tree::{NodeData, NodeId, NodeKind, Tree};
use super::{MAX_DEPTH, MAX_DIAGNOSTICS, Span, SyntaxDiagnostic, SyntaxProblem};

const ROOT: NodeId = NodeId(0);

/// Parses any bytes.
pub fn parse(source: impl Into<Vec<u8>>) -> Tree {
    parse_with(source.into(), true)
}

/// Parses a text that has been expanded: nothing in it is a directive any more.
pub(crate) fn parse_plain(source: Vec<u8>) -> Tree {
    parse_with(source, false)
}

fn parse_with(source: Vec<u8>, directives: bool) -> Tree {
    let (tokens, diagnostics) = lex(&source, directives);
    let root = NodeData::new(NodeKind::Root, None, (0, offset(tokens.len())));
    let nodes = vec![root];
    let tree = Tree {
        source,
        tokens,
        nodes,
        diagnostics,
        has_directives: false,
    };
    Parser {
        tree,
        open: vec![ROOT],
        ignored: 0,
        current: None,
        prefix: None,
        braces: Vec::new(),
    }
    .run()
}

struct Parser {
    tree: Tree,
    /// The blocks that are open, the root first.
    open: Vec<NodeId>,
    /// How many braces beyond the depth limit are open.
    ignored: usize,
    /// The node to which the next token of this line belongs.
    current: Option<NodeId>,
    /// The first condition or sequence of this line that no statement has taken yet.
    prefix: Option<u32>,
    /// Problems with braces, kept apart because they count only without directives.
    braces: Vec<SyntaxDiagnostic>,
}

impl Parser {
    fn run(mut self) -> Tree {
        for at in 0..self.tree.tokens.len() {
            self.token(self.tree.tokens[at].kind, offset(at));
        }
        self.finish()
    }

    fn token(&mut self, kind: TokenKind, at: u32) {
        match kind {
            TokenKind::Word | TokenKind::Quoted | TokenKind::BrokenQuote => {
                let span = self.tree.tokens[at as usize].span;
                self.tree.has_directives |= self.tree.slice(span).contains(&b'$');
                self.extend(NodeKind::Statement, at);
            }
            TokenKind::OpenBrace => {
                self.open_block(at);
                self.prefix = None;
            }
            TokenKind::CloseBrace => {
                self.close_block(at);
                self.prefix = None;
            }
            TokenKind::Newline => {
                self.prefix = None;
                if !self.in_definition() {
                    self.current = None;
                }
            }
            TokenKind::Condition | TokenKind::Sequence => {
                self.tree.has_directives = true;
                self.current = None;
                self.prefix.get_or_insert(at);
            }
            TokenKind::DefinitionName => {
                self.tree.has_directives = true;
                self.current = None;
                self.extend(NodeKind::Definition, at);
            }
            TokenKind::Equals | TokenKind::DefinitionText => self.extend(NodeKind::Definition, at),
            TokenKind::IncludeKeyword => {
                self.tree.has_directives = true;
                self.current = None;
                self.extend(NodeKind::Include, at);
            }
            TokenKind::IncludePath => self.extend(NodeKind::Include, at),
            TokenKind::Bom
            | TokenKind::Blank
            | TokenKind::Comment
            | TokenKind::Backslash
            | TokenKind::AfterNul
            | TokenKind::Excess => {}
        }
    }

    fn in_definition(&self) -> bool {
        self.current
            .is_some_and(|id| self.tree.data(id).kind == NodeKind::Definition)
    }

    fn innermost(&self) -> NodeId {
        self.open.last().copied().unwrap_or(ROOT)
    }

    fn data_mut(&mut self, id: NodeId) -> &mut NodeData {
        &mut self.tree.nodes[id.0 as usize]
    }

    /// Gives the token to the current node if it is of that kind, else to a new one.
    fn extend(&mut self, kind: NodeKind, at: u32) {
        let same = self.current.filter(|id| self.tree.data(*id).kind == kind);
        let id = same.unwrap_or_else(|| self.append(kind, at));
        self.data_mut(id).tokens.1 = at + 1;
        self.current = Some(id);
    }

    fn append(&mut self, kind: NodeKind, at: u32) -> NodeId {
        let parent = self.innermost();
        let first = self.prefix.take().unwrap_or(at);
        let id = NodeId(offset(self.tree.nodes.len()));
        self.tree
            .nodes
            .push(NodeData::new(kind, Some(parent), (first, at + 1)));
        let previous = self.data_mut(parent).last_child.replace(id);
        match previous {
            Some(previous) => self.data_mut(previous).next = Some(id),
            None => self.data_mut(parent).first_child = Some(id),
        }
        id
    }

    fn open_block(&mut self, at: u32) {
        self.current = None;
        if self.open.len() > MAX_DEPTH {
            if self.ignored == 0 {
                self.brace_problem(SyntaxProblem::TooDeep, at);
            }
            self.ignored += 1;
            return;
        }
        let header = self.tree.data(self.innermost()).last_child.filter(|id| {
            let data = self.tree.data(*id);
            data.kind == NodeKind::Statement && data.open.is_none()
        });
        let id = header.unwrap_or_else(|| {
            self.brace_problem(SyntaxProblem::UnexpectedOpenBrace, at);
            self.append(NodeKind::Statement, at)
        });
        let data = self.data_mut(id);
        data.open = Some(at);
        data.tokens.1 = at + 1;
        self.open.push(id);
    }

    fn close_block(&mut self, at: u32) {
        self.current = None;
        if self.ignored > 0 {
            self.ignored -= 1;
        } else if self.open.len() > 1 {
            let id = self.innermost();
            self.open.pop();
            let data = self.data_mut(id);
            data.close = Some(at);
            data.tokens.1 = at + 1;
        } else {
            self.brace_problem(SyntaxProblem::UnexpectedCloseBrace, at);
        }
    }

    fn brace_problem(&mut self, problem: SyntaxProblem, at: u32) {
        if self.braces.len() == MAX_DIAGNOSTICS {
            return;
        }
        let span = self.tree.token_span(at, at + 1);
        self.braces.push(SyntaxDiagnostic { problem, span });
    }

    /// Blocks left open reach to the last token that is not trivia.
    fn finish(mut self) -> Tree {
        let tokens = &self.tree.tokens;
        let end = tokens
            .iter()
            .rposition(|token| !token.kind.is_trivia())
            .map_or(0, |at| at + 1);
        let unclosed: Vec<NodeId> = self.open.drain(1..).collect();
        for id in unclosed {
            self.data_mut(id).tokens.1 = offset(end);
            let data = self.tree.data(id);
            let span = self
                .tree
                .token_span(data.tokens.0, data.open.map_or(data.tokens.1, |at| at + 1));
            let problem = SyntaxProblem::MissingCloseBrace;
            self.braces.push(SyntaxDiagnostic { problem, span });
        }
        let always = |found: &SyntaxDiagnostic| found.problem == SyntaxProblem::TooDeep;
        let directives = self.tree.has_directives;
        self.braces.retain(|found| !directives || always(found));
        self.tree.diagnostics.append(&mut self.braces);
        self.tree
            .diagnostics
            .sort_by_key(|found| (found.span.start, found.span.end));
        self.tree
    }
}

const _: () = assert!(
    std::mem::size_of::<Span>() == 8,
    "spans are stored by the million"
);
