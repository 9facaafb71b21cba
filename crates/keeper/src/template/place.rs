//! Putting values where a text names them.

use std::collections::BTreeMap;

use super::error::TemplateError;
use super::profile::Profile;
use super::render::Rendered;
use super::surroundings::Surroundings;

/// The VRID that is proposed for addresses whose last octet is none.
const FALLBACK_VRID: u8 = 51;

/// The priorities that make a takeover fast: the taking-over node's skew time
/// is (256 − its priority) / 256 of the interval.
const PRIORITIES: [u8; 2] = [250, 240];

/// The parameters' values, each with what its reader should know if it is
/// used; `None` is left out.
pub(super) type Values = BTreeMap<String, Option<Rendered>>;

/// Where a text stands, and what is known there.
pub(super) struct Place<'a> {
    /// The template's name, for errors.
    pub(super) template: &'a str,
    /// The line from 1, for errors.
    pub(super) line: usize,
    pub(super) profile: Option<Profile>,
    pub(super) surroundings: &'a Surroundings,
}

impl Place<'_> {
    /// The text with every placeholder replaced; `None` when it names an
    /// optional parameter that was left out.
    ///
    /// `{$NAME?}` only says that the line goes with the parameter, `{$NAME!}`
    /// that it stands in the parameter's place: both stand for nothing, and
    /// neither does one blank after it.
    pub(super) fn fill(
        &self,
        text: &str,
        values: &Values,
    ) -> Result<Option<Rendered>, TemplateError> {
        let mut filled = Rendered::default();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{$") {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            filled.text.push_str(before);
            rest = after;
            let (name, needs) = match (name.strip_suffix('?'), name.strip_suffix('!')) {
                (Some(name), _) => (name, Some(true)),
                (_, Some(name)) => (name, Some(false)),
                (None, None) => (name, None),
            };
            match (values.get(name), needs) {
                (Some(value), Some(is_there)) if value.is_some() == is_there => {
                    rest = after.strip_prefix(' ').unwrap_or(after);
                }
                (Some(Some(_)), Some(_)) | (Some(None), _) => return Ok(None),
                (Some(Some(value)), None) => filled.push(value),
                (None, _) => filled.push(&self.other(name, values)?),
            }
        }
        filled.text.push_str(rest);
        Ok(Some(filled))
    }

    /// What is no parameter: derived from one, from the profile, or from the
    /// machine.
    fn other(&self, name: &str, values: &Values) -> Result<Rendered, TemplateError> {
        let value = |name: &str| {
            let value = values.get(name).and_then(Option::as_ref);
            value.map_or("", |value| value.text.as_str())
        };
        let text = match name {
            "VIP_ADDRESS" => Some(address_of(value("VIP")).to_owned()),
            "VIP_VRID" => Some(proposed_vrid(value("VIP")).to_string()),
            "DRAIN_WEIGHT" => Some(drain_weight(value("NOPREEMPT")).to_owned()),
            "OTHER_PRIORITY" => Some(other_priority(value("PRIORITY")).to_string()),
            "VRRP_VERSION" => self
                .profile
                .map(|profile| profile.vrrp_version().to_owned()),
            _ => self.surroundings.value(name).map(str::to_owned),
        };
        match text {
            Some(text) => Ok(Rendered {
                text,
                warnings: self.surroundings.warning(name).into_iter().collect(),
            }),
            None if self.surroundings.knows(name) => Err(TemplateError::NothingHere {
                name: name.to_owned(),
            }),
            None => Err(TemplateError::UnknownPlaceholder {
                template: self.template.to_owned(),
                name: name.to_owned(),
                line: self.line,
            }),
        }
    }
}

fn address_of(cidr: &str) -> &str {
    cidr.split('/').next().unwrap_or_default()
}

/// A VRID that both servers of a pair come to without being told, and that
/// differs between the pairs of one network: the last octet of the VIP.
pub(crate) fn proposed_vrid(vip: &str) -> u8 {
    let last = match address_of(vip).parse() {
        Ok(std::net::IpAddr::V4(address)) => address.octets()[3],
        Ok(std::net::IpAddr::V6(address)) => address.octets()[15],
        Err(_) => 0,
    };
    if last == 0 { FALLBACK_VRID } else { last }
}

/// With -253 a 1 in the file leaves priority 1, and a peer takes over from a
/// node that still serves.  One that does not preempt would leave it there; it
/// moves at FAULT only, which -254 is.
fn drain_weight(nopreempt: &str) -> &'static str {
    if nopreempt.is_empty() { "-253" } else { "-254" }
}

/// What the other node has when nothing is said: the other one of the two that
/// templates use, else ten below, where there is room.
fn other_priority(own: &str) -> u8 {
    let [high, low] = PRIORITIES;
    match own.parse() {
        Ok(own) if own == low => high,
        Ok(own @ 11..) => own - 10,
        Ok(own) => own + 10,
        Err(_) => low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_priority_is_always_another_one() {
        assert_eq!(other_priority("250"), 240);
        assert_eq!(other_priority("240"), 250);
        for own in 1..=254_u8 {
            let other = other_priority(&own.to_string());
            assert!(other != own && (1..=254).contains(&other), "{own} {other}");
        }
    }

    #[test]
    fn the_vrid_is_the_last_octet_unless_that_is_none() {
        assert_eq!(proposed_vrid("10.0.0.77/24"), 77);
        assert_eq!(proposed_vrid("10.0.1.0/16"), FALLBACK_VRID);
        assert_eq!(proposed_vrid("fd00::1:2/64"), 2);
    }
}
