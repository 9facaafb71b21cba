//! Filling a template in.  Pure: text and values in, text out.

use std::collections::BTreeMap;

use super::error::TemplateError;
use super::head::Parameter;
use super::library::{CHECKS_MARK, HEAD_MARK, Template};
use super::surroundings::Surroundings;
use crate::message::Message;

/// The VRID that is proposed for addresses whose last octet is none.
const FALLBACK_VRID: u8 = 51;

/// Which text of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// keepalived.conf.
    Config,
    /// Its share of vipkeeper.toml.
    Checks,
}

/// A filled-in text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// What its reader should know.
    pub warnings: Vec<Message>,
}

impl Template {
    /// Fills in one part of the template.
    ///
    /// `given` are values by parameter name as the command line writes it: in
    /// small letters, `-` and `_` alike.
    pub fn render(
        &self,
        part: Part,
        given: &BTreeMap<String, String>,
        surroundings: &Surroundings,
    ) -> Result<Rendered, TemplateError> {
        self.require_known(given)?;
        let values = self.values(given, surroundings)?;
        let mut rendered = Rendered::default();
        for (number, line) in (1..).zip(self.text.lines()) {
            let line = match (part, line.strip_prefix(CHECKS_MARK)) {
                (Part::Checks, Some(rest)) => rest.strip_prefix(' ').unwrap_or(rest),
                (Part::Config, None) if !line.starts_with(HEAD_MARK) => line,
                _ => continue,
            };
            let place = Place {
                template: self,
                line: number,
                surroundings,
            };
            if let Some(line) = place.fill(line, &values)? {
                rendered.push(&line);
                rendered.text.push('\n');
            }
        }
        Ok(rendered)
    }

    /// Comes before everything else: a misspelt name explains why a value is
    /// missing, and not the other way round.
    fn require_known(&self, given: &BTreeMap<String, String>) -> Result<(), TemplateError> {
        let known: Vec<_> = self.head.parameters.keys().map(|n| as_written(n)).collect();
        match given.keys().find(|name| !known.contains(name)) {
            Some(name) => Err(TemplateError::UnknownParameter {
                template: self.name.clone(),
                name: name.clone(),
                known,
            }),
            None => Ok(()),
        }
    }

    /// The value of every parameter: given, by default, or `None` when it is
    /// optional and left out.
    fn values(
        &self,
        given: &BTreeMap<String, String>,
        surroundings: &Surroundings,
    ) -> Result<Values, TemplateError> {
        let mut values = Values::new();
        for (name, parameter) in &self.head.parameters {
            let written = as_written(name);
            let value = match given.get(&written).filter(|value| !value.is_empty()) {
                Some(value) => Some(Rendered {
                    text: value.clone(),
                    warnings: Vec::new(),
                }),
                None => self.default(name, parameter, &values, surroundings)?,
            };
            let text = value.as_ref().map(|value| value.text.as_str());
            check(&written, parameter, text)?;
            values.insert(name.clone(), value);
        }
        Ok(values)
    }

    fn default(
        &self,
        name: &str,
        parameter: &Parameter,
        known: &Values,
        surroundings: &Surroundings,
    ) -> Result<Option<Rendered>, TemplateError> {
        if parameter.is_required() {
            return Err(TemplateError::MissingValue {
                template: self.name.clone(),
                name: as_written(name),
            });
        }
        let Some(default) = &parameter.default else {
            return Ok(None);
        };
        let place = Place {
            template: self,
            line: self.line_of(default),
            surroundings,
        };
        place.fill(default, known)
    }

    fn line_of(&self, text: &str) -> usize {
        let found = self.text.lines().position(|line| line.contains(text));
        found.map_or(1, |index| index + 1)
    }
}

/// The parameters' values, each with what its reader should know if it is used.
type Values = BTreeMap<String, Option<Rendered>>;

impl Rendered {
    /// Appends a text; a warning is given once.
    fn push(&mut self, other: &Self) {
        self.text.push_str(&other.text);
        for warning in &other.warnings {
            if !self.warnings.contains(warning) {
                self.warnings.push(warning.clone());
            }
        }
    }
}

/// A parameter's name as the command line writes it: `ADVERT_INT` →
/// `advert-int`.
#[must_use]
pub fn as_written(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-")
}

fn check(name: &str, parameter: &Parameter, value: Option<&str>) -> Result<(), TemplateError> {
    match value {
        Some(value) if !parameter.kind.accepts(value) => Err(TemplateError::BadValue {
            name: name.to_owned(),
            value: value.to_owned(),
            kind: parameter.kind,
        }),
        _ => Ok(()),
    }
}

/// Where a text stands, for its errors.
struct Place<'a> {
    template: &'a Template,
    line: usize,
    surroundings: &'a Surroundings,
}

impl Place<'_> {
    /// The text with every placeholder replaced; `None` when it names an
    /// optional parameter that was left out.
    fn fill(&self, text: &str, values: &Values) -> Result<Option<Rendered>, TemplateError> {
        let mut filled = Rendered::default();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{$") {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            filled.text.push_str(before);
            match values.get(name) {
                Some(Some(value)) => filled.push(value),
                Some(None) => return Ok(None),
                None => filled.push(&self.surrounding(name, values)?),
            }
            rest = after;
        }
        filled.text.push_str(rest);
        Ok(Some(filled))
    }

    fn surrounding(&self, name: &str, values: &Values) -> Result<Rendered, TemplateError> {
        let text = if name == "VIP_VRID" {
            let vip = values.get("VIP").and_then(Option::as_ref);
            Some(vrid_of(vip.map_or("", |vip| &vip.text)).to_string())
        } else {
            self.surroundings.value(name).map(str::to_owned)
        };
        match text {
            Some(text) => Ok(Rendered {
                text,
                warnings: self.surroundings.warning(name).into_iter().collect(),
            }),
            None => Err(TemplateError::UnknownPlaceholder {
                template: self.template.name.clone(),
                name: name.to_owned(),
                line: self.line,
            }),
        }
    }
}

