//! `vipkeeper template list`: what there is.

use keeper::message::Explain;
use keeper::template::Library;

use super::data::TemplateData;
use crate::context::Context;
use crate::failure::Failure;

/// One line for each; a template that cannot be read is told of beside the
/// list and hides no other.
pub(super) fn run(library: &Library, context: &Context) -> Result<(), Failure> {
    let lang = context.output.messages().lang();
    let mut templates = Vec::new();
    for template in library.all()? {
        match template {
            Ok(template) => templates.push(TemplateData::of(&template, lang)),
            Err(error) => context.output.explain(&error.explain()),
        }
    }
    if context.output.is_json() {
        context.output.data(&templates);
        return Ok(());
    }
    let names = templates.iter().map(|one| one.name.len());
    let width = names.max().unwrap_or(0);
    for one in &templates {
        // A text without a head is told by its path.
        let words = one.title.as_ref().or(one.path.as_ref());
        let words = words.map_or("", String::as_str);
        context
            .output
            .raw(&format!("{:width$}  {words}\n", one.name));
    }
    Ok(())
}
