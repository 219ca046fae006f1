//! The words in which a community is spoken to: «заседание ПОС» in Tutaev, «мероприятие» in Tyumen.
//!
//! A text for people takes its nouns from here; it must never decline a word by itself.

use serde::Deserialize;

/// `[terms]`: the nouns of a community. Russian, in the forms that sentences need.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// A member: «участник», «член ПОС».
    pub member: Term,
    /// What the community gathers for: «мероприятие», «заседание», «встреча».
    pub meeting: Term,
    /// Who acts for the coordinating body.
    pub coordinator: Term,
    /// The appointed leader of a unit, where the regulation knows one (Tutaev 4.1).
    pub leader: Option<Term>,
    /// The curator, where the regulation knows one (Anuchino, section 2).
    pub curator: Option<Term>,
    /// The community itself; it has no plural.
    pub community: Single,
}

/// A noun in four forms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Term([String; 4]);

impl Term {
    /// Nominative singular: «заседание».
    pub fn one(&self) -> &str {
        &self.0[0]
    }

    /// Genitive singular: «заседания».
    pub fn of_one(&self) -> &str {
        &self.0[1]
    }

    /// Nominative plural: «заседания».
    pub fn many(&self) -> &str {
        &self.0[2]
    }

    /// Genitive plural: «заседаний».
    pub fn of_many(&self) -> &str {
        &self.0[3]
    }

    /// The form that stands after the number `n`: 1 заседание, 3 заседания, 11 заседаний.
    pub fn after(&self, n: u64) -> &str {
        match (n % 10, n % 100) {
            (_, 11..=14) => self.of_many(),
            (1, _) => self.one(),
            (2..=4, _) => self.of_one(),
            _ => self.of_many(),
        }
    }
}

impl TryFrom<Vec<String>> for Term {
    type Error = String;

    fn try_from(forms: Vec<String>) -> Result<Self, String> {
        let forms: [String; 4] = forms.try_into().map_err(|forms: Vec<String>| {
            format!(
                "has {} forms of four; write nominative and genitive singular, nominative and genitive plural",
                forms.len()
            )
        })?;
        filled(&forms)?;
        Ok(Self(forms))
    }
}

/// A noun without a plural, in two forms.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Single([String; 2]);

impl Single {
    /// Nominative: «Школа».
    pub fn one(&self) -> &str {
        &self.0[0]
    }

    /// Genitive: «Школы».
    pub fn of_one(&self) -> &str {
        &self.0[1]
    }
}

impl TryFrom<Vec<String>> for Single {
    type Error = String;

    fn try_from(forms: Vec<String>) -> Result<Self, String> {
        let forms: [String; 2] = forms.try_into().map_err(|forms: Vec<String>| {
            format!("has {} forms of two; write nominative and genitive singular", forms.len())
        })?;
        filled(&forms)?;
        Ok(Self(forms))
    }
}

fn filled(forms: &[String]) -> Result<(), String> {
    match forms.iter().position(|form| form.trim().is_empty()) {
        Some(empty) => Err(format!("its form {} is empty; write the word in that form", empty + 1)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n: u64, expect: &str) {
        let forms = ["заседание", "заседания", "заседания", "заседаний"].map(str::to_owned);
        assert_eq!(Term(forms).after(n), expect, "{n}");
    }

    #[test]
    fn one_takes_the_nominative() {
        check(1, "заседание");
        check(21, "заседание");
        check(101, "заседание");
    }

    #[test]
    fn two_to_four_take_the_genitive_singular() {
        check(2, "заседания");
        check(4, "заседания");
        check(33, "заседания");
    }

    #[test]
    fn nought_five_and_the_teens_take_the_genitive_plural() {
        check(0, "заседаний");
        check(5, "заседаний");
        check(11, "заседаний");
        check(112, "заседаний");
    }
}
