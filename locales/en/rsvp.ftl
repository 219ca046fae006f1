rsvp-come = I’ll come
rsvp-think = Still thinking
rsvp-cannot = Can’t come
rsvp-can = I can
rsvp-yes = Yes, I’ll come
rsvp-take = I’ll take it
rsvp-no-need = No longer needed
rsvp-calendar = To calendar (.ics)
rsvp-desk = Manage
rsvp-plan = Plan
rsvp-more = More
rsvp-join-first = Join to sign up

rsvp-coming = { $n ->
    [0] Nobody has signed up yet
   *[other] Coming: { $n }
}
rsvp-coming-of = Coming: { $n } of { $seats }
rsvp-offered = Seats offered, awaiting an answer: { $n }
rsvp-waiting = Waiting: { $n }
rsvp-mine-maybe = Your answer: still thinking
rsvp-mine-not-going = Your answer: can’t come
rsvp-mine-going = Your answer: I’ll come
rsvp-mine-confirmed = Your answer: I’ll certainly come
rsvp-mine-reconfirm = The time has changed. Your seat is held until { $until }.
rsvp-mine-waiting = You are no. { $place } in the line
rsvp-mine-offered = There is a seat for you. I hold it until { $until }.

rsvp-lead-invitation = <b>{ $community }</b> invites you:
rsvp-lead-invitation-changed = <b>{ $community }</b> invites you. The plans have changed, now it is so:
rsvp-lead-typed = That sounds like an answer. Please press a button, so that I note it rightly:
rsvp-lead-nearest = Coming next:
rsvp-lead-offered = <b>A seat is free.</b> Will you take it?
rsvp-lead-lapsed = The seat went to the next one. You are still in the line, no. { $place }.
rsvp-lead-out = The seat waited for your answer twice and went on, so I took you off the line. If you still want to come, press “I’ll come”.
rsvp-lead-released = There was no answer from you after the move, so I freed your seat. If you can come, press “I’ll come”.
rsvp-lead-moved = <b>Moved: “{ $title }”</b>
    Was: { $was }
    Now: { $now } ({ $city })
rsvp-lead-why = Reason: { $reason }
rsvp-lead-relocated = <b>The place has changed: “{ $title }”</b>
rsvp-lead-think = { $days ->
    [1] Tomorrow already. What have you decided?
   *[other] In two days. What have you decided?
}
rsvp-lead-day = { $days ->
    [0] <b>Today at { $time } ({ $city }).</b> Is it still on for you?
   *[other] <b>Tomorrow at { $time } ({ $city }).</b> Is it still on for you?
}
rsvp-lead-hour = <b>Starting soon: { $time } ({ $city }).</b>
rsvp-lead-back = This was moved while you were away. Can you come?
rsvp-lead-stale = That button is out of date: the meeting was moved. Here is how it stands:

rsvp-noted-going = Noted. I’ll remind you a day and an hour before.
rsvp-noted-going-soon = Noted. I’ll remind you an hour before.
rsvp-noted-going-now = Noted. See you soon!
rsvp-noted-confirmed = Thank you, see you there.
rsvp-noted-waiting = No seats left, you are in the line. If a seat becomes free, I’ll write.
rsvp-noted-maybe = All right, take your time.
rsvp-noted-maybe-reminded = All right, take your time. I’ll ask two days before.
rsvp-noted-not-going = Thank you for telling. If you change your mind, press “I’ll come”.

rsvp-toast-cancelled = This was cancelled.
rsvp-toast-begun = It has begun; signing up is over.
rsvp-toast-outsider = Please join the community first.
rsvp-toast-stale = Out of date: the meeting was moved.

rsvp-called-off = <b>Cancelled.</b> We are sorry.
rsvp-called-off-why = <b>Cancelled:</b> { $reason }
    We are sorry.
rsvp-gone = This is no longer in the plan.

rsvp-head = <b>Your announcement.</b> The numbers here change by themselves.
rsvp-head-maybe = Thinking: { $n }
rsvp-head-declined = Can’t come: { $n }
rsvp-head-silent = No answer: { $n }

rsvp-people-title = <b>Participants: “{ $title }”</b>
rsvp-people-none = Nobody has answered yet.
rsvp-people-line = { $name }
rsvp-people-lost = { $name } (out of reach)
rsvp-nameless = No name
rsvp-coordinators-only = Only coordinators see the list.

rsvp-said-maybe = thinking
rsvp-said-not-going = can’t come
rsvp-said-going = coming
rsvp-said-confirmed = certainly coming
rsvp-said-reconfirm = time changed, answer needed
rsvp-said-waiting = waiting for a seat
rsvp-said-offered = a seat awaits an answer
rsvp-line = { $when } ({ $city }) · “{ $title }” – { $said }
rsvp-list = <b>My answers</b>
rsvp-list-none = You have not signed up for anything yet. Have a look at the plan.
rsvp-brief = <b>Answers</b>
rsvp-brief-none = You have not signed up for anything yet.
# What people type instead of pressing a button, and what may stand beside it.
rsvp-typed = come coming attend attending can't cannot
rsvp-typed-beside = i i'll i'm will we yes no not am are be sorry thanks make it surely
