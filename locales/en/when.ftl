when-read-as = I read this as “{ $text }”.
when-hour = By day or by night?
when-midnight = Midnight at the beginning of that day or at its end?
when-which-day = Which day exactly?
when-nearest-day = On which day?
when-next-year = That day is over this year. Next year?
when-clock-back = Clocks go back that night, and this time comes twice. Which of the two?
when-sunday = That is a Sunday.
when-night = That is late in the evening or at night.
when-far = That is more than a year ahead. Are you sure?
when-unread = I see no date and time here. For example: “tomorrow at 16:00” or “15.10 9:30”.
when-no-date = There is no such date. Please check the day and the month.
when-no-date-near = There is no such date. Perhaps { $last } or { $next }?
when-no-such-time = There is no such time. For example: “16:00”.
when-skipped = Clocks go forward that night, and there is no { $time }. Please write another time.
when-past = { $at } is over already. Please write a time ahead.
when-no-time = { $day }, good. At what time?
when-weekday-mismatch = { $day } is a { $is }, not a { $said }. Please write it again.
when-two-dates = There are two days here: { $one } and { $other }. Please write one.
when-two-times = Here are two times: { $one } and { $other }. One is needed: the start.
when-other-zone = That is by another clock. Please write it by the community’s ({ $city }).
when-weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
when-past-day = { $day } is over. Write a day ahead.
