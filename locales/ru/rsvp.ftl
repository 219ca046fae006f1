rsvp-come = Приду
rsvp-think = Пока думаю
rsvp-cannot = Не смогу
rsvp-can = Смогу
rsvp-yes = Да, приду
rsvp-take = Беру
rsvp-no-need = Уже не нужно
rsvp-calendar = В календарь (.ics)
rsvp-desk = Управлять
rsvp-plan = План
rsvp-more = Ещё
rsvp-join-first = Вступить, чтобы записаться

rsvp-coming = { $n ->
    [0] Пока никто не записался
   *[other] Придут: { $n }
}
rsvp-coming-of = Придут: { $n } из { $seats }
rsvp-offered = Место предложено и ждёт ответа: { $n }
rsvp-waiting = В очереди: { $n }
rsvp-mine-maybe = Ваш ответ: пока думаю
rsvp-mine-not-going = Ваш ответ: не смогу
rsvp-mine-going = Ваш ответ: приду
rsvp-mine-confirmed = Ваш ответ: точно приду
rsvp-mine-reconfirm = Время изменилось. Место за вами до { $until }.
rsvp-mine-waiting = Вы в очереди, ваш номер { $place }
rsvp-mine-offered = Для вас есть место. Держу его до { $until }.

rsvp-lead-invitation = Вас приглашает сообщество <b>{ $community }</b>:
rsvp-lead-invitation-changed = Вас приглашает сообщество <b>{ $community }</b>. Планы изменились, теперь так:
rsvp-lead-nearest = Ближайшее:
rsvp-lead-typed = Похоже на ответ. Чтобы я записала его точно, нажмите, пожалуйста, кнопку:
rsvp-lead-offered = <b>Освободилось место.</b> Берёте?
rsvp-lead-lapsed = Место ушло следующему. Вы остались в очереди, ваш номер { $place }.
rsvp-lead-out = Место дважды ждало ответа и ушло дальше, в очереди вас больше нет. Если всё ещё хотите прийти, нажмите «Приду».
rsvp-lead-released = После переноса ответа не было, и место освободилось. Если сможете, нажмите «Приду».
rsvp-lead-moved = <b>Перенесли: «{ $title }»</b>
    Было: { $was }
    Стало: { $now } ({ $city })
rsvp-lead-why = Причина: { $reason }
rsvp-lead-relocated = <b>Изменилось место: «{ $title }»</b>
rsvp-lead-think = { $days ->
    [1] Уже завтра. Что решили?
   *[other] Через два дня. Что решили?
}
rsvp-lead-day = { $days ->
    [0] <b>Сегодня в { $time } ({ $city }).</b> Всё в силе?
   *[other] <b>Завтра в { $time } ({ $city }).</b> Всё в силе?
}
rsvp-lead-hour = <b>Скоро начало: { $time } ({ $city }).</b>
rsvp-lead-back = Пока вас не было, встречу перенесли. Сможете?
rsvp-lead-stale = Эта кнопка устарела: встречу перенесли. Вот как сейчас:

rsvp-noted-going = Записали. Напомню за день и за час.
rsvp-noted-going-soon = Записали. Напомню за час.
rsvp-noted-going-now = Записали. До встречи!
rsvp-noted-confirmed = Спасибо, ждём вас.
rsvp-noted-waiting = Мест нет, вы в очереди. Если место освободится, напишу.
rsvp-noted-maybe = Хорошо, думайте спокойно.
rsvp-noted-maybe-reminded = Хорошо, думайте спокойно. Спрошу за два дня.
rsvp-noted-not-going = Спасибо, что сказали. Передумаете – нажмите «Приду».

rsvp-toast-cancelled = Это отменили.
rsvp-toast-begun = Уже началось, записаться нельзя.
rsvp-toast-outsider = Сначала вступите в сообщество.
rsvp-toast-stale = Кнопка устарела: встречу перенесли.

rsvp-called-off = <b>Отменили.</b> Простите, что так вышло.
rsvp-called-off-why = <b>Отменили:</b> { $reason }
    Простите, что так вышло.
rsvp-gone = Этого в плане больше нет.

rsvp-head = <b>Ваше объявление.</b> Цифры здесь обновляются сами.
rsvp-head-maybe = Думают: { $n }
rsvp-head-declined = Не смогут: { $n }
rsvp-head-silent = Не ответили: { $n }

rsvp-people-title = <b>Участники: «{ $title }»</b>
rsvp-people-none = Пока никто не ответил.
rsvp-people-line = { $name }
rsvp-people-lost = { $name } (нет связи)
rsvp-nameless = Без имени
rsvp-coordinators-only = Список видят координаторы.

rsvp-said-maybe = думаю
rsvp-said-not-going = не смогу
rsvp-said-going = приду
rsvp-said-confirmed = точно приду
rsvp-said-reconfirm = время изменилось, нужен ответ
rsvp-said-waiting = в очереди
rsvp-said-offered = место ждёт ответа
rsvp-line = { $when } ({ $city }) · «{ $title }» – { $said }
rsvp-list = <b>Мои записи</b>
rsvp-list-none = Вы пока никуда не записаны. Загляните в план.
rsvp-brief = <b>Записи</b>
rsvp-brief-none = Вы пока никуда не записаны.
# What people type instead of pressing a button, and what may stand beside it.
rsvp-typed = приду прийду придём придем буду будем смогу сможем пойду поеду участвую +
rsvp-typed-beside = я мы не да нет точно обязательно конечно наверное прийти быть тоже спасибо к сожалению
