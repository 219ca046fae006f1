events-card-title = <b>{ $kind } «{ $title }»</b>
events-card-place = Где: { $place }
events-card-online = Где: онлайн
events-card-nowhere = Где: уточняется
events-card-link = Ссылка: { $link }
events-card-link-later = Ссылку увидят те, кто придёт.
events-card-draft = Черновик: пока виден только координаторам.
events-card-cancelled = <b>Отменено.</b>
events-card-cancelled-why = <b>Отменено:</b> { $reason }
events-card-over = Уже прошло.
events-card-running = Уже началось.
events-when = { $day } { $month ->
    [1] янв
    [2] фев
    [3] мар
    [4] апр
    [5] мая
    [6] июн
    [7] июл
    [8] авг
    [9] сен
    [10] окт
    [11] ноя
   *[12] дек
}, { $weekday ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[7] вс
}, { $time }
events-day = { $day } { $month ->
    [1] янв
    [2] фев
    [3] мар
    [4] апр
    [5] мая
    [6] июн
    [7] июл
    [8] авг
    [9] сен
    [10] окт
    [11] ноя
   *[12] дек
}, { $weekday ->
    [1] пн
    [2] вт
    [3] ср
    [4] чт
    [5] пт
    [6] сб
   *[7] вс
}
events-entry = { $when } · { $title }

events-plan = <b>План · { $community }</b>
    Время: { $city }
events-plan-month = <b>{ $month }</b>
events-plan-line = { $when } · { $kind } «{ $title }»
events-plan-draft = { $when } · { $kind } «{ $title }» <i>(черновик)</i>
events-plan-none = Пока в плане сообщества «{ $community }» ничего нет. Как только что-то объявят, участники узнают сразу.
events-further = Дальше
events-more = Ещё
events-off = В сообществе «{ $community }» план здесь не ведут.
events-choose-first = Сначала выберите сообщество, и я покажу его план.
events-communities = Сообщества
events-make = Создать: { $what }
events-gone = Этого в плане больше нет.
events-not-yours = Это делают координаторы. Если вы координатор, откройте ссылку-приглашение от владельца бота.
events-to-plan = План
events-calendar = «{ $title }». Откройте файл, и календарь предложит добавить запись. Длительность – полтора часа, если не сказано иначе.

events-move = Перенести
events-cancel = Отменить совсем
events-people = Участники
events-toast-changed = Пока вы решали, всё изменилось. Вот как сейчас.

events-ask-kind = <b>{ $community }</b>
    Создаём: { $what }. Какого вида? Нажмите или напишите.
events-ask-title = Вид: { $kind }. Как назовём? Например: «Первая неделя в классе».
events-ask-new-title = Сейчас: «{ $title }». Как назвать?
events-ask-time = Когда начало? Пишите как удобно: «завтра в 16», «15.10 16:00», «15 октября в 4». Время: { $city }.
events-ask-new-time = Сейчас: { $now }
    Напишите новые день и время.
events-ask-clock = { $day }. Во сколько начало?
events-ask-day = Какой день верный?
events-ask-where = Где собираемся? Напишите место, ссылку или и то и другое в одном сообщении: «онлайн https://…». Ссылку увидят только те, кто придёт.
events-ask-seats = Сколько мест? Напишите число.
events-ask-which = Что изменить?
events-ask-sure = Всё верно?
events-ask-cancel = <b>Отменяем?</b>
events-ask-because = Можно написать почему, прямо сюда и своими словами: причину увидят все, кого пригласили.
events-because = Причина: { $reason }
events-ask-cancel-reason = Почему отменяем «{ $title }»? Напишите своими словами, хватит одной-двух фраз: их увидят все, кого пригласили.
events-move-to = Было: { $was }
    Станет: { $now }
events-ask-move = Переносим?
events-move-yes = Да, перенести
events-ask-move-reason = Почему переносим? Напишите своими словами, хватит одной-двух фраз: их увидят все, кто откликнулся.
events-told = { $n ->
    [0] Писать пока некому. Приглашения обновятся сами.
    [one] Напишу { $n } человеку. Приглашения тех, кто не ответил, обновятся сами.
   *[other] Напишу { $n } людям. Приглашения тех, кто не ответил, обновятся сами.
}
events-other-kind = Другой вид
events-other-time = Другое время
events-where-later = Пока не знаю
events-seats-open = Без ограничений
events-seats-now = Мест: { $n }
events-seats-open-now = Мест: без ограничений
events-yes = Да, верно
events-no-reason = Без причины
events-cancel-yes = Да, отменить

events-when-same = Это то же самое время, что и сейчас. Напишите другое.
events-when-past-now = Пока мы говорили, это время прошло. Напишите другое.

events-help-kind = Такого вида нет в списке. Выберите ближайший.
events-help-title = Нужно короткое название, до { $most } знаков.
events-help-where = Напишите место или ссылку.
events-help-where-long = Слишком длинно: место до { $most } знаков.
events-help-where-links = Пришлите одну ссылку: вторую увидели бы все.
events-help-seats = Нужно число, например «40». Или нажмите «Без ограничений».
events-help-reason = Нужна одна короткая фраза, до { $most } знаков.
events-help-press = Нажмите, пожалуйста, одну из кнопок.

events-preview = <b>Так это увидят:</b>
events-preview-reach = { $n ->
    [0] Пока некому получить: в сообществе нет участников.
    [one] Получит { $n } участник.
    [few] Получат { $n } участника.
   *[other] Получат { $n } участников.
}
events-preview-lost = { $n ->
    [one] Недоступен { $n }: закрыл бота.
   *[other] Недоступны { $n }: закрыли бота.
}
events-preview-nowhere = Чтобы объявить, нужно место или ссылка.
events-preview-past = Это время уже прошло. Чтобы объявить, нужно новое.
events-preview-unfinished = Чтобы объявить, нужно закончить.
events-announce = Объявить
events-set-where = Указать место
events-set-time = Указать время
events-set-rest = Закончить
events-edit = Изменить
events-keep = В черновики
events-discard = Удалить
events-field-title = Название
events-field-time = Когда
events-field-where = Где
events-field-seats = Места
events-open-card = Открыть карточку

events-announced = Объявлено: «{ $title }». { $n ->
    [0] Участников пока нет, приглашать некого.
    [one] Приглашение получит { $n } участник.
    [few] Приглашение получат { $n } участника.
   *[other] Приглашение получат { $n } участников.
}
events-kept = Сохранено в плане как черновик. Видят его только координаторы.
events-discarded = Черновик удалён.
events-done-same = Так и было, ничего не меняю.
events-done-moved = Перенесено. { $n ->
    [0] Писать пока некому, приглашения обновляются.
   *[other] Тем, кто откликнулся, пишу; остальные приглашения обновляются.
}
events-done-renamed = Название изменено.
events-done-relocated = Место изменено. { $n ->
    [0] Писать пока некому, приглашения обновляются.
   *[other] Тем, кто откликнулся, пишу; остальные приглашения обновляются.
}
events-done-seats = Число мест изменено.
events-done-seats-kept = { $n ->
    [one] Число мест изменено. Место уже есть у { $n } человека, он остаётся; новые пойдут в очередь.
   *[other] Число мест изменено. Места уже есть у { $n } человек, они остаются; новые пойдут в очередь.
}
events-done-cancelled = Отменено. { $n ->
    [0] Писать некому, в приглашениях будет видно, что отменили.
   *[other] Тем, кто откликнулся, пишу с извинениями; в остальных приглашениях будет видно, что отменили.
}
