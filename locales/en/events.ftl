events-card-title = <b>{ $kind } “{ $title }”</b>
events-card-place = Where: { $place }
events-card-online = Where: online
events-card-nowhere = Where: to be announced
events-card-link = Link: { $link }
events-card-link-later = The link is shown to those who come.
events-card-draft = A draft: only coordinators see it.
events-card-cancelled = <b>Cancelled.</b>
events-card-cancelled-why = <b>Cancelled:</b> { $reason }
events-card-over = It is over.
events-card-running = It has begun.
events-when = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}, { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}, { $time }
events-day = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}, { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
events-entry = { $when } · { $title }

events-plan = <b>Plan · { $community }</b>
    Time: { $city }
events-plan-month = <b>{ $month }</b>
events-plan-line = { $when } · { $kind } “{ $title }”
events-plan-draft = { $when } · { $kind } “{ $title }” <i>(draft)</i>
events-plan-none = Nothing is planned in { $community } yet. As soon as something is announced, members hear of it.
events-further = Further
events-more = More
events-off = { $community } keeps no plan here.
events-choose-first = Please choose a community first, and I will show its plan.
events-communities = Communities
events-make = Create an event ({ $what })
events-gone = This is no longer in the plan.
events-not-yours = This is for coordinators. If you are one, open the invitation link from the bot’s owner.
events-to-plan = Plan
events-calendar = “{ $title }”. Open the file and your calendar will offer to add it. I assumed an hour and a half.

events-move = Move
events-cancel = Call it off
events-people = Participants
events-toast-changed = Things changed meanwhile. Here is how they stand.

events-ask-kind = <b>{ $community }</b>
    A new { $what ->
   *[other] event
}. Of which kind? Press or type.
events-ask-title = Kind: { $kind }. What shall we call it? For example: “First week in class”.
events-ask-new-title = Now: “{ $title }”. What shall we call it?
events-ask-time = When does it begin? Type it as you like: “tomorrow at 16”, “15.10 16:00”, “15 October at 4”. Time: { $city }.
events-ask-new-time = Now: { $now }
    Type the new day and time.
events-ask-clock = { $day }. At what time?
events-ask-day = Which day is right?
events-ask-where = Where is it? Type a place, a link, or both in one message: “online https://…”. Only those who come will see the link.
events-ask-seats = How many seats? Type a number.
events-ask-which = What shall we change?
events-ask-sure = Is that right?
events-ask-cancel = <b>Cancel it?</b>
events-ask-because = You can type why, right here and in your own words: everybody who was invited will see it.
events-because = Reason: { $reason }
events-ask-cancel-reason = Why is “{ $title }” cancelled? Type it in your own words, a sentence or two is enough: everybody who was invited will see it.
events-move-to = Was: { $was }
    Will be: { $now }
events-ask-move = Shall we move it?
events-move-yes = Yes, move it
events-ask-move-reason = Why? Type it in your own words, a sentence or two is enough: everybody who responded will see it.
events-told = { $n ->
    [0] There is nobody to write to yet. The invitations will change by themselves.
    [one] I will write to { $n } person. The invitations of those who have not answered will change by themselves.
   *[other] I will write to { $n } people. The invitations of those who have not answered will change by themselves.
}
events-other-kind = Another kind
events-other-time = Another time
events-where-later = I don’t know yet
events-seats-open = No limit
events-seats-now = Seats: { $n }
events-seats-open-now = Seats: no limit
events-yes = Yes, right
events-no-reason = No reason
events-cancel-yes = Yes, cancel it

events-when-same = That is the time it has already. Please type another.
events-when-past-now = That time passed while we were talking. Please type another.

events-help-kind = There is no such kind in the list. Choose the nearest.
events-help-title = A short title is needed, up to { $most } characters.
events-help-where = Type a place or a link.
events-help-where-long = Too long: up to { $most } characters for the place.
events-help-where-links = Send one link: everybody would see the second.
events-help-seats = A number is needed, for example “40”. Or press “No limit”.
events-help-reason = One short sentence is needed, up to { $most } characters.
events-help-press = Please press one of the buttons.

events-preview = <b>This is what people will see:</b>
events-preview-reach = { $n ->
    [0] Nobody will get it yet: the community has no members.
    [one] { $n } member will get it.
   *[other] { $n } members will get it.
}
events-preview-lost = { $n ->
    [one] { $n } cannot be reached: the bot is blocked.
   *[other] { $n } cannot be reached: the bot is blocked.
}
events-preview-nowhere = A place or a link is needed to announce it.
events-preview-past = That time has passed. A new one is needed to announce it.
events-preview-unfinished = It must be finished before it is announced.
events-announce = Announce
events-set-where = Set the place
events-set-time = Set the time
events-set-rest = Finish
events-edit = Change
events-keep = Keep as a draft
events-discard = Delete
events-field-title = Title
events-field-time = When
events-field-where = Where
events-field-seats = Seats
events-open-card = Open the card

events-announced = Announced: “{ $title }”. { $n ->
    [0] There are no members to invite yet.
    [one] { $n } member gets the invitation.
   *[other] { $n } members get the invitation.
}
events-kept = Kept in the plan as a draft. Only coordinators see it.
events-discarded = The draft is deleted.
events-done-same = It was so already; nothing changes.
events-done-moved = Moved. { $n ->
    [0] There is nobody to write to yet, the invitations are changing.
   *[other] I am writing to those who responded; the other invitations are changing.
}
events-done-renamed = The title is changed.
events-done-relocated = The place is changed. { $n ->
    [0] There is nobody to write to yet, the invitations are changing.
   *[other] I am writing to those who responded; the other invitations are changing.
}
events-done-seats = The number of seats is changed.
events-done-seats-kept = { $n ->
    [one] The number of seats is changed. { $n } person has a seat already and keeps it; new ones go to the waiting list.
   *[other] The number of seats is changed. { $n } people have seats already and keep them; new ones go to the waiting list.
}
events-done-cancelled = Cancelled. { $n ->
    [0] There is nobody to write to; the invitations will say that it is off.
   *[other] I am writing to those who responded, with apologies; the other invitations will say that it is off.
}
