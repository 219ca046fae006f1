//! The zone a person means by her city, an abbreviation or a number of hours.
//!
//! Russia has eleven zones; a number of hours always means the Russian zone with that offset, if there is one.

use chrono_tz::{TZ_VARIANTS, Tz};

use super::{LONGEST, layout, tokens};

/// Regional centres and the towns our communities live in, «е» for «ё». Sources: the tz database and the federal
/// law on the calculation of time (107-FZ) with its changes up to 2020 (Volgograd lives by Moscow again).
const CITIES: [(Tz, &str); 11] = [
    (Tz::Europe__Kaliningrad, "калининград"),
    (
        Tz::Europe__Moscow,
        "москва|мск|питер|спб|петербург|санкт-петербург|ярославль|тутаев|рыбинск|тверь|тула|калуга|рязань|владимир|\
         иваново|кострома|вологда|череповец|архангельск|мурманск|петрозаводск|псков|новгород|нижний новгород|\
         великий новгород|казань|чебоксары|саранск|йошкар-ола|пенза|воронеж|курск|белгород|орел|брянск|смоленск|\
         липецк|тамбов|ростов|ростов-на-дону|краснодар|сочи|ставрополь|волгоград|сыктывкар|киров|майкоп|элиста|\
         нальчик|черкесск|владикавказ|магас|назрань|грозный|махачкала|симферополь|севастополь|нарьян-мар|msk|moscow|\
         saint petersburg|st petersburg|spb|yaroslavl|kazan|nizhny novgorod",
    ),
    (Tz::Europe__Samara, "самара|ижевск|ульяновск|саратов|астрахань|тольятти|izhevsk"),
    (
        Tz::Asia__Yekaterinburg,
        "екатеринбург|екб|ебург|тюмень|тобольск|ишим|ялуторовск|заводоуковск|пермь|чайковский|соликамск|березники|\
         кунгур|челябинск|магнитогорск|уфа|оренбург|курган|ханты-мансийск|сургут|нижневартовск|салехард|\
         новый уренгой|ноябрьск|ekaterinburg|tyumen|perm|chelyabinsk|ufa",
    ),
    (Tz::Asia__Omsk, "омск"),
    (
        Tz::Asia__Krasnoyarsk,
        "красноярск|норильск|новосибирск|нск|томск|барнаул|бийск|кемерово|новокузнецк|абакан|кызыл|горно-алтайск",
    ),
    (Tz::Asia__Irkutsk, "иркутск|братск|ангарск|улан-удэ"),
    (Tz::Asia__Yakutsk, "якутск|чита|благовещенск"),
    (Tz::Asia__Vladivostok, "владивосток|хабаровск|биробиджан|уссурийск|находка|артем|анучино|комсомольск-на-амуре"),
    (Tz::Asia__Magadan, "магадан|южно-сахалинск|сахалин"),
    (Tz::Asia__Kamchatka, "петропавловск-камчатский|камчатка|анадырь"),
];

/// Cities of a region that has the same offset as another but a history, and so a name, of its own.
const OWN_NAMES: [(&str, Tz); 12] = [
    ("новосибирск", Tz::Asia__Novosibirsk),
    ("нск", Tz::Asia__Novosibirsk),
    ("томск", Tz::Asia__Tomsk),
    ("барнаул", Tz::Asia__Barnaul),
    ("кемерово", Tz::Asia__Novokuznetsk),
    ("новокузнецк", Tz::Asia__Novokuznetsk),
    ("чита", Tz::Asia__Chita),
    ("саратов", Tz::Europe__Saratov),
    ("астрахань", Tz::Europe__Astrakhan),
    ("ульяновск", Tz::Europe__Ulyanovsk),
    ("волгоград", Tz::Europe__Volgograd),
    ("южно-сахалинск", Tz::Asia__Sakhalin),
];

/// Reads «Москва», «г. Тюмень», «по Владивостоку», «мск», «МСК+2», «+5», «UTC+5», "Europe/Moscow", "Novosibirsk".
pub fn read_zone(text: &str) -> Option<Tz> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    zone(text).or_else(|| layout::retyped(text).iter().find_map(|other| zone(other)))
}

fn zone(text: &str) -> Option<Tz> {
    let plain = tokens::plain(text);
    let whole = plain.trim().trim_matches(['.', ',', '!', '(', ')']);
    if let Some(tz) = in_database(whole) {
        return Some(tz);
    }
    let idle = |word: &&str| !matches!(*word, "" | "г" | "город" | "города" | "по" | "в" | "во" | "время" | "времени");
    let words: Vec<&str> = whole.split([' ', '.', ',']).filter(idle).collect();
    let named_as = words.join(" ");
    by_hours(&words.concat()).or_else(|| in_database(&named_as)).or_else(|| named(&tokens::one_script(&named_as)))
}

/// "Europe/Moscow", or "Novosibirsk" alone.
fn in_database(text: &str) -> Option<Tz> {
    if !text.is_ascii() || text.len() < 3 {
        return None;
    }
    let wanted = text.replace(' ', "_");
    TZ_VARIANTS.iter().copied().find(|tz| tz.name().eq_ignore_ascii_case(&wanted)).or_else(|| {
        let city = |tz: &Tz| {
            tz.name().rsplit_once('/').is_some_and(|(area, city)| area != "Etc" && city.eq_ignore_ascii_case(&wanted))
        };
        TZ_VARIANTS.iter().copied().find(city)
    })
}

