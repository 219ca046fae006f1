broadcasts-from = From: <b>{ $community }</b>

broadcasts-not-yours = Broadcasts are seen and written by the community’s coordinator. If that is you, open the invitation link from the bot’s owner.
broadcasts-title = <b>Broadcasts · { $community }</b>
broadcasts-list-clock = Times are those of { $city }.
broadcasts-none = No broadcasts yet. Write the first one.
broadcasts-line =
    <b>{ $when }</b> · { $state }
    { $text }
broadcasts-state = { $state ->
    [scheduled] waiting for its time
    [late] late, waits for your word
    [sending] being sent
    [paused] paused
    [stopped] stopped
    [withdrawn] cancelled before it began
    [barred] not sent
   *[done] finished
}
broadcasts-open = { $day }: { $text }
broadcasts-new = Write a new one
broadcasts-older = Older
broadcasts-further = More
broadcasts-all = Broadcasts

broadcasts-ask-text =
    <b>Broadcast</b>
    Write the text in one message, up to { $limit } characters. It goes out exactly as you send it: bold, links and quotes stay. You can send a photo, a file or an album, too. You will see how it looks first.

    For buttons that open links, add lines at the end, after an empty one, up to { $links }: <code>Sign up | https://…</code>
broadcasts-ask-caption =
    <b>Broadcast</b>
    Now write the caption, up to { $limit } characters, send more, or press “{ $further }”.
broadcasts-to-whom = Choose to whom
broadcasts-to-preview = To the preview
broadcasts-photos-clear = Remove the photos
broadcasts-files-clear = Remove the files
broadcasts-photos = Photos: { $n }
broadcasts-documents = Files: { $n }
broadcasts-links = Buttons: { $labels }
broadcasts-photo-not-taken = Photos and files do not fit into one message, so the photo was not taken: the letter is as it was. If you need the photo, press “Remove the files” and send it again.
broadcasts-document-not-taken = Photos and files do not fit into one message, so the file was not taken: the letter is as it was. If you need the file, press “Remove the photos” and send it again.
broadcasts-files-most = No more than { $n } fit into one message; the rest was not taken.
broadcasts-only-files = This cannot go into a broadcast: photos and files can. Please write the rest in words.
broadcasts-caption-too-long = Less fits under photos and files: { $n } characters of { $limit }, { $over } too many. Send a shorter caption or remove the files. Everything is kept so far.
broadcasts-link-bad = The link of the button “{ $label }” cannot be read: { $typed }. It begins with https:// and has no spaces. Send the whole text again, or press the button below, and the line stays as words.
broadcasts-link-long = The label of the button is rather long: “{ $label }”. Up to 40 characters fit. Send the whole text again, or press the button below, and the line stays as words.
broadcasts-links-many = { $most } buttons fit, and you have { $n }. Send the whole text again, or press the button below, and the lines stay as words.
broadcasts-look-below = This is how it will look:
broadcasts-album-keys = About the message above, from: <b>{ $community }</b>
broadcasts-under-text = This is the whole text of the broadcast, as it is seen.
broadcasts-copy = Copy for VK and Word
broadcasts-to-card = To the broadcast
broadcasts-file = Broadcast { $day }
broadcasts-copied = Above is the text for VK: tap it, and it is copied. Here is the same text for Word.
broadcasts-copied-no-photos = The photos are not in the copy: please add them yourself.
broadcasts-copied-no-files = The files are not in the copy: please add them yourself.
broadcasts-picture-title = How the broadcast went
broadcasts-picture-of = { $n } of { $all }
broadcasts-picture-sent = Delivered
broadcasts-picture-read = Read
broadcasts-picture-blocked = Cannot be reached
broadcasts-picture-refused = Refused
broadcasts-picture-unknown = Unknown
broadcasts-picture-skipped = Not sent
broadcasts-text-was = At present: “{ $text }”
broadcasts-text-keep = Keep it as it is
broadcasts-empty = There are no words in this message. Please write the text of the broadcast.
broadcasts-too-long = The text is longer than what fits: { $n } of { $limit } characters, { $over } too many. Please shorten it and send the whole text in one message.
broadcasts-not-taken = I could not tell whether this is a new text, so I changed nothing. To replace the letter, press “Edit the text” and send the new one.
broadcasts-press-please = The text is there already; now please use the buttons below. If you have corrected it, send the whole text again: I will recognise and replace it.
broadcasts-stale = That button belongs to another question. This is the present one:

