//! How a broadcast ended, as a picture: drawn here as SVG, made into dots right before it is sent. Pure.
//!
//! The numbers stand in the words under it too: whoever sees no pictures misses nothing.

use std::f64::consts::TAU;
use std::fmt::Write as _;

use super::rules::Tally;
use crate::kernel::actor::Tongue;
use crate::kernel::effect::File;
use crate::kernel::html::escape;
use crate::label;

const INK: &str = "#1f2937";
const PALE: &str = "#6b7280";
const TRACK: &str = "#eef1f5";
/// Where the ring stands, and how large it is.
const RING: (f64, f64, f64) = (240.0, 316.0, 150.0);

/// One kind of end.
struct Slice {
    label: String,
    n: usize,
    colour: &'static str,
}

/// The picture for a report: who has it, who has not. `read`: how many pressed «Прочитано»; `title`: of whom it tells.
pub(super) fn of(t: Tongue, title: &str, tally: &Tally, read: usize) -> File {
    File::drawing("report.png", svg(t, title, tally, read))
}

/// Every end that somebody came to. Those on the way belong to none yet.
fn slices(t: Tongue, tally: &Tally) -> Vec<Slice> {
    let all = [
        (label!(t, broadcasts_picture_sent), tally.sent, "#2f9e6e"),
        (label!(t, broadcasts_picture_blocked), tally.blocked, "#9aa5b4"),
        (label!(t, broadcasts_picture_refused), tally.refused, "#d9534f"),
        (label!(t, broadcasts_picture_unknown), tally.unknown, "#e8a33d"),
        (label!(t, broadcasts_picture_skipped), tally.skipped + tally.left(), "#c9d1db"),
    ];
    let some = all.into_iter().filter(|(_, n, colour)| *n > 0 || *colour == "#2f9e6e");
    some.map(|(label, n, colour)| Slice { label, n, colour }).collect()
}

fn svg(t: Tongue, title: &str, tally: &Tally, read: usize) -> String {
    let slices = slices(t, tally);
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1000\" height=\"560\" font-family=\"PT Sans\">\
         <rect width=\"1000\" height=\"560\" fill=\"#ffffff\"/>",
    );
    words(&mut svg, (56.0, 76.0), 38, INK, "bold", &label!(t, broadcasts_picture_title));
    words(&mut svg, (56.0, 118.0), 26, PALE, "normal", &title.chars().take(60).collect::<String>());
    ring(&mut svg, &slices, tally.all());
    let percent = format!("{}%", hundredths(tally.sent, tally.all()));
    middle(&mut svg, (RING.0, RING.1 + 14.0), 64, INK, "bold", &percent);
    let of_all = label!(t, broadcasts_picture_of, n = tally.sent, all = tally.all());
    middle(&mut svg, (RING.0, RING.1 + 50.0), 24, PALE, "normal", &of_all);
    let read = Slice { label: label!(t, broadcasts_picture_read), n: read, colour: "#3b7dd8" };
    let (sent, others) = slices.split_at(1.min(slices.len()));
    let rows: Vec<&Slice> = sent.iter().chain((read.n > 0).then_some(&read)).chain(others).collect();
    let step = 62.0;
    let height = step * f64::from(u32::try_from(rows.len()).unwrap_or_default());
    let mut y = RING.1 - height / 2.0 + 24.0;
    for row in rows {
        bar(&mut svg, y, row, tally.all());
        y += step;
    }
    svg + "</svg>"
}

/// Whole hundredths; a hundred only if it is all of them, none only if it is nobody.
fn hundredths(n: usize, all: usize) -> usize {
    match (n, all) {
        (_, 0) | (0, _) => 0,
        (n, all) if n >= all => 100,
        (n, all) => (n * 100 / all).clamp(1, 99),
    }
}

fn share(n: usize, all: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if all == 0 { 0.0 } else { (number(n) / number(all)).min(1.0) }
}

