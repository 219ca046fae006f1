membership-more = Next ({ $page } of { $of })
membership-join = Join
membership-join-on = Go on joining
membership-regulation = Regulation
membership-others = Other communities
membership-see-plan = See the plan
membership-not-now = Not now
membership-leave = Leave the community

membership-front =
    Hello! This bot helps communities of young teachers and mentors: it invites to meetings, passes questions to mentors and assists coordinators.

    Taking part is voluntary and free. Choose a community – you can look around without signing up.
membership-communities = <b>Communities</b>
membership-list-here = { $name } · now
membership-list-member = { $name } · member
membership-list-here-member = { $name } · now, member
membership-now-here = Now: { $community }
membership-not-served = This community is no longer here.

membership-card =
    <b>{ $name }</b>

    { $about }
membership-card-body = Coordinated by: { $body }.
membership-card-member = You are a member of this community.
membership-card-waiting = Your application is waiting. I’ll write as soon as there is an answer.
membership-card-rejected = Your last application was not accepted. You may apply again.
membership-card-left = You have left this community. You can come back whenever you like.

membership-regulation-title = <b>{ $title }</b>
membership-regulation-act = Approved by: { $act }
membership-regulation-number = of { $date }, no. { $number }
membership-regulation-date = of { $date }
membership-regulation-choose = Which section shall I open?
membership-regulation-empty = I don’t have the text of the regulation yet. Ask the coordinator for it.
membership-section-first = <b>Regulation</b> · { $community }
membership-section-head = <b>{ $section }</b> · regulation of { $community }
membership-section-page = Page { $page } of { $of }
membership-read-on = Read on
membership-sections = Sections
membership-clause = cl. { $number }
membership-section-number = section { $number }

membership-consent-why = To sign you up I need your consent to process your data. It takes half a minute to read. We don’t ask for a passport or a home address.
membership-consent-words =
    Consent to the processing of personal data. Version { $version }

    I give the operator – { $operator } ({ $place }) – my consent to process my data.

    Which data: last name, first name, patronymic; place of work or study; subject; who I am in the community; number of my messenger account; answers, questions and materials that I send to the bot myself.

    What for: taking part in the community ({ $community }): signing up for events, advice and mentoring, the list of members and the community’s reports.

    What is done: the data are collected, recorded, kept, corrected, used and erased with the help of a computer. Name, workplace and subject are seen by coordinators; my name also by those whom I answer or ask with my name. They are not passed to other organisations. Messages travel through the messenger in which I write to the bot.

    How long: while I am a member and 30 days after I leave.

    How to revoke: at any time with the command /privacy, button “Revoke consent”. The data are erased at once; what remains is the record of when the consent was given and revoked.
membership-consent-ours = <i>This is the default wording: the operator’s lawyer approves it.</i>
membership-consent-yes = I consent
membership-consented = Thank you, noted.
membership-refused = All right. The plan and the regulation are open without signing up. If you want to join, I’m here.
membership-refused-joining = All right, let’s wait. What you told me is kept for 30 days; “Go on joining” takes you back.

membership-ask-name = What is your name? Write your last and first name and, if you wish, patronymic – in any order.
membership-read-as = I’ll write it like this: <b>{ $name }</b>
membership-read-parts = Last name { $last }, first name { $first }.
membership-read-swapped = The last name is { $last }
membership-no-patronymic = There is no patronymic, and that is fine. To add one, write the whole name again.
membership-right = That’s right
membership-correct = Correct it
membership-read-other = { $name }
membership-name-letters = Please write your first and last name in letters, without abbreviations: “Smirnova Anna”.
membership-name-one-word = Both first and last name are needed: for example, “Smirnova Anna”.
membership-name-no-surname = And your last name? Write it together with the first name.
membership-name-long = Too many words for a name. Write only your last name, first name and patronymic.
membership-ask-workplace = Where do you work or study? In short: for example, “School 12, Tyumen”.
membership-workplace-none = This looks like a number, an e-mail or a link. Please type the name: for example, “school 12, Tyumen”.
membership-ask-category = Who are you?
membership-ask-unit = Which team will you join?
membership-later = Decide later
membership-no-unit = None for now
membership-no-units = The coordinator has not set up any teams yet. You can join now and choose a team later in your profile.
membership-ask-subject = Which subject do you teach or study? Skip it if you like.
membership-skip = Skip
membership-told = Now: { $told }
membership-keep = Keep it
membership-no-subject = Leave it out
membership-text-short = Please write at least a couple of letters.
membership-text-long = That is rather long. Please keep to { $most ->
    [one] { $most } character
   *[other] { $most } characters
}.
membership-press-one = Buttons work better here: please choose one of them.
membership-summary = Please check that all is right. You are joining <b>{ $community }</b>.
membership-voluntary = Taking part is voluntary and free; you can leave at any time.
membership-again = Fill in again