broadcasts-text-taken = { $n ->
    [one] Your text, { $n } character: “{ $text }”
   *[other] Your text, { $n } characters: “{ $text }”
}
broadcasts-no-words = No words yet. You can send them right now.
broadcasts-ask-whom = <b>To whom?</b>
broadcasts-to-all = Everybody
broadcasts-to-mentors = Mentors
broadcasts-to-lists = My lists
broadcasts-to-event = By event…
broadcasts-to-other = Other choices…
broadcasts-to-category = Category…
broadcasts-to-unit = Team…
broadcasts-of-mentors = The mentors
broadcasts-to-new = Newcomers
broadcasts-to-reached = Who got a broadcast…
broadcasts-to-unread = Who did not mark it as read…
broadcasts-to-subject = Subject…
broadcasts-to-workplace = Workplace…
broadcasts-to-coming = Who comes
broadcasts-to-silent = Who did not answer
broadcasts-to-undecided = Who is not sure yet
broadcasts-to-declined = Who is not coming
broadcasts-to-came = Who had said “yes”
broadcasts-to-missed = Everybody else
broadcasts-ask-and = Who among them? Only those who match this condition too will stay.
broadcasts-ask-except = Who should be left out?
broadcasts-ask-list = To which list?
broadcasts-ask-category = Which category?
broadcasts-ask-unit = Which team?
broadcasts-ask-event = Which meeting?
broadcasts-ask-answer = Which of them? I go by the answers: who really came, I cannot know.
broadcasts-ask-subject = Which subject?
broadcasts-ask-workplace = Where do they work or study?
broadcasts-ask-reached = Who got which broadcast?
broadcasts-ask-unread = Who did not mark which broadcast as read?
broadcasts-shelf-empty = There is nothing to choose from here yet.
broadcasts-so-far = To: { $whom }.
broadcasts-meant = { $n ->
    [one] That is <b>{ $n } person</b>.
   *[other] That is <b>{ $n } people</b>.
}
broadcasts-meant-nobody = There are no such people now.
broadcasts-and = One more condition
broadcasts-except = Except…
broadcasts-whom-anew = Choose others
broadcasts-list-keep = Remember this list
broadcasts-list-drop = Delete the list
broadcasts-list-named = <b>The list “{ $name }”</b>
broadcasts-list-kept = Remembered: the list is among “My lists” now.
broadcasts-ask-drop = <b>Delete the list “{ $name }”?</b> It cannot be brought back. Broadcasts that went to it stay.
broadcasts-drop-yes = Yes, delete it
broadcasts-list-dropped = The list is deleted, broadcasts stay
broadcasts-ask-name = What would you like to call this list? Up to { $limit } characters. Who is on it is worked out afresh each time.
broadcasts-name-unfit = The name must be shorter, but not empty. Please write it once more.
broadcasts-name-taken = There is a list “{ $name }” already. Please choose another name.
broadcasts-event = { $day } · { $title }
broadcasts-whom-all = all members
broadcasts-whom-mentors = mentors
broadcasts-whom-new = those who have been here for less than { $days } days
broadcasts-whom-unit = the team “{ $title }”
broadcasts-whom-subject = those whose subject is “{ $name }”
broadcasts-whom-workplace = those whose workplace is “{ $name }”
broadcasts-whom-came = those who had said “yes” to “{ $title }”
broadcasts-whom-missed = those who had not said “yes” to “{ $title }”
broadcasts-whom-undecided = those who are not sure yet about “{ $title }”
broadcasts-whom-declined = those who do not come to “{ $title }”
broadcasts-whom-reached = those who got “{ $text }”
broadcasts-whom-unread = those who got “{ $text }” and did not mark it as read
broadcasts-whom-and = { $whom }, of them – { $part }
broadcasts-whom-not = { $whom }, but not { $part }
broadcasts-whom-nor = { $whom } and not { $part }
broadcasts-whom-category = the category “{ $title }”
broadcasts-whom-coming = those who come to “{ $title }”
broadcasts-whom-silent = those who did not answer about “{ $title }”
broadcasts-nobody-there = Nobody to send to just now: { $whom } – there are no such people yet. Please choose others.
broadcasts-nobody-wants = { $n ->
    [one] Nobody to send to just now: { $n } person does not want news of the community. Please choose others.
   *[other] Nobody to send to just now: { $n } people do not want news of the community. Please choose others.
}

