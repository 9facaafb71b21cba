//! Declarations that several templates have in common.
//!
//! A template *names* in its head every parameter it has (`use = ["VIP", …]`);
//! only type, default and words of the well-known ones are written once, in
//! `templates/parameters.toml`.  What the template says of one of them itself
//! stands above that.

use indexmap::IndexMap;
use serde::Deserialize as _;
use toml::{Table, Value};

use super::head::Parameter;

const DECLARATIONS: &str = include_str!("../../templates/parameters.toml");

/// The parameters of a template: those of `order`, then its other own ones.
///
/// Errors are a TOML reader's sentence with the parameter's name.
pub(super) fn complete(
    order: &[String],
    mut own: Table,
) -> Result<IndexMap<String, Parameter>, String> {
    let mut known: Table = toml::from_str(DECLARATIONS).map_err(|error| error.to_string())?;
    let mut parameters = IndexMap::new();
    for name in order {
        if parameters.contains_key(name) {
            return Err(format!("use: {name} is named twice"));
        }
        let declared = match (known.remove(name), own.remove(name)) {
            (Some(Value::Table(mut shared)), Some(Value::Table(more))) => {
                shared.extend(more);
                Value::Table(shared)
            }
            (_, Some(declared)) | (Some(declared), None) => declared,
            (None, None) => return Err(format!("use: there is no shared parameter {name}")),
        };
        parameters.insert(name.clone(), parameter(name, declared)?);
    }
    for (name, declared) in own {
        let declared = parameter(&name, declared)?;
        parameters.insert(name, declared);
    }
    Ok(parameters)
}

fn parameter(name: &str, declared: Value) -> Result<Parameter, String> {
    Parameter::deserialize(declared).map_err(|error| format!("param.{name}: {error}"))
}
