//! The names that are defined and what they stand for.

use std::collections::HashMap;
use std::rc::Rc;

use super::line_buf::LineBuf;

/// What a name stands for.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// The rest of a line.
    Text(LineBuf),
    /// Several lines; at least one.
    Lines(Rc<[LineBuf]>),
    /// A name that Keepalived defines itself.
    BuiltIn(BuiltIn),
    /// Nothing: its value uses the name itself, which has been told.
    Endless,
}

/// The names that Keepalived defines itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BuiltIn {
    /// `_PWD`: the directory of the file.
    Directory,
    /// `_INSTANCE`: the configuration id.
    Instance,
    /// `_RANDOM [MIN [MAX]]`; stands for its smallest value here, so that results repeat.
    Random,
    /// `_HASH`
    Hash,
    /// `_BANG`
    Bang,
    /// `_ENV NAME`
    Environment,
}

/// The names and their values.
pub(super) struct Definitions {
    values: HashMap<Vec<u8>, Value>,
}

impl Definitions {
    pub(super) fn new() -> Self {
        let built_in = [
            ("_PWD", BuiltIn::Directory),
            ("_INSTANCE", BuiltIn::Instance),
            ("_RANDOM", BuiltIn::Random),
            ("_HASH", BuiltIn::Hash),
            ("_BANG", BuiltIn::Bang),
            ("_ENV", BuiltIn::Environment),
        ];
        let values = built_in.map(|(name, value)| (name.into(), Value::BuiltIn(value)));
        Self {
            values: values.into(),
        }
    }

    pub(super) fn set(&mut self, name: &[u8], value: Value) {
        self.values.insert(name.to_vec(), value);
    }

    pub(super) fn find(&self, name: &[u8]) -> Option<&Value> {
        self.values.get(name)
    }
}