broadcasts-preview = The message above is how it will look.
broadcasts-preview-stale = That button was left from an earlier look of the letter: it has sent nothing and changed nothing.
broadcasts-will-get = { $n ->
    [one] <b>{ $n } person</b> will get it
   *[other] <b>{ $n } people</b> will get it
}
broadcasts-cannot-get = { $n ->
    [one] { $n } cannot be reached: the chat with the bot is closed
   *[other] { $n } cannot be reached: they closed the chat with the bot
}
broadcasts-asleep-morning = { $n ->
    [one] For { $n } of them it is night: that letter arrives in the morning, at 8:30 by the local clock.
   *[other] For { $n } of them it is night: they get it in the morning, at 8:30 by their own clocks.
}
broadcasts-asleep-silent = { $n ->
    [one] For { $n } of them it is night: that letter arrives at once, without a sound.
   *[other] For { $n } of them it is night: they get it at once, without a sound.
}
broadcasts-ask-night = <b>It is night now</b> for { $n } of { $all }. Wait for the morning?
broadcasts-night-wait = In the morning, at 8:30
broadcasts-night-wait-some = They in the morning, others now
broadcasts-night-silent = Send at night too, silently
broadcasts-do-not-want = { $n ->
    [one] { $n } does not want news
   *[other] { $n } do not want news
}
broadcasts-today = { $n ->
    [one] There is { $n } broadcast here today already. People tend to skip a second one on the same day.
   *[other] There are { $n } broadcasts here today already. People tend to skip a second one on the same day.
}
broadcasts-that-day = { $n ->
    [one] There is { $n } broadcast here on that day, { $day }, already. People tend to skip a second one on the same day.
   *[other] There are { $n } broadcasts here on that day, { $day }, already. People tend to skip a second one on the same day.
}
broadcasts-send-now = Send now
broadcasts-send-later = Send later
broadcasts-edit-text = Change the text
broadcasts-edit-whom = Change the recipients
broadcasts-try = Send it to me
broadcasts-tried = Sent to you, as everybody will get it
broadcasts-taken = { $state ->
    [scheduled] Another coordinator has scheduled this broadcast already, and your version is still a draft.
    [late] Another coordinator has scheduled this broadcast already, and your version is still a draft.
   *[other] Another coordinator has started this broadcast already, and your version is still a draft.
}
broadcasts-apart = Make it a separate broadcast

broadcasts-ask-when = When? For example: “tomorrow at 16:00”, “15.10 9:30”, “in 2 hours”. Times are those of { $city }.
broadcasts-when-choose = Choose a time or write another one.
broadcasts-when-confirm = Send <b>{ $at }</b>? If not, write another time.
broadcasts-schedule = Schedule
broadcasts-by-own = By each person’s own clock
broadcasts-by-community = By the community's clock
broadcasts-at-night-too = At night too, silently
broadcasts-not-at-night = Wait out the night
broadcasts-when-own = Everybody gets it at that time by their own clock, if they have set their city.
broadcasts-own = At { $time } by each person’s own clock.
broadcasts-own-spread = At { $time } by each person’s own clock: the first get it { $first }, the last { $last } ({ $city }).
broadcasts-missed = For { $n } that time is over already: they get it at once.
broadcasts-when-sure = Time: { $at }

