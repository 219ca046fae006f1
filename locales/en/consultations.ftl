consultations-title = <b>Question No. { $id }</b> · { $topic }
consultations-button = No. { $id } · { $topic }
consultations-button-with = No. { $id } · { $name }
consultations-urgency = { $word ->
    [tomorrow] For tomorrow's lesson
    [week] This week
   *[calm] No hurry
}
consultations-when = Needed: { $word ->
    [tomorrow] for tomorrow's lesson
    [week] this week
   *[calm] no hurry
}
consultations-sent-at = Asked: { $when }
consultations-coordinator = the coordinator
consultations-some-mentor = the mentor
consultations-status = { $stage ->
    [requested] looking for a mentor
    [offered] waiting for mentors
    [escalated] nobody has taken it yet
    [accepted] a mentor has it
    [in_dialogue] talking
    [held] waiting to be rated
    [rated] closed
    [closed] closed
   *[withdrawn] withdrawn
}
consultations-status-line = Now: { $status }
consultations-answers = Answered by: { $name }
consultations-rating = Rating: { $word ->
    [helped] it helped
    [partly] it helped in part
   *[no] it did not help
}
consultations-unanswered = No answer was found.
consultations-forgotten = The text is deleted: half a year has passed.

consultations-greetings = hello hi good morning evening day thanks thank you okay ok
consultations-off = Questions to mentors are not switched on in this community.
consultations-members-ask = Questions to mentors are asked by members of a community.
consultations-ask = <b>A question to a mentor</b>
consultations-ask-clause = Clause { $clause } of the regulation.
consultations-ask-note = In the regulation: “{ $note }”, clause { $clause }.
consultations-ask-online = Answers come in writing, online.
consultations-ask-topic = What is it about?
consultations-ask-loose = This looks like a question to a mentor. What is it about?
consultations-no-question = No, just saying
consultations-more-topics = Other topics
consultations-ask-urgency = When do you need the answer?
consultations-no-surnames = Please leave out the surnames of children and parents.
consultations-ask-text = Describe it in one message.
consultations-ask-text-who = The mentors of this topic will see it. If nobody takes it, { $coordinator } will see it, so that it is not lost.
consultations-ask-text-new = This is the text now. Send a new one and it takes its place.
consultations-ask-name = Show your name? The mentors will see: { $name }. Nobody will see your phone or account.
consultations-name-yes = Yes, show it
consultations-name-no = Without a name
consultations-preview = <b>Please check before sending</b>
consultations-preview-topic = Topic: { $topic }
consultations-preview-name = The name they will see: { $name }
consultations-preview-no-name = Without a name
consultations-preview-who = If nobody takes it, { $coordinator } will see it.
consultations-send = Send
consultations-change = Change
consultations-ask-change = What would you like to change?
consultations-change-point = { $point ->
    [topic] Topic
    [urgency] Urgency
    [text] Text
   *[name] Name
}
consultations-text-empty = There is nothing here. Please write at least a few words.
consultations-text-long = That is { $length } characters, and { $most } fit. Please shorten it: the details can be told later.
consultations-text-kept = Added to your new question, which is not sent yet. Now please choose with a button.
consultations-text-added = Added to the question you had not sent yet.
consultations-just-so = All right, no question was sent.

consultations-already-sent = This question has been sent already.
consultations-sent = { $n ->
    [one] The question is sent, { $n } mentor sees it. I will write as soon as there is an answer.
   *[other] The question is sent, { $n } mentors see it. I will write as soon as somebody takes it.
}
consultations-evening = It is evening now. Somebody may answer today, but more likely in the morning.
consultations-night = Many are asleep at this hour. Somebody may answer now, but more likely after eight.
consultations-asked-more = { $n ->
    [one] Asking one more mentor.
   *[other] Asking { $n } more mentors.
}
consultations-waiting-more = Some of those already asked may still answer.
consultations-with-heads = No mentor of this topic is free at the moment. Now { $coordinator } sees the question.
consultations-with-nobody = No mentor of this topic is free at the moment, and there is nobody to pass the question to. It is kept: you can ask again in a day or two.
consultations-news-none-yet = Nobody has taken the question yet.
consultations-news-escalated = Nobody has taken the question yet, so it went on: now { $coordinator } sees it.
consultations-news-taken = { $name } is taking care of your question. Write right here and I will pass it on.
consultations-news-still = There is still no answer. I sent a reminder: { $coordinator } sees the question. You can ask the mentors once more or withdraw it.
consultations-news-still-nobody = There is still no answer, and still nobody to pass the question to. You can ask the mentors once more or withdraw it.
consultations-news-unanswered = In the end nobody could answer, sorry. I am closing the question rather than promise in vain. You can ask again any day.
consultations-news-returned = { $name } cannot go on, it happens.
consultations-news-silent = The mentor has been silent for four days; the coordinators know. You can wait or ask somebody else.
consultations-news-silent-alone = The mentor has been silent for four days. You can wait or ask somebody else.
consultations-news-vanished = The mentor did not answer after all, sorry.
consultations-news-reoffered = Your question is being offered to other colleagues.