membership-joining-why = By the regulation ({ $clause }) one joins by written consent. Here is its text:
membership-joining-why-plain = Here one joins by written consent. This is its text:
membership-joining-words =
    Consent to join. Version { $version }

    I ask to be considered a member of the community: { $community }.

    I have read “{ $title }” and share the aims of the community. I know that taking part is voluntary and that I can leave at any time.

    Confirmed in the bot; date and time are recorded.
membership-joining-yes = I confirm

membership-applied = Your application to <b>{ $community }</b> is sent.
membership-applied-heard = It is looked at by: { $who }; usually it takes a day or two. I’ll write as soon as there is an answer.
membership-applied-unheard = The community has no coordinator yet. Your application is kept: it will be looked at as soon as there is one, and I’ll write at once.
membership-welcome = Done, { $name }! You are now in <b>{ $community }</b>.
membership-welcome-plain = Done! You are now in <b>{ $community }</b>.
membership-welcome-coordinator = And you are { $word }: /manage is open to you.
membership-welcome-waiting = { $n ->
    [one] { $n } application is waiting.
   *[other] { $n } applications are waiting.
}
membership-rights = <b>What you may do</b>
membership-duties = <b>What is expected of you</b>
membership-norm = • { $text } ({ $clause })
membership-norm-plain = • { $text }

membership-no-profile = You have no profile yet: it appears when you join a community.
membership-profile = <b>Your profile</b>
membership-line-name = <b>{ $name }</b>
membership-line-no-name = <b>No name given</b>, no. { $number }
membership-line-workplace = Work or study: { $workplace }
membership-line-subject = Subject: { $subject }
membership-line-category = Category: { $category }
membership-line-unit = Team: { $unit }
membership-line-since = Member since { $day }
membership-line-mentor = Mentor, all topics
membership-line-mentor-of = Mentor, topics: { $topics }
membership-line-coordinator = Role: { $word }
membership-belongs = You belong to: { $names }
membership-belongs-nowhere = You don’t belong to any community yet.
membership-here = <b>{ $community }</b>
membership-change = Change
membership-what-change = What shall we change?
membership-change-name = Name
membership-change-workplace = Workplace
membership-change-subject = Subject
membership-change-category = Who I am
membership-change-unit = Team
membership-saved = Noted.
membership-saved-long = Noted. Thank you!

membership-leave-ask = Leave <b>{ $community }</b>? Your answers to coming meetings are cancelled, your questions are closed.
membership-leave-right = You may leave at any time ({ $clause }), and nobody asks why.
membership-leave-last = <b>You are the last coordinator.</b> Without you nobody can accept people and announce meetings. It is better to name another first: “Members” → a person → “Make coordinator”. If you leave like this, the bot’s owner and the mentors will hear of it.
membership-leave-yes = Yes, leave
membership-withdraw-ask = Take back your application to <b>{ $community }</b>?
membership-withdraw-yes = Yes, take it back
membership-not-inside = You are not in { $community }, so there is nothing to leave.
membership-left = You have left <b>{ $community }</b>. Thank you for being with us. Your data will be erased in 30 days – or at once, if you wish.
membership-withdrawn = Your application to <b>{ $community }</b> is taken back. What you told will be erased in 30 days – or at once, if you wish.
membership-forget = Erase now
membership-come-back = Come back
membership-forgotten = Done: nothing is kept about you in this community any more, but the record of when the consent was given and revoked.
membership-nothing-kept = Nothing is kept here any more.
membership-orphaned = <b>{ $community }</b> has no coordinator any more: nobody can accept members and announce meetings.
membership-orphaned-owner = The command <code>krug invite { $id }</code> prints a new invitation link. You can also make a member a coordinator in /manage.

