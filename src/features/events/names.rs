//! What people write where a button would do: the name of a kind, a plain yes. Pure; nothing is guessed.

/// The kind that was written instead of pressed: a title, or the beginning of exactly one.
pub(super) fn kind<'a>(text: &str, kinds: &[(&'a str, &'a str)]) -> Option<&'a str> {
    let said = plain(text);
    let exact = kinds.iter().find(|(_, title)| plain(title) == said).map(|(id, _)| *id);
    let mut begun = kinds.iter().filter(|(_, title)| !said.is_empty() && plain(title).starts_with(&said));
    exact.or_else(|| match (begun.next(), begun.next()) {
        (Some((id, _)), None) => Some(*id),
        _ => None,
    })
}

/// Letters as they are compared: case, quotation marks and the dots of ё do not matter.
fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace('ё', "е").replace(['«', '»', '"'], "")
}

/// Whether this is a yes.
pub(super) fn is_yes(text: &str) -> bool {
    matches!(text.trim().trim_end_matches(['.', '!']).to_lowercase().as_str(), "да" | "ага" | "верно" | "yes" | "ok")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: &[(&str, &str)] = &[("season", "«Педагогические сезоны»"), ("fest", "Фестиваль"), ("forum", "Форум")];

    fn check(text: &str, expect: Option<&str>) {
        assert_eq!(kind(text, KINDS), expect, "{text:?}");
    }

    #[test]
    fn a_title_or_its_beginning_is_the_kind() {
        check("форум", Some("forum"));
        check(" Педагогические сезоны ", Some("season"));
        check("фест", Some("fest"));
    }

    #[test]
    fn what_may_be_two_kinds_is_none() {
        check("ф", None);
        check("", None);
        check("семинар", None);
    }

    #[test]
    fn a_yes_is_short() {
        assert!(is_yes("Да.") && is_yes("ok") && !is_yes("да, но в 17") && !is_yes(""));
    }
}