consultations-by-name = { $name } asks
consultations-by-nobody = Asked without a name
consultations-offer-hint = You can answer right here: nobody will see your account or phone.
consultations-offer-direct = This question is offered to you by { $coordinator }.
consultations-take = I'll take it
consultations-take-after-all = I'll take it after all
consultations-decline = I can't
consultations-gone = Thank you, a colleague has answered already.
consultations-late = A colleague was quicker, thank you!
consultations-not-mentor = Questions are taken by mentors. If you would like to become one, write to the coordinator.
consultations-declined = All right, thank you for saying so. It goes on to others.
consultations-not-needed = No answer is needed any more. Thank you for being ready to help!
consultations-yours = The question is yours. Write the answer right here and I will pass it on. Nobody will see your account or phone.
consultations-elsewhere = This question is not with you now.
consultations-changed = Things have changed. This is how they stand.

consultations-from-mentor = <b>Question No. { $id }</b> · { $name } answers
consultations-from-asker = <b>Question No. { $id }</b> · { $name } writes
consultations-from-nobody = <b>Question No. { $id }</b> · without a name
consultations-media = { $kind ->
    [voice] A voice message below. If it does not load, ask for words instead.
    [photo] A photo below.
   *[document] A file below.
}
consultations-passed = Passed on: question No. { $id }
consultations-passed-to = Passed on: question No. { $id }, { $name }
consultations-photo-hint = Photos must not show names or faces of children.
consultations-other-question = Another question
consultations-reply = Reply
consultations-write = Write
consultations-close = Close the question
consultations-no-contact = I pass on no phone numbers, neither yours nor anybody's. Please write it in words.
consultations-no-other = I cannot pass this on. Text, voice, a photo or a file will do.
consultations-focus = Question No. { $id }: send text, voice, a photo or a file and I will pass it on.
consultations-which = { $n ->
    [1] Which question is this for? One is open.
   *[other] You have several open questions. Which one is this for?
}
consultations-which-all = All { $n } messages wait together and go at once.
consultations-which-closed = Question No. { $id } is closed already; your words were not passed on.
consultations-words-gone = Those words are not here any more: they were passed on, or waited for more than an hour. If they were not, please send them again.
consultations-words-nobody = Question No. { $id } is closed already; your words were passed on to nobody.
consultations-to-nobody = Do not pass it on
consultations-to-nobody-done = All right, I pass it on to nobody.
consultations-to-nobody-late = Nothing waits here any more: what you wrote was passed on, or is not kept.
consultations-asker-away = Not passed on: the one who asked cannot be reached now. Please try later.
consultations-mentor-away = Not passed on: the mentor cannot be reached any more.