/// «+5», «utc+05:00», «мск+2».
fn by_hours(text: &str) -> Option<Tz> {
    let bare = text.trim_start_matches(|sign: char| sign.is_alphabetic());
    let base = match text.strip_suffix(bare)? {
        "" | "utc" | "gmt" | "гмт" | "ютс" => 0,
        "мск" | "msk" => 3,
        _ => return None,
    };
    let (sign, digits) = match (bare.strip_prefix('+'), bare.strip_prefix('-')) {
        (Some(digits), _) => (1, digits),
        (_, Some(digits)) => (-1, digits),
        _ => return (bare.is_empty() && text == "utc").then_some(Tz::UTC),
    };
    let digits = digits.strip_suffix(":00").unwrap_or(digits);
    if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    at_offset(base + sign * digits.parse::<i32>().ok()?)
}

/// The zone `hours` ahead of Greenwich: the Russian one from +2 to +12, otherwise a nameless one.
fn at_offset(hours: i32) -> Option<Tz> {
    if let Some((tz, _)) = usize::try_from(hours - 2).ok().and_then(|place| CITIES.get(place)) {
        return Some(*tz);
    }
    match hours {
        0 => Some(Tz::UTC),
        // The signs of the Etc zones are turned round in the tz database.
        -12..=14 => format!("Etc/GMT{:+}", -hours).parse().ok(),
        _ => None,
    }
}

/// A city or an abbreviation in lower case, in any case a city's name takes: «Москве», «Тюмени».
pub(super) fn named(word: &str) -> Option<Tz> {
    let own = OWN_NAMES.iter().find(|(city, _)| same_city(word, city)).map(|(_, tz)| *tz);
    own.or_else(|| {
        let here = |cities: &str| cities.split('|').any(|city| same_city(word, city));
        CITIES.iter().find(|(_, cities)| here(cities)).map(|(tz, _)| *tz)
    })
    .or_else(|| (word == "московскому").then_some(Tz::Europe__Moscow))
}

/// Equal but for the vowel or the soft sign of a case ending.
fn same_city(word: &str, city: &str) -> bool {
    const ENDINGS: &str = "аеиоуыьэюя";
    if word == city {
        return true;
    }
    let stem = city.strip_suffix(|last| "аья".contains(last)).unwrap_or(city);
    let Some(ending) = word.strip_prefix(stem) else { return false };
    stem.chars().nth(1).is_some()
        && city.chars().nth(3).is_some()
        && ending.chars().count() == 1
        && ending.chars().all(|vowel| ENDINGS.contains(vowel))
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::{Tz, read_zone};

    #[test]
    fn zones_by_city_and_by_hours() {
        let table = [
            ("Москва", Some(Tz::Europe__Moscow)),
            ("мск", Some(Tz::Europe__Moscow)),
            ("по Москве", Some(Tz::Europe__Moscow)),
            ("vjcrdf", Some(Tz::Europe__Moscow)),
            ("г. Тюмень", Some(Tz::Asia__Yekaterinburg)),
            ("в Тюмени", Some(Tz::Asia__Yekaterinburg)),
            ("Пермь", Some(Tz::Asia__Yekaterinburg)),
            ("Екатеринбург", Some(Tz::Asia__Yekaterinburg)),
            ("Тутаев", Some(Tz::Europe__Moscow)),
            ("Анучино", Some(Tz::Asia__Vladivostok)),
            ("Владивосток", Some(Tz::Asia__Vladivostok)),
            ("Ростов-на-Дону", Some(Tz::Europe__Moscow)),
            ("Нижний Новгород", Some(Tz::Europe__Moscow)),
            ("Орёл", Some(Tz::Europe__Moscow)),
            ("Томск", Some(Tz::Asia__Tomsk)),
            ("Омск", Some(Tz::Asia__Omsk)),
            ("+5", Some(Tz::Asia__Yekaterinburg)),
            ("UTC+5", Some(Tz::Asia__Yekaterinburg)),
            ("utc +05:00", Some(Tz::Asia__Yekaterinburg)),
            ("МСК+2", Some(Tz::Asia__Yekaterinburg)),
            ("мск -1", Some(Tz::Europe__Kaliningrad)),
            ("+12", Some(Tz::Asia__Kamchatka)),
            ("+1", Some(Tz::Etc__GMTMinus1)),
            ("UTC-5", Some(Tz::Etc__GMTPlus5)),
            ("UTC", Some(Tz::UTC)),
            ("Europe/Moscow", Some(Tz::Europe__Moscow)),
            ("europe/moscow", Some(Tz::Europe__Moscow)),
            ("Novosibirsk", Some(Tz::Asia__Novosibirsk)),
            ("New York", Some(Tz::America__New_York)),
            ("tyumen", Some(Tz::Asia__Yekaterinburg)),
            ("5", None),
            ("+99", None),
            ("+5:30", None),
            ("Хогвартс", None),
            ("", None),
        ];
        for (text, expect) in table {
            assert_eq!(read_zone(text), expect, "for {text:?}");
        }
    }

    #[test]
    fn the_eleven_zones_of_russia_differ_by_an_hour() {
        let october = Utc.with_ymd_and_hms(2026, 10, 13, 7, 0, 0).unwrap();
        for hours in 2..=12 {
            let tz = read_zone(&format!("+{hours}")).unwrap();
            let local = october.with_timezone(&tz).naive_local();
            assert_eq!((local - october.naive_utc()).num_hours(), hours, "{tz}");
        }
    }
}
