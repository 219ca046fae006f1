//! Where a rule comes from: a clause of the regulation or our own choice.
//!
//! Every item of a profile carries exactly one of the two, so that an invention is never shown to people as a rule.

use std::ops::Deref;

use toml::{Table, Value};

/// The ground of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The clause or clauses as the profile writes them: `4.2`, `4.3, 4.4`, `приказ, 1.1`.
    Clause(String),
    /// Our choice; the regulation is silent.
    Default,
}

impl Basis {
    /// The clauses one by one; none for our own choice.
    pub fn clauses(&self) -> impl Iterator<Item = &str> {
        let written = match self {
            Self::Clause(written) => written.as_str(),
            Self::Default => "",
        };
        split(written)
    }

    /// Takes `ref` and `basis` out of an item's table, leaving what the item itself must understand.
    pub(super) fn take(table: &mut Table, silence: Silence) -> Result<Self, String> {
        let clause = match table.remove("ref") {
            None => None,
            Some(Value::String(clause)) => Some(clause.trim().to_owned()),
            Some(_) => return Err("`ref` is not a text; write the clause in quotes, as in ref = \"4.2\"".to_owned()),
        };
        let ours = match table.remove("basis") {
            None => false,
            Some(Value::String(word)) if word == "default" => true,
            Some(other) => {
                return Err(format!("`basis` is {other}, but it knows one word; write basis = \"default\""));
            }
        };
        match (clause, ours, silence) {
            (Some(clause), true, _) if !clause.is_empty() => {
                Err(format!("has both ref = \"{clause}\" and basis = \"default\"; keep the one that is true"))
            }
            (Some(clause), false, _) if !clause.is_empty() => Ok(Self::Clause(clause)),
            (_, _, Silence::IsDefault) | (None, true, Silence::IsFlaw) => Ok(Self::Default),
            (Some(_), _, Silence::IsFlaw) => {
                Err("has an empty `ref`; name the clause, or put basis = \"default\" in its place".to_owned())
            }
            (None, false, Silence::IsFlaw) => Err("says neither where it comes from nor that it is our choice; \
                 add ref = \"<clause>\" or basis = \"default\""
                .to_owned()),
        }
    }
}

/// Splits `4.3, 4.4` into its clauses.
pub(super) fn split(written: &str) -> impl Iterator<Item = &str> {
    written.split(',').map(str::trim).filter(|clause| !clause.is_empty())
}

/// What it means when an item names no ground.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// In lists and features: a flaw.
    IsFlaw,
    /// In `[mentor]`, `[joining]`, `[cadence]`, `[plan]` and `[minutes]`: our choice.
    IsDefault,
}

/// An item together with its ground. Reads as the item itself: `kind.title`, `kind.basis`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded<T> {
    /// Where it comes from.
    pub basis: Basis,
    pub(super) item: T,
}

impl<T> Founded<T> {
    /// An item of our own choice.
    pub(super) fn ours(item: T) -> Self {
        Self { basis: Basis::Default, item }
    }
}

impl<T> Deref for Founded<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.item
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(item: &str, silence: Silence, expect: Result<Basis, &str>) {
        let mut table: Table = item.parse().unwrap();
        assert_eq!(Basis::take(&mut table, silence), expect.map_err(str::to_owned), "{item}");
    }

    #[test]
    fn a_clause_is_a_ground() {
        check("ref = '4.2'", Silence::IsFlaw, Ok(Basis::Clause("4.2".into())));
    }

    #[test]
    fn our_choice_is_a_ground() {
        check("basis = 'default'", Silence::IsFlaw, Ok(Basis::Default));
    }

    #[test]
    fn an_empty_ref_beside_default_is_our_choice_only_where_silence_is_allowed() {
        check("ref = ''\nbasis = 'default'", Silence::IsDefault, Ok(Basis::Default));
        check(
            "ref = ''\nbasis = 'default'",
            Silence::IsFlaw,
            Err("has an empty `ref`; name the clause, or put basis = \"default\" in its place"),
        );
    }

    #[test]
    fn silence_is_our_choice_only_where_it_is_allowed() {
        check("ref = ''", Silence::IsDefault, Ok(Basis::Default));
        check("", Silence::IsDefault, Ok(Basis::Default));
    }

    #[test]
    fn both_grounds_at_once_are_refused_everywhere() {
        let both = Err("has both ref = \"4.2\" and basis = \"default\"; keep the one that is true");
        check("ref = '4.2'\nbasis = 'default'", Silence::IsFlaw, both.clone());
        check("ref = '4.2'\nbasis = 'default'", Silence::IsDefault, both);
    }

    #[test]
    fn several_clauses_are_told_apart() {
        let basis = Basis::Clause("приказ, 1.1".into());
        assert_eq!(basis.clauses().collect::<Vec<_>>(), ["приказ", "1.1"]);
        assert_eq!(Basis::Default.clauses().count(), 0);
    }
}