/// A VRID that both servers of a pair come to without being told, and that
/// differs between the pairs of one network: the last octet of the VIP.
fn vrid_of(vip: &str) -> u8 {
    let address = vip.split('/').next().unwrap_or_default();
    let last = match address.parse() {
        Ok(std::net::IpAddr::V4(address)) => address.octets()[3],
        Ok(std::net::IpAddr::V6(address)) => address.octets()[15],
        Err(_) => 0,
    };
    if last == 0 { FALLBACK_VRID } else { last }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Layout;
    use crate::template;
    use std::path::Path;

    fn surroundings(interface: Option<&str>) -> Surroundings {
        Surroundings::new(
            &Layout::prefix("/www/server"),
            interface.map(str::to_owned),
            "node-a",
            Path::new("/usr/bin/vipkeeper"),
        )
    }

    fn given(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn render(name: &str, part: Part, values: &[(&str, &str)]) -> Result<Rendered, TemplateError> {
        let template = template::find(name)?;
        template.render(part, &given(values), &surroundings(Some("ens3")))
    }

    #[test]
    fn defaults_come_from_the_machine_and_from_the_vip() {
        let text = render("mysql-pair", Part::Config, &[("vip", "10.0.0.77/24")])
            .unwrap()
            .text;
        for line in [
            "    router_id node-a",
            "    interface ens3",
            "    virtual_router_id 77",
            "    priority 250",
            "        10.0.0.77/24 dev ens3",
            "    file /www/server/keepalived/vipkeeper/track/mysql",
            "    script \"/usr/bin/vipkeeper --server-path /www/server check mysql --backstop\"",
        ] {
            assert!(
                text.lines().any(|have| have == line),
                "no {line:?} in\n{text}"
            );
        }
        assert!(!text.contains("{$") && !text.contains("#:") && !text.contains("#>"));
    }

    #[test]
    fn a_line_of_an_optional_value_comes_and_goes_with_it() {
        let without = render("mysql-pair", Part::Config, &[("vip", "10.0.0.77/24")]).unwrap();
        assert!(!without.text.contains("unicast"));
        let values = [
            ("vip", "10.0.0.77/24"),
            ("address", "10.0.0.1"),
            ("peer", "10.0.0.2"),
        ];
        let with = render("mysql-pair", Part::Config, &values).unwrap();
        assert!(with.text.contains("unicast_peer { 10.0.0.2 }"));
    }

    #[test]
    fn the_checks_part_is_toml_without_its_marks() {
        let values = [("vip", "10.0.0.77/24"), ("credentials", "/etc/vk.cnf")];
        let text = render("mysql-pair", Part::Checks, &values).unwrap().text;
        let expected = "[checks.mysql]\nkind = \"mysql\"\ntarget = \"127.0.0.1:3306\"\n\
                        credentials = \"/etc/vk.cnf\"\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn without_a_default_route_eth1_is_assumed_and_said() {
        let template = template::find("mysql-pair").unwrap();
        let values = given(&[("vip", "10.0.0.77/24"), ("interface", "eth7")]);
        let told = template
            .render(Part::Config, &values, &surroundings(None))
            .unwrap();
        assert_eq!(told.warnings, []);
        let values = given(&[("vip", "10.0.0.77/24")]);
        let assumed = template
            .render(Part::Config, &values, &surroundings(None))
            .unwrap();
        assert!(assumed.text.contains("interface eth1"));
        assert_eq!(assumed.warnings[0].id(), "warning-no-default-route");
        let unused = template
            .render(Part::Checks, &values, &surroundings(None))
            .unwrap();
        assert_eq!(unused.warnings, [], "checks name no interface");
    }

    #[test]
    fn errors_name_the_thing() {
        let unknown = render("mysql", Part::Config, &[]).unwrap_err();
        assert!(matches!(unknown, TemplateError::Unknown { name, .. } if name == "mysql"));
        let missing = render("mysql-pair", Part::Config, &[]).unwrap_err();
        assert!(matches!(missing, TemplateError::MissingValue { name, .. } if name == "vip"));
        let typo = [("prioritee", "1")];
        let typo = render("mysql-pair", Part::Config, &typo).unwrap_err();
        assert!(
            matches!(typo, TemplateError::UnknownParameter { name, .. } if name == "prioritee")
        );
        let bad = render("mysql-pair", Part::Config, &[("vip", "10.0.0.1")]).unwrap_err();
        assert!(matches!(bad, TemplateError::BadValue { value, .. } if value == "10.0.0.1"));
    }

    #[test]
    fn an_unknown_placeholder_is_named_with_its_line() {
        let text = "#: title = { en = \"t\", zh-CN = \"t\" }\nrouter_id {$NOPE}\n";
        let template = Template::parse("own", text).unwrap();
        let error = template
            .render(Part::Config, &BTreeMap::new(), &surroundings(None))
            .unwrap_err();
        let expected = TemplateError::UnknownPlaceholder {
            template: "own".to_owned(),
            name: "NOPE".to_owned(),
            line: 2,
        };
        assert_eq!(error, expected);
    }
}
