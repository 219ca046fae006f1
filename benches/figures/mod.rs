//! The figures, one file for each kind of load.

mod broadcast;
mod cold;
mod decisions;
mod presses;
mod storms;

use crate::machine;
use crate::plan::Plan;
use crate::report::Report;

/// Messages a second that Krug may send, where it is the machine that is measured: the most that can be set.
const PACE: u32 = 1000;

/// Measures what is wanted, in the order of a reader's interest.
pub fn all(plan: &Plan) -> anyhow::Result<()> {
    let machine = machine::describe();
    for (name, value) in &machine {
        println!("{name}: {value}");
    }
    machine::leave_a_core();
    let mut report = Report::default();
    if plan.wants("presses") {
        presses::presses(plan, &mut report)?;
    }
    // Part of the presses; alone when it is asked for.
    if plan.names("floor") {
        presses::floor(plan, &mut report)?;
    }
    if plan.wants("members") {
        presses::members(plan, &mut report)?;
    }
    if plan.wants("broadcast") {
        broadcast::broadcast(plan, &mut report)?;
    }
    if plan.wants("storms") {
        storms::storms(&mut report)?;
    }
    if plan.wants("cold") {
        cold::cold(plan, &mut report)?;
    }
    if plan.wants("decisions") {
        decisions::decisions(&mut report)?;
    }
    if let Some(path) = &plan.write {
        report.write(path, &machine)?;
        report.show_in("README.md".as_ref())?;
    }
    Ok(())
}
