//! Suggestions in help lines.

use super::nearest::Suggestions;

/// Returns `did you mean …?`, or the known names and another suggestion.
pub(crate) fn suggest<'n, I>(typo: &str, names: I, otherwise: &str) -> String
where
    I: IntoIterator<Item = &'n str, IntoIter: Clone>,
{
    suggest_within(&Suggestions::default(), typo, names.into_iter(), otherwise)
}

/// Returns the same, within the budget of a run.
pub(crate) fn suggest_within<'n>(
    suggestions: &Suggestions,
    typo: &str,
    names: impl Iterator<Item = &'n str> + Clone,
    otherwise: &str,
) -> String {
    let nearest = suggestions.nearest(typo, names.clone());
    let mut text = suggestion(nearest, &mut names.take(MOST_COMPARED), otherwise);
    if nearest.is_none() && suggestions.are_spent() {
        text.push_str("; suggestions stop here: too many unknown names");
    }
    text
}

/// The maximum number of names to list.
const MOST_COMPARED: usize = 100;

fn suggestion(nearest: Option<&str>, names: &mut dyn Iterator<Item = &str>, otherwise: &str) -> String {
    if let Some(name) = nearest {
        return format!("did you mean `{name}`?");
    }
    let mut known: Vec<&str> = Vec::new();
    for name in names {
        if known.len() < 12 && !known.contains(&name) {
            known.push(name);
        }
    }
    match known.as_slice() {
        [] => otherwise.to_owned(),
        [one] => format!("use `{one}`; or {otherwise}"),
        several => format!("use one of `{}`; or {otherwise}", several.join("`, `")),
    }
}
