home-command-start = Home
home-command-plan = The plan: what is coming
home-command-ask = Ask a mentor
home-command-my = My answers and questions
home-command-manage = For coordinators
home-command-profile = My profile
home-command-regulation = The regulation
home-command-settings = Language and time
home-command-privacy = My data
home-command-leave = Leave the community
home-command-cancel = Stop what was begun
home-command-help = What the bot can do

home-hello = Hello!
home-hello-name = Hello, { $name }!
home-here = You are in <b>{ $community }</b>. How can I help?
home-plan = Plan
home-ask = Ask a mentor
home-my = My answers
home-profile = Profile
home-manage = Manage
home-communities = Communities
home-settings = Language and time
home-privacy = My data
home-help-button = What I can do

home-help =
    <b>What you can do here</b>
    /plan – what is coming; answer on a card: “I’ll come”, “Still thinking”, “Can’t come”
    /ask – ask a mentor, without your name if you wish
    /my – your answers and questions
    /regulation – the community’s regulation
    /profile – your profile
    /settings – language and time
    /privacy – what is kept about you; download or erase it
    /leave – leave the community
    /cancel – stop what was begun; the draft is kept
home-help-coordinator = /manage – make an event, write a broadcast, accept members

home-mine = <b>Yours</b>
home-offers = Questions waiting: { $n }
home-my-answers = My answers
home-my-questions = My questions

home-manage-title = <b>Manage · { $community }</b>
home-manage-waiting = { $n ->
    [one] { $n } application is waiting for you.
   *[other] { $n } applications are waiting for you.
}
home-manage-unanswered = { $n ->
    [one] { $n } question has no answer yet.
   *[other] { $n } questions have no answer yet.
}
home-manage-new = Create an event ({ $what })
home-manage-broadcasts = Broadcasts
home-manage-people = Members
home-manage-questions = Questions
home-not-yours = This is for coordinators. If you are one, open the invitation link from the bot’s owner.

home-cancelled = All right, stopped. What you began is kept; you can come back to it.
home-stopped = All right, stopped.
home-nothing-to-cancel = Nothing is under way.
home-dead-link = This link does not work any more. Ask whoever sent it for a new one.
home-stale = That button is out of date. Here is how things stand.
home-discarded = The draft is deleted.
home-unprompted = I’m not sure what to do with this. If it is a question for a mentor, press “Ask a mentor”.
home-unprompted-visitor = I’m not sure what to do with this. Start from the home screen: it shows the communities and how to join.
home-unprompted-draft = I’m not sure what this belongs to. If it is for what you began, press “Go on” and send it again.
home-instead = If it belongs to what you began, press “Go on” and send it again.
home-edited = I see you changed a message. I don’t read changes: please send it again.
home-unknown-command = There is no such command. All commands are in /help.
home-in-group = I don’t talk about personal things in a group. Write to me privately.
home-in-group-open = Open the chat with the bot
home-in-group-press = Please open the private chat with the bot.

home-draft = { $slice ->
    [me] the form
    [ev] the event
    [co] the question
    [br] the broadcast
    [pe] your city
   *[other] the draft
}
home-draft-first = You already have a draft: { $draft }. Go on with it, or delete it and start again?
home-draft-go-on = Go on with the draft
home-draft-delete = Delete the draft
home-draft-button = Go on: { $draft }

home-description = Krug helps professional communities of teachers: it shows the plan, keeps answers, reminds, and passes questions to mentors. Taking part is free and voluntary.
home-short-description = A helper for professional communities of teachers and mentors