fn ring(svg: &mut String, slices: &[Slice], all: usize) {
    let (x, y, r) = RING;
    let round = TAU * r;
    circle(svg, TRACK, &format!("{round:.2} 0"), 0.0);
    let mut from = 0.0;
    for slice in slices.iter().filter(|slice| slice.n > 0) {
        let part = share(slice.n, all);
        // A hair's breadth between neighbours, unless there is but one.
        let gap = if part < 1.0 { 3.0 } else { 0.0 };
        let length = (part * round - gap).max(1.5);
        circle(svg, slice.colour, &format!("{length:.2} {:.2}", round - length), -from * round);
        from += part;
    }
    let _never_fails = write!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\" fill=\"#ffffff\"/>", r - 22.0);
}

fn circle(svg: &mut String, colour: &str, dashes: &str, offset: f64) {
    let (x, y, r) = RING;
    let _never_fails = write!(
        svg,
        "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"44\" \
         stroke-dasharray=\"{dashes}\" stroke-dashoffset=\"{offset:.2}\" transform=\"rotate(-90 {x} {y})\"/>"
    );
}

/// «■ Доставлено … 124» over a bar.
fn bar(svg: &mut String, y: f64, slice: &Slice, all: usize) {
    let (left, width) = (470.0, 474.0);
    let n = slice.n.to_string();
    words(svg, (left, y), 25, INK, "normal", &slice.label);
    let _never_fails = write!(
        svg,
        "<text x=\"{}\" y=\"{y}\" font-size=\"25\" font-weight=\"bold\" fill=\"{INK}\" text-anchor=\"end\">{n}</text>\
         <rect x=\"{left}\" y=\"{}\" width=\"{width}\" height=\"10\" rx=\"5\" fill=\"{TRACK}\"/>",
        left + width,
        y + 12.0
    );
    if slice.n > 0 {
        let _never_fails = write!(
            svg,
            "<rect x=\"{left}\" y=\"{}\" width=\"{:.1}\" height=\"10\" rx=\"5\" fill=\"{}\"/>",
            y + 12.0,
            (share(slice.n, all) * width).max(10.0),
            slice.colour
        );
    }
}

fn words(svg: &mut String, (x, y): (f64, f64), size: u32, colour: &str, weight: &str, text: &str) {
    let text = escape(text);
    let _never_fails = write!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\">{text}</text>"
    );
}

fn middle(svg: &mut String, (x, y): (f64, f64), size: u32, colour: &str, weight: &str, text: &str) {
    let text = escape(text);
    let _never_fails = write!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\" \
         text-anchor=\"middle\">{text}</text>"
    );
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tally(sent: usize, blocked: usize, unknown: usize) -> Tally {
        Tally { sent, blocked, unknown, ..Tally::default() }
    }

    #[test]
    fn it_says_the_numbers() {
        let drawn = svg(Tongue::Ru, "SkillsClub", &tally(124, 5, 1), 37);
        for words in ["95%", "124", "37", "SkillsClub", "Недоступны", "Прочитали"] {
            assert!(drawn.contains(words), "{words}: {drawn}");
        }
        assert!(!drawn.contains("Не приняты"));
    }

    #[test]
    fn nobody_almost_nobody_almost_all_and_all_are_told_apart() {
        assert_eq!([0, 1, 999, 1000].map(|n| hundredths(n, 1000)), [0, 1, 99, 100]);
        assert_eq!(hundredths(0, 0), 0);
    }

    #[test]
    fn a_name_cannot_leave_its_place() {
        assert!(svg(Tongue::En, "</text><script>", &tally(1, 0, 0), 0).contains("&lt;/text&gt;&lt;script&gt;"));
    }

    proptest! {
        #[test]
        fn any_numbers_make_a_picture(sent in 0_usize..2_000_000, blocked in 0_usize..9, unknown in 0_usize..9) {
            let drawn = svg(Tongue::Ru, "К", &tally(sent, blocked, unknown), sent / 2);
            prop_assert!(drawn.ends_with("</svg>") && !drawn.contains("NaN") && !drawn.contains("inf"));
        }
    }
}