consultations-close-how = How would you like to close it?
consultations-solved = It is solved
consultations-give-up = I cannot go on
consultations-rate = { $word ->
    [helped] It helped
    [partly] In part
   *[no] No
}
consultations-go-on = Go on talking
consultations-held-asker = The question is closed. Did it help?
consultations-held-mentor = { $name } thinks the question is solved. Did it help?
consultations-held-answer = This is the answer. Did it help?
consultations-held-silence = It has been quiet. Is the question solved? Did it help?
consultations-held-written = The question is closed, so this message was not passed on. If you are not through yet, press “Go on talking” and send it again. And if there was an answer – did it help?
consultations-rate-reminder = I remind you only once: did the answer help? One tap, and the mentor knows it was worth while.
consultations-told-solved = The question is closed, nothing more is asked. Thank you for helping!
consultations-told-held = All right, I am asking whether it helped. Thank you!
consultations-told-silence = It has been quiet, so I am closing the question. Thank you for helping!
consultations-told-go-on = The one who asked would like to go on talking. You can write here.
consultations-go-on-done = All right, go on. Write right here and I will pass it on.
consultations-gave-up = All right, it goes on to other colleagues. Thank you for helping!
consultations-taken-back = The question went to other colleagues. Thank you for taking it!
consultations-told-rating = { $word ->
    [helped] Your answer helped. Thank you!
   *[partly] Your answer helped in part. Thank you!
}
consultations-rated = Thank you! Would you like to say a few words to the mentor? Write them and I will pass them on at once.
consultations-no-words = No words
consultations-rated-done = Thank you for telling!
consultations-thanks = <b>Question No. { $id }</b> · a thank-you for you
consultations-thanked = Your words are passed on.
consultations-sorry = A pity that it did not help. Ask somebody else?
consultations-ask-other = Ask somebody else
consultations-ask-again = Ask once more
consultations-enough = No, thank you
consultations-withdraw = Not needed any more
consultations-withdraw-sure = Withdraw the question? Nobody will answer it any more.
consultations-withdraw-yes = Yes, withdraw it
consultations-withdrawn = The question is withdrawn.
consultations-show-name = Show my name
consultations-name-shown = Your name can be seen now.
consultations-name-told = The one who asked now writes under the name: { $name }.
consultations-new = Ask a new question

consultations-alert = No mentor is dealing with this question now. The one who asked knows that you see it now.
consultations-self = I'll answer it
consultations-assign = Give it to a mentor
consultations-answer = Close with an answer
consultations-alert-again = The question is still waiting. Please have a look.
consultations-show = Open
consultations-settled = The question does not wait for you any more.
consultations-settled-by = The question does not wait for you any more: { $name } has it.
consultations-stuck = The one who asked has waited four days, the mentor is silent. Only the two of them see what was written, but the question can be offered to others.
consultations-reoffer = Offer it to others
consultations-reoffered = The question is offered to others.
consultations-private = Only the two sides see the text and what they write.
consultations-heads-only = This part is for coordinators.
consultations-assign-ask = To whom?
consultations-assign-none = There are no other mentors for this topic. You can make somebody a mentor under “Members”.
consultations-assigned = Offered to: { $name }. If the answer is no or silence, the question comes back to you.
consultations-answer-ask = Write the answer in one message: I will pass it on and ask whether it helped.
consultations-answer-kept = The question does not wait for an answer any more, so your text was not sent.
consultations-answered = The answer is passed on. Thank you!
consultations-nudge = An answer has been awaited for three days. Write a few words or give the question back, no harm done.

consultations-open = <b>Questions · { $community }</b>
consultations-open-none = Nothing is left unanswered.
consultations-open-hint = You see topic, time and state. The text is shown only when nobody took the question.
consultations-open-line = No. { $id } · { $topic } · { $status } · since { $when }
consultations-open-stuck = No. { $id } · { $topic } · the mentor is silent · since { $when }
consultations-mine = <b>My questions</b>
consultations-mine-none = No questions so far.
consultations-mine-asked = No. { $id } · { $topic } · { $status }
consultations-mine-mentor = No. { $id } · { $topic } · you answer · { $status }
consultations-mine-focus = For now, what you send goes to question No. { $id }.
consultations-offers = <b>Questions waiting for you</b>
consultations-offers-none = Nothing is waiting now. A new question will come here as a message.
consultations-offers-line = No. { $id } · { $topic } · { $word ->
    [tomorrow] for tomorrow’s lesson
    [week] this week
   *[calm] no hurry
} · since { $when }
consultations-next = Next
consultations-brief = <b>Questions</b>
consultations-brief-none = No open questions.
consultations-brief-more = { $n ->
    [one] And { $n } more question.
   *[other] And { $n } more questions.
}
# Beginnings of a typed refusal to show one’s name.
consultations-name-refusals = no don’t don't without
