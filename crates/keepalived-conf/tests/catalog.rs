//! The catalogue against itself and against the list of keywords read from Keepalived's sources.

use std::collections::BTreeMap;

use keepalived_conf::catalog::{
    self, Block, Body, Help, Keyword, Kind, Line, Opt, Presence, Preset, Version,
};

/// Every keyword with its block, in the order of the tables.
fn keywords() -> impl Iterator<Item = (&'static Block, &'static Keyword)> {
    catalog::blocks()
        .into_iter()
        .flat_map(|block| block.keywords().map(move |keyword| (block, keyword)))
}

fn full_name(block: &Block, keyword: &Keyword) -> String {
    match block.path {
        "" => keyword.name.to_owned(),
        path => format!("{path}/{}", keyword.name),
    }
}

fn since(version: Option<Version>) -> String {
    version.map_or_else(|| "-".to_owned(), |version| version.to_string())
}

#[test]
fn knows_exactly_the_keywords_that_the_sources_install() {
    let listed: BTreeMap<String, String> = include_str!("../testdata/catalog/keywords.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut columns = line.split('\t');
            let mut column = || columns.next().expect("three columns");
            let (block, keyword, since) = (column(), column(), column());
            let name = if block == "." {
                keyword.to_owned()
            } else {
                format!("{block}/{keyword}")
            };
            (name, since.to_owned())
        })
        .collect();
    let known: BTreeMap<String, String> = keywords()
        .map(|(block, keyword)| (full_name(block, keyword), since(keyword.since_in(block))))
        .collect();
    let wrong: Vec<String> = listed
        .keys()
        .chain(known.keys())
        .filter(|name| listed.get(*name) != known.get(*name))
        .map(|name| {
            format!(
                "{name}: listed {:?}, known {:?}",
                listed.get(name),
                known.get(name)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(listed.len(), 531);
    assert_eq!(
        keywords().count(),
        listed.len(),
        "a keyword stands twice in a block"
    );
}

#[test]
fn a_block_is_found_under_its_path() {
    for block in catalog::blocks() {
        let found = catalog::block(block.path).map(|found| found.path);
        assert_eq!(found, Some(block.path));
        assert!(!block.source.is_empty(), "{}", block.path);
    }
    assert!(catalog::block("vrrp_instance/nowhere").is_none());
    assert!(catalog::lookup("vrrp_instance", "virtual_server").is_none());
}

#[test]
fn every_keyword_is_explained_in_both_languages() {
    for (block, keyword) in keywords() {
        let name = full_name(block, keyword);
        let Help { en, zh } = keyword.help;
        assert!(en.ends_with('.') && en.len() > 10, "{name}: {en:?}");
        assert!(zh.ends_with('。') && zh.len() > 10, "{name}: {zh:?}");
        assert!(
            zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
            "{name}: {zh}"
        );
        assert!(
            en.is_ascii() || en.contains(['–', '…', '×']),
            "{name}: {en}"
        );
    }
}

#[test]
fn a_default_is_a_value_that_the_keyword_takes() {
    for (block, keyword) in keywords() {
        let name = full_name(block, keyword);
        match keyword.preset {
            Some(Preset::Value(value)) => {
                assert_eq!(keyword.line.check(&[value]), [], "{name} = {value}");
            }
            Some(Preset::Of(other)) => {
                let (path, leaf) = other.rsplit_once('/').unwrap_or(("", other));
                assert!(
                    catalog::lookup(path, leaf).is_some(),
                    "{name}: no keyword {other}"
                );
            }
            Some(Preset::Described(Help { en, zh })) => {
                assert!(!en.is_empty() && !zh.is_empty(), "{name}");
            }
            None => {}
        }
    }
}

#[test]
fn a_replacement_exists() {
    for (block, keyword) in keywords() {
        let Some(instead) = keyword
            .deprecated
            .and_then(|deprecation| deprecation.instead)
        else {
            continue;
        };
        let beside = block.keyword(instead).is_some();
        let parent = block.path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let above = catalog::lookup(parent, instead).is_some();
        let (path, leaf) = instead.rsplit_once('/').unwrap_or(("", instead));
        let elsewhere = catalog::lookup(path, leaf).is_some();
        assert!(
            beside || above || elsewhere,
            "{}: {instead}",
            full_name(block, keyword)
        );
    }
}

/// Each grammar of the catalogue with a name for messages.
fn lines() -> Vec<(String, &'static Line)> {
    let mut lines = Vec::new();
    for (block, keyword) in keywords() {
        lines.push((full_name(block, keyword), &keyword.line));
        if let Body::Entries(entry) = keyword.body {
            lines.push((entry.name.to_owned(), &entry.line));
        }
    }
    lines
}

#[test]
fn ranges_are_not_empty() {
    for (name, line) in lines() {
        let options = line.options.iter().flat_map(|option| option.args);
        for arg in line.head.args(&[]).iter().chain(options) {
            match arg.kind {
                Kind::Int { min, max, .. } => assert!(min < max, "{name}"),
                Kind::Decimal { min, max, .. } => assert!(min < max, "{name}"),
                _ => {}
            }
        }
    }
}

#[test]
fn an_option_has_one_meaning_in_its_line() {
    for (name, line) in lines() {
        let mut names: Vec<&str> = line
            .options
            .iter()
            .flat_map(|option| option.names)
            .copied()
            .collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "{name}");
        for option in line.options {
            let Opt { args, .. } = option;
            let first_optional = args
                .iter()
                .position(|arg| arg.presence != Presence::Required);
            let last_required = args
                .iter()
                .rposition(|arg| arg.presence == Presence::Required);
            let lock = args.len() > 1 && first_optional == Some(0);
            assert!(
                lock || first_optional.is_none_or(|at| last_required.is_none_or(|end| end < at)),
                "{name} {:?}",
                option.names
            );
        }
    }
}

#[test]
fn a_misspelt_keyword_is_recognised() {
    let cases = [
        ("vrrp_instance", "prioritee", "priority"),
        ("vrrp_instance", "virtual_routerid", "virtual_router_id"),
        ("vrrp_instance", "autentication", "authentication"),
        ("vrrp_instance", "virtual_ipadress", "virtual_ipaddress"),
        ("", "vrrp_instnace", "vrrp_instance"),
        ("vrrp_script", "weigth", "weight"),
        ("virtual_server/real_server", "TCP_CHEK", "TCP_CHECK"),
    ];
    for (path, word, meant) in cases {
        assert_eq!(catalog::closest(path, word), Some(meant), "{word}");
    }
    assert_eq!(catalog::closest("vrrp_instance", "frobnicate"), None);
}
