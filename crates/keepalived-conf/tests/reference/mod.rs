//! Writes the catalogue as a page of Markdown, in English or Chinese.

mod notation;

use std::fmt::Write;

use keepalived_conf::catalog::{self, Block, Body, Entry, Feature, Help, Keyword, Preset};
use notation::{range, syntax};

/// The language of a page.
#[derive(Clone, Copy)]
pub(crate) enum Language {
    English,
    Chinese,
}

impl Language {
    /// One of two texts.
    pub(crate) fn pick<'a>(self, en: &'a str, zh: &'a str) -> &'a str {
        match self {
            Self::English => en,
            Self::Chinese => zh,
        }
    }

    fn of(self, help: Help) -> &'static str {
        match self {
            Self::English => help.en,
            Self::Chinese => help.zh,
        }
    }
}

/// The whole reference.
pub(crate) fn page(language: Language) -> String {
    let mut page = String::new();
    let title = language.pick("Keywords of keepalived.conf", "keepalived.conf 关键字参考");
    let intro = language.pick(
        "Every keyword that Keepalived knows, by block, from 2.0.20 to 2.4.3 and the branch after \
         it. *Since* is the first of the releases 2.0.20, 2.1.5, 2.2.7, 2.2.8, 2.3.4, 2.4.0 and \
         2.4.3 that knows it; nothing there means 2.0.20 or before. A word in \
         brackets, such as [BFD], must be among the options that `keepalived -v` lists; with an \
         exclamation mark it must not. This page is generated from the catalogue.",
        "按配置块列出 Keepalived 的全部关键字，涵盖 2.0.20 至 2.4.3 及其后的开发分支。\
         “起始版本”指 2.0.20、2.1.5、2.2.7、2.2.8、2.3.4、2.4.0、2.4.3 中最早支持它的版本，\
         空白表示 2.0.20 或更早。\
         方括号中的词（如 [BFD]）须出现在 `keepalived -v` 列出的选项中，带感叹号则须不出现。\
         本页由关键字目录自动生成。",
    );
    add(&mut page, format_args!("# {title}\n\n{intro}\n"));
    for block in catalog::blocks() {
        section(&mut page, block, language);
    }
    entries(&mut page, language);
    page
}

fn add(page: &mut String, text: std::fmt::Arguments) {
    page.write_fmt(text)
        .expect("invariant: a String takes any text");
}

fn section(page: &mut String, block: &Block, language: Language) {
    let name = match block.path {
        "" => language.pick("Top of the file", "文件顶层").to_owned(),
        path => format!("`{path}`"),
    };
    add(page, format_args!("\n## {name}\n\n"));
    let source = language.pick("Read in", "依据");
    add(page, format_args!("{source}: {}\n\n", block.source));
    let head = language.pick(
        "| Keyword | Values | Default | Since | What it does |",
        "| 关键字 | 取值 | 默认值 | 起始版本 | 说明 |",
    );
    add(page, format_args!("{head}\n|---|---|---|---|---|\n"));
    for keyword in block.keywords() {
        row(page, block, keyword, language);
    }
}

fn row(page: &mut String, block: &Block, keyword: &Keyword, language: Language) {
    let since = keyword
        .since_in(block)
        .map(|since| since.to_string())
        .unwrap_or_default();
    let words = syntax(&keyword.line);
    let statement = [keyword.name, &words, braces(keyword)].join(" ");
    add(
        page,
        format_args!(
            "| `{}` | {} | {} | {since} | {} |\n",
            cell(
                statement
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .as_str()
            ),
            cell(&range(&keyword.line, language)),
            cell(&preset(keyword, language)),
            cell(&explanation(keyword, language)),
        ),
    );
}

fn braces(keyword: &Keyword) -> &'static str {
    match keyword.body {
        Body::None => "",
        Body::Block(_) | Body::Words(_) | Body::Entries(_) => "{ … }",
    }
}

/// A bar would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn preset(keyword: &Keyword, language: Language) -> String {
    match keyword.preset {
        None => String::new(),
        Some(Preset::Value(value)) => format!("`{value}`"),
        Some(Preset::Of(other)) => format!("= `{other}`"),
        Some(Preset::Described(help)) => language.of(help).to_owned(),
    }
}

fn explanation(keyword: &Keyword, language: Language) -> String {
    let mut parts = vec![language.of(keyword.help).to_owned()];
    if let Some(deprecation) = keyword.deprecated {
        let rejected = match deprecation.rejected {
            true => language.pick("; `-t` rejects it", "，`-t` 会报错"),
            false => "",
        };
        let instead = deprecation.instead.map_or_else(String::new, |instead| {
            format!("{} `{instead}`", language.pick("; use", "，请改用"))
        });
        let deprecated = language.pick("Deprecated", "已弃用");
        let stop = language.pick(".", "。");
        parts.push(format!("**{deprecated}**{rejected}{instead}{stop}"));
    }
    if let Some((changed, line)) = keyword.earlier {
        let before = range(&line, language);
        let alone = language.pick("no value", "不带取值");
        let before = if before.is_empty() { alone } else { &before };
        parts.push(match language {
            Language::English => format!("Before {changed}: {before}."),
            Language::Chinese => format!("{changed} 之前：{before}。"),
        });
    }
    if keyword.once {
        parts.push(language.pick("Only once.", "只能出现一次。").to_owned());
    }
    match keyword.feature {
        Some(Feature::With(word)) => parts.push(format!("[{word}]")),
        Some(Feature::WithAny(words)) => parts.push(format!("[{}]", words.join(" | "))),
        Some(Feature::Without(word)) => parts.push(format!("[!{word}]")),
        None => {}
    }
    parts.join(" ")
}

/// The grammars of value blocks, each once.
fn entries(page: &mut String, language: Language) {
    let title = language.pick("Entries of value blocks", "列表块中的条目");
    add(page, format_args!("\n## {title}\n"));
    let mut written: Vec<&str> = Vec::new();
    for keyword in catalog::blocks().into_iter().flat_map(Block::keywords) {
        if let Body::Entries(entry) = keyword.body
            && !written.contains(&entry.name)
        {
            written.push(entry.name);
            grammar(page, entry, language);
        }
    }
}

fn grammar(page: &mut String, entry: &Entry, language: Language) {
    let source = language.pick("Read in", "依据");
    add(
        page,
        format_args!("\n### {}\n\n{source}: {}\n\n", entry.name, entry.source),
    );
    add(
        page,
        format_args!("```text\n{}\n```\n", syntax(&entry.line)),
    );
    let values = range(&entry.line, language);
    if !values.is_empty() {
        add(page, format_args!("\n{values}\n"));
    }
}