broadcasts-begun = The broadcast has begun. The message below shows how it goes.
broadcasts-begun-already = The broadcast has begun already; see below how it goes
broadcasts-is-scheduled = Scheduled
broadcasts-is-withdrawn = It will not be sent
broadcasts-is-paused = Paused
broadcasts-is-resumed = Going on
broadcasts-is-stopped = Stopped
broadcasts-is-again = Sending once more
broadcasts-taken-off = Off the schedule: it is a draft now and will not leave by itself.
broadcasts-as-it-is = This is how it stands

broadcasts-about =
    To: { $whom }
    “{ $text }”
broadcasts-scheduled = <b>The broadcast is scheduled</b>
    It goes out { $at }
broadcasts-late = <b>The broadcast is late and waits for your word</b>
    It was to leave { $at }, but the bot was not running then.
broadcasts-ask-late = The broadcast was to leave { $at }, and now it is { $now } ({ $city }): the bot was not running. Send it?
broadcasts-late-text = “{ $text }”
broadcasts-reschedule = Another time
broadcasts-do-not-send = Do not send
broadcasts-withdrawn = <b>Cancelled.</b> Nobody was sent anything.
broadcasts-barred = <b>Not sent:</b> when its time came, its author was no longer a coordinator.
broadcasts-sending = <b>Being sent</b>
broadcasts-paused = <b>Paused</b>
broadcasts-stopping = { $n ->
    [one] <b>Stopping.</b> { $n } message was on its way; waiting for how it ends.
   *[other] <b>Stopping.</b> { $n } messages were on their way; waiting for how they end.
}
broadcasts-stopped = <b>Stopped</b>
broadcasts-done = <b>Finished</b>
broadcasts-progress = Sent { $sent } of { $all }
broadcasts-progress-blocked = { $numbers } · cannot be reached: { $n }
broadcasts-progress-unclear = Failed or unclear: { $n }
broadcasts-outlook = Will be over about { $at } ({ $city })
broadcasts-outlook-soon = Will be over in less than a minute
broadcasts-outlook-later = The others wait for their hour, the last get it { $at } ({ $city })
broadcasts-outlook-paused = { $n ->
    [one] { $number } more person waits: nothing leaves until you go on
   *[other] { $number } more people wait: nothing leaves until you go on
}
broadcasts-digest-left = The digest of the week has left: { $sent } of { $all }.
broadcasts-at = at { $time }
broadcasts-nobody = There were no recipients: nobody fits at present.
broadcasts-delivered = Delivered <b>{ $n } of { $all }</b>
broadcasts-report-blocked = Cannot be reached: { $n }. They closed the chat with the bot; tell them in person if it matters.
broadcasts-report-refused = Failed: { $n }. The messenger refused to deliver.
broadcasts-report-unknown = Unknown: { $n }. The line broke at the moment of sending, and nobody can tell whether it arrived; nothing is sent twice by itself.
broadcasts-report-skipped = Not sent: { $n } – the broadcast was stopped before.
broadcasts-report-left = Not sent: { $n } – they left the community or do not want such letters.
broadcasts-report-read = Marked as read: <b>{ $n }</b>

broadcasts-still-paused = { $n ->
    [one] The broadcast “{ $text }” is still paused: { $n } person waits for it. It does not go on by itself.
   *[other] The broadcast “{ $text }” is still paused: { $n } people wait for it. It does not go on by itself.
}
broadcasts-pause = Pause
broadcasts-resume = Go on
broadcasts-stop = Stop
broadcasts-refresh = Refresh
broadcasts-show-text = Show the text
broadcasts-edit = Change
broadcasts-withdraw = Cancel sending
broadcasts-look = Look
broadcasts-again = Send to these again: { $n }
broadcasts-correct = Write to those who got it
broadcasts-remind = Write to those who did not mark it
broadcasts-ask-stop = <b>Stop the broadcast?</b>
    Sent: { $sent }. Not sent: { $left }; they will not get it.
broadcasts-stop-yes = Yes, stop
broadcasts-stop-no = No, go on
broadcasts-stop-no-waits = No, let it wait
broadcasts-goes-on-above = All right, the broadcast goes on. Its message above shows how.
broadcasts-waits-above = All right, the broadcast waits. You can go on with it in its message above.
broadcasts-stopped-above = The broadcast is stopped. Its message above shows what came of it.
broadcasts-ask-again = { $n ->
    [one] For <b>{ $n } person</b> nobody knows whether it arrived. Send it once more? It may arrive twice.
   *[other] For <b>{ $n } people</b> nobody knows whether it arrived. Send it once more? Some may get it twice.
}
broadcasts-again-yes = Yes, send again
broadcasts-again-no = No, leave it
broadcasts-again-above = Sending once more. The message of the broadcast above shows how it goes.

