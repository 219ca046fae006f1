//! The figures, one file for each kind of load.

mod decisions;
mod presses;

use crate::machine;
use crate::plan::Plan;
use crate::report::Report;

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
    if plan.wants("members") {
        presses::members(plan, &mut report)?;
    }
    if plan.wants("decisions") {
        decisions::decisions(&mut report)?;
    }
    if let Some(path) = &plan.write {
        report.write(path, &machine)?;
    }
    Ok(())
}
