privacy-title = <b>Your data</b>
privacy-account = This is what I keep about you: the number of your messenger account, since when you are here and whether you have blocked the bot, your language and the community you have chosen.
privacy-name = Name: { $name }
privacy-workplace = Work or study: { $workplace }
privacy-subject = Subject: { $subject }
privacy-zone = Your time: { $zone }
privacy-nowhere = Nothing else: you are not in any community now.
privacy-communities = Communities with your consent: { $names }
privacy-part = { $part ->
    [membership] Membership: who you are, team, role and mentor’s topics, applications, consents and dates. Entries: { $n }
    [events] Meetings: those you put into the plan. Entries: { $n }
    [answers] Meetings: your answers. Entries: { $n }
    [consultations] Questions to mentors: yours, with text and rating, those offered to you, and what you did with them. Entries: { $n }
    [unfinished] Begun and not finished: drafts. Entries: { $n }
   *[broadcasts] Mailings: what was sent to you and read, what you do not want, what you wrote yourself. Entries: { $n }
}
privacy-how-long = I keep no phone, passport or address. Your messages are erased as soon as they are done with, what you and a mentor write to each other too; the text of a question half a year after the answer. What was begun and left lives 30 days, your data after you leave a community 30 days too.
privacy-export = Download as a file
privacy-exported = Here is everything that is kept about you. Any text editor opens the file.
privacy-revoke = Revoke consent
privacy-revoke-where = In which community shall the consent to process your data be revoked?
privacy-revoke-ask = Revoke your consent in <b>{ $community }</b>? Your membership there ends at once and your data are erased. What remains is the record of when the consent was given and revoked.
privacy-revoke-yes = Yes, revoke
privacy-revoked = Your consent in <b>{ $community }</b> is revoked and your data are erased. You can join again at any time.
privacy-nothing-given = There is no consent of yours anywhere, so there is nothing to revoke.
privacy-nothing-left = Revoked already.
privacy-erase = Erase my data
privacy-erase-ask = Erase everything? Your membership ends in all communities; your name, answers, questions and account number are erased. What remains is a nameless record of when consents were given and revoked. It cannot be undone.
privacy-erase-yes = Yes, erase everything
privacy-erased = Done, your data are gone. If you want to come back, press /start – we’ll get to know each other anew.
privacy-last = <b>You are the last coordinator</b> of a community: the bot’s owner and the mentors will hear of it.
