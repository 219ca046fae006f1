common-home = Home
common-back = Back
common-moment = { $day }, { $time } ({ $city })
common-moment-short = { $day }, { $time }
common-moment-own = { $time } your time
common-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }, { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
common-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
common-sorry = I received that but could not do it. Nothing is lost: please start again from Home.
common-dead-row = Update no. { $row } could not be handled after several attempts; the log says why.
common-dead-job = The job “{ $key }” could not be done after several attempts; the log says why.
common-voice = I can’t listen to voice messages here. Please write it in words.
common-photo = No picture is needed here. Please write it in words. Don’t name children.
common-document = I don’t read files here. Please write it in words.
common-contact = I keep no phone numbers. Please write it in words.
common-other = I can’t read that. Please write it in plain words.