membership-not-yours = This is for coordinators of this community.
membership-people = <b>{ $community }</b>: { $n ->
    [one] { $n } member
   *[other] { $n } members
}
membership-people-category = { $category }: { $n }
membership-people-mentors = Mentors: { $n }
membership-people-coordinators = Coordinators: { $n }
membership-people-waiting = Applications waiting: { $n }
membership-to-people = Members and applications
membership-applications = Applications ({ $n })
membership-members = Members
membership-units = Teams
membership-nameless = No name, no. { $number }
membership-none-waiting = No new applications.
membership-waiting-list = <b>Applications · { $community }</b>
membership-no-members = No members yet.
membership-members-list = <b>Members · { $community }</b> ({ $n })

membership-applicant = <b>Application to { $community }</b>
membership-applicant-consented = <b>Consent to join { $community }</b> is given
membership-applied-on = Sent: { $moment }
membership-still-waiting = This application is still waiting for an answer.
membership-accept = Accept
membership-decline = Decline
membership-clarify = Ask something
membership-to-applications = Applications
membership-open-member = Open the card
membership-accepted = { $name } is now in { $community }.
membership-not-accepted = Application to { $community } declined: { $name }.
membership-decided-already = This is decided already. Here is how things stand.
membership-ask-reason = <b>{ $name }</b>: why do we decline? Write it as you would say it in person: the applicant will see it.
membership-declined =
    Your application to <b>{ $community }</b> was not accepted for now. The reason:

    <blockquote>{ $reason }</blockquote>

    If things change, or this is a misunderstanding, please apply again.
membership-ask-again = Apply again
membership-ask-question = <b>{ $name }</b>: what would you like to know? Write the question, I’ll pass it on.
membership-question-sent = The question is sent.
membership-asked =
    A question about your application to <b>{ $community }</b>:

    <blockquote>{ $question }</blockquote>
membership-reply = Answer
membership-ask-reply = Write your answer, I’ll pass it on.
membership-reply-sent = Your answer is passed on. I’ll write as soon as it is decided.
membership-words-sent = It is passed on. I’ll write as soon as it is decided.
membership-sent-to-nobody = There is nobody to pass it on to now, and I do not keep these words. Your application is waiting: I’ll write as soon as it is decided.
membership-replied =
    An answer has come:
    <blockquote>{ $answer }</blockquote>

membership-wrote =
    Writes about the application:
    <blockquote>{ $words }</blockquote>
membership-pass = Your application to <b>{ $community }</b> is still waiting for a decision. Shall I pass this on to those who decide?
membership-pass-yes = Yes, pass it on
membership-pass-no = Do not
membership-pass-not = All right, I pass it on to nobody.

membership-gone = This person is no longer among members or applicants.
membership-to-members = Members
membership-make-mentor = Make mentor
membership-unmake-mentor = Remove from mentors
membership-make-coordinator = Make coordinator
membership-unmake-coordinator = Remove from coordinators
membership-topics = Topics
membership-fix-category = Correct category
membership-fix-unit = Correct team
membership-role-given = The role is given.
membership-role-taken = The role is removed.
membership-last-coordinator = This is the last coordinator. Name another one first.
membership-now-mentor = You are now a mentor in <b>{ $community }</b>. When members ask about your topics I’ll offer you the question; taking it is up to you.
membership-no-more-mentor = You are no longer a mentor in <b>{ $community }</b>: no new questions will come. Thank you for helping your colleagues.
membership-now-coordinator = You are now { $word } in <b>{ $community }</b>. Everything for that is in /manage.
membership-no-more-coordinator = You are no longer a coordinator in <b>{ $community }</b>. You stay in the community.
membership-topics-ask = Which topics does { $name } answer? What you mark is saved at once.
membership-topics-all = Nothing is marked yet – that means all of them.
membership-topic-on = ✓ { $title }
membership-done = Done

membership-no-units-yet = There are no teams yet. Add the first one, and people can choose it when they join.
membership-units-list = <b>Teams</b>
membership-add-unit = Add
membership-unit = <b>{ $title }</b>, { $n ->
    [one] { $n } member
   *[other] { $n } members
}
membership-unit-closed = { $title } (closed)
membership-unit-is-closed = Takes nobody in any more.
membership-rename-unit = Rename
membership-close-unit = Close
membership-open-unit = Open again
membership-ask-unit-title = What is the team called? For example, “Maths teachers”.
membership-unit-taken = There is such a team already.