broadcasts-barred-author = The broadcast “{ $text }” was not sent: you are not a coordinator of this community at present. The text is kept; another coordinator can send it.
broadcasts-barred-others = The broadcast “{ $text }” was due now and was not sent: its author is no longer a coordinator. You can look it over and send it yourself.
broadcasts-orphaned = A broadcast did not reach its end: its author had her data erased, and the text with them.

broadcasts-read = I have read it
broadcasts-read-thanks = Thank you
broadcasts-read-trial = This is a trial: under a real broadcast this button counts who has read it.
broadcasts-wishes-door = Choose what I get
broadcasts-wishes = <b>What to send from { $community }</b>
broadcasts-wish = { $kind ->
    [digest] Weekly digest
   *[news] News of the community
}: { $on ->
    [yes] sent
   *[no] not sent
}
broadcasts-wishes-rest = Answers to your questions and reminders of meetings you come to always arrive.
broadcasts-opt-out = { $kind ->
    [digest] No digests, please
   *[news] No news, please
}
broadcasts-opt-in = { $kind ->
    [digest] Send digests again
   *[news] Send news again
}
broadcasts-opted-out = All right, no more of these
broadcasts-opted-in = They will be sent again
broadcasts-no-wishes = Letters go to members of the community. You are not a member now, and there is nothing to send you.

broadcasts-report-about = “{ $text }”
broadcasts-lasted = It went from { $from } to { $to } ({ $city })

broadcasts-digest-door = Weekly digest
broadcasts-digest = <b>Weekly digest · { $community }</b>
    Once a week the bot itself writes to the members what is on in the coming seven days. If there is nothing, nothing is sent. Everybody may turn it off.
broadcasts-digest-day = { $day ->
    [1] on Mondays
    [2] on Tuesdays
    [3] on Wednesdays
    [4] on Thursdays
    [5] on Fridays
    [6] on Saturdays
   *[7] on Sundays
}
broadcasts-digest-on = <b>On:</b> { $day }, { $time }.
    The next one: { $next }
broadcasts-digest-off = <b>Off.</b> Turned on, it comes { $day }, { $time }.
broadcasts-digest-waits = The time chosen, { $day }, { $time }, is at night, and I wake nobody: the digest waits for the morning.
broadcasts-digest-turn-on = Turn on
broadcasts-digest-turn-off = Turn off
broadcasts-digest-when = Day and hour
broadcasts-digest-show = Show what would be sent
broadcasts-digest-is-on = The digest is on
broadcasts-digest-is-tuned = The day and the hour are changed
broadcasts-digest-still-off = Remembered. The digest is still off
broadcasts-digest-is-off = The digest is off
broadcasts-digest-empty = There is nothing in the coming seven days: no digest would leave
broadcasts-ask-digest = On which day and at what time should it go out? Write, for example: “Monday 9:00”. Times are those of { $city }.
broadcasts-digest-choice = { $day }, { $time }
broadcasts-digest-at-night = { $time } is at night: such a digest waits and comes in the morning, at 8:30. If another hour suits better, write it.
broadcasts-digest-sure = Then please press this time below.
broadcasts-digest-head = <b>In the next seven days</b>
broadcasts-digest-event = <b>{ $when }</b>
    { $title }
broadcasts-digest-event-at = <b>{ $when }</b>
    { $title }
    { $place }
broadcasts-digest-more = …and { $n } more in the plan
broadcasts-digest-foot = Times are those of { $city }. Say whether you come: /plan
broadcasts-digest-orphaned-author = The weekly digest of { $community } is off: you are not a coordinator now.
broadcasts-digest-orphaned = The weekly digest of { $community } is off: whoever turned it on is a coordinator no longer. You can turn it on.
