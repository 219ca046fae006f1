broadcasts-from = От кого: <b>{ $community }</b>

broadcasts-not-yours = Рассылки видит и пишет координатор сообщества. Если это вы, откройте ссылку-приглашение от владельца бота.
broadcasts-title = <b>Рассылки · { $community }</b>
broadcasts-list-clock = Время – { $city }.
broadcasts-none = Рассылок ещё не было. Напишите первую.
broadcasts-line =
    <b>{ $when }</b> · { $state }
    { $text }
broadcasts-state = { $state ->
    [scheduled] ждёт своего времени
    [late] опоздала, ждёт решения
    [sending] идёт
    [paused] на паузе
    [stopped] остановлена
    [withdrawn] отменена до начала
    [barred] не отправлена
   *[done] закончена
}
broadcasts-open = { $day }: { $text }
broadcasts-new = Написать новую
broadcasts-older = Раньше
broadcasts-further = Ещё
broadcasts-all = Рассылки

broadcasts-ask-text =
    <b>Рассылка</b>
    Напишите текст одним сообщением, до { $limit } знаков. Он уйдёт ровно таким, каким вы его пришлёте: с жирным, ссылками и цитатами. Можно прислать фото, файл или альбом. Перед отправкой покажу, как его увидят.

    Нужны кнопки со ссылками – допишите их в конце, после пустой строки, до { $links }: <code>Регистрация | https://…</code>
broadcasts-ask-caption =
    <b>Рассылка</b>
    Теперь напишите подпись, до { $limit } знаков, пришлите ещё или нажмите «{ $further }».
broadcasts-to-whom = Выбрать, кому
broadcasts-to-preview = К просмотру
broadcasts-photos-clear = Убрать фото
broadcasts-files-clear = Убрать файлы
broadcasts-photos = Фото: { $n }
broadcasts-documents = Файлов: { $n }
broadcasts-links = Кнопки: { $labels }
broadcasts-photo-not-taken = Фото и файлы в одно сообщение не помещаются, поэтому фото не взято: в письме всё как было. Если нужно фото, нажмите «Убрать файлы» и пришлите его ещё раз.
broadcasts-document-not-taken = Фото и файлы в одно сообщение не помещаются, поэтому файл не взят: в письме всё как было. Если нужен файл, нажмите «Убрать фото» и пришлите его ещё раз.
broadcasts-files-most = Больше { $n } в одно сообщение не помещается, остальное не взято.
broadcasts-only-files = Такое в рассылку не вложить: годятся фото и файлы. Остальное напишите, пожалуйста, словами.
broadcasts-caption-too-long = Под фото и файлами помещается меньше: { $n } знаков из { $limit }, лишних – { $over }. Пришлите подпись короче или уберите файлы. Пока всё сохранено.
broadcasts-link-bad = Ссылка кнопки «{ $label }» не читается: { $typed }. Она начинается с https:// и пишется без пробелов. Пришлите весь текст ещё раз – или нажмите кнопку ниже, и строка останется словами.
broadcasts-link-long = Подпись на кнопке длинновата: «{ $label }». До 40 знаков помещается. Пришлите весь текст ещё раз – или нажмите кнопку ниже, и строка останется словами.
broadcasts-links-many = Кнопок помещается { $most }, а у вас { $n }. Пришлите весь текст ещё раз – или нажмите кнопку ниже, и строки останутся словами.
broadcasts-look-below = Вот как это увидят:
broadcasts-album-keys = К сообщению выше, от кого: <b>{ $community }</b>
broadcasts-under-text = Это весь текст рассылки, каким его видят.
broadcasts-copy = Копия для VK и Word
broadcasts-to-card = К рассылке
broadcasts-file = Рассылка { $day }
broadcasts-copied = Выше – текст для VK: нажмите на него, и он скопируется. Здесь – тот же текст для Word.
broadcasts-copied-no-photos = Фото в копию не входят: добавьте их, пожалуйста, сами.
broadcasts-copied-no-files = Файлы в копию не входят: добавьте их, пожалуйста, сами.
broadcasts-picture-title = Как прошла рассылка
broadcasts-picture-of = { $n } из { $all }
broadcasts-picture-sent = Доставлено
broadcasts-picture-read = Прочитали
broadcasts-picture-blocked = Недоступны
broadcasts-picture-refused = Не приняты
broadcasts-picture-unknown = Неизвестно
broadcasts-picture-skipped = Не отправлялось
broadcasts-text-was = Сейчас: «{ $text }»
broadcasts-text-keep = Оставить как есть
broadcasts-empty = В сообщении нет слов. Напишите, пожалуйста, текст рассылки.
broadcasts-too-long = Текст длиннее, чем помещается: { $n } из { $limit }, лишних знаков – { $over }. Сократите, пожалуйста, и пришлите весь текст одним сообщением.
broadcasts-not-taken = Не поняла, новый ли это текст, и ничего не изменила. Чтобы заменить письмо, нажмите «Изменить текст» и пришлите новое.
broadcasts-press-please = Текст уже есть, дальше нужны кнопки под этим сообщением. Если вы его исправили, пришлите весь текст ещё раз: узнаю и заменю.
broadcasts-stale = Та кнопка от другого вопроса. Сейчас вопрос такой:

broadcasts-text-taken = { $n ->
    [one] Текст есть, { $n } знак: «{ $text }»
    [few] Текст есть, { $n } знака: «{ $text }»
   *[other] Текст есть, { $n } знаков: «{ $text }»
}
broadcasts-no-words = Слов пока нет. Их можно прислать прямо сейчас.
broadcasts-ask-whom = <b>Кому отправить?</b>
broadcasts-to-all = Всем
broadcasts-to-mentors = Наставникам
broadcasts-to-lists = Мои списки
broadcasts-to-event = По встрече…
broadcasts-to-other = Выбрать иначе…
broadcasts-to-category = Категория…
broadcasts-to-unit = Команда…
broadcasts-of-mentors = Наставники
broadcasts-to-new = Новички
broadcasts-to-reached = Кто получил рассылку…
broadcasts-to-unread = Кто не отметил «Прочитано»…
broadcasts-to-subject = Предмет…
broadcasts-to-workplace = Место работы…
broadcasts-to-coming = Кто придёт
broadcasts-to-silent = Кто не ответил
broadcasts-to-undecided = Кто пока думает
broadcasts-to-declined = Кто не придёт
broadcasts-to-came = Кто отвечал «приду»
broadcasts-to-missed = Все остальные
broadcasts-ask-and = Кому именно из них? Останутся те, кто подходит и под это условие.
broadcasts-ask-except = Кому не отправлять?
broadcasts-ask-list = Какому списку?
broadcasts-ask-category = Какая категория?
broadcasts-ask-unit = Какая команда?
broadcasts-ask-event = Какая встреча?
broadcasts-ask-answer = Кто из них? Кто пришёл на самом деле, я не знаю: сужу по ответам.
broadcasts-ask-subject = Какой предмет?
broadcasts-ask-workplace = Где работают или учатся?
broadcasts-ask-reached = Кто получил какую рассылку?
broadcasts-ask-unread = Кто не отметил «Прочитано» под какой рассылкой?
broadcasts-shelf-empty = Здесь пока не из чего выбирать.
broadcasts-so-far = Кому: { $whom }.
broadcasts-meant = { $n ->
    [one] Это <b>{ $n } человек</b>.
    [few] Это <b>{ $n } человека</b>.
   *[other] Это <b>{ $n } человек</b>.
}
broadcasts-meant-nobody = Таких людей сейчас нет.
broadcasts-and = И ещё условие
broadcasts-except = Кроме…
broadcasts-whom-anew = Выбрать других
broadcasts-list-keep = Запомнить список
broadcasts-list-drop = Удалить список
broadcasts-list-named = <b>Список «{ $name }»</b>
broadcasts-list-kept = Запомнила: теперь этот список есть в «Моих списках».
broadcasts-ask-drop = <b>Удалить список «{ $name }»?</b> Вернуть его будет нельзя. Рассылки, которые по нему ушли, останутся.
broadcasts-drop-yes = Да, удалить
broadcasts-list-dropped = Список удалён, рассылки остались
broadcasts-ask-name = Как назвать этот список? До { $limit } знаков. Люди в нём каждый раз считаются заново.
broadcasts-name-unfit = Название должно быть короче, но не пустым. Напишите, пожалуйста, ещё раз.
broadcasts-name-taken = Список «{ $name }» уже есть. Назовите, пожалуйста, иначе.
broadcasts-event = { $day } · { $title }
broadcasts-whom-all = всем участникам
broadcasts-whom-mentors = наставникам
broadcasts-whom-new = тем, кто с нами меньше { $days } дней
broadcasts-whom-unit = команде «{ $title }»
broadcasts-whom-subject = тем, чей предмет – «{ $name }»
broadcasts-whom-workplace = тем, чьё место работы – «{ $name }»
broadcasts-whom-came = тем, кто отвечал «приду» на «{ $title }»
broadcasts-whom-missed = тем, кто не отвечал «приду» на «{ $title }»
broadcasts-whom-undecided = тем, кто пока думает о «{ $title }»
broadcasts-whom-declined = тем, кто не придёт на «{ $title }»
broadcasts-whom-reached = тем, кто получил «{ $text }»
broadcasts-whom-unread = тем, кто получил «{ $text }» и не отметил «Прочитано»
broadcasts-whom-and = { $whom }, из них – { $part }
broadcasts-whom-not = { $whom }, но не { $part }
broadcasts-whom-nor = { $whom } и не { $part }
broadcasts-whom-category = категории «{ $title }»
broadcasts-whom-coming = тем, кто придёт на «{ $title }»
broadcasts-whom-silent = тем, кто не ответил на «{ $title }»
broadcasts-nobody-there = Сейчас отправлять некому: { $whom } – таких людей пока нет. Выберите, пожалуйста, других.
broadcasts-nobody-wants = { $n ->
    [one] Сейчас отправлять некому: { $n } человек отказался от новостей сообщества. Выберите, пожалуйста, других.
   *[other] Сейчас отправлять некому: { $n } человек отказались от новостей сообщества. Выберите, пожалуйста, других.
}

broadcasts-preview = Сообщение выше – такое, каким его увидят.
broadcasts-preview-stale = Та кнопка осталась от прежнего вида письма: по ней ничего не ушло и не изменилось.
broadcasts-will-get = { $n ->
    [one] Получит <b>{ $n } человек</b>
    [few] Получат <b>{ $n } человека</b>
   *[other] Получат <b>{ $n } человек</b>
}
broadcasts-cannot-get = { $n ->
    [one] Недоступен { $n }: закрыл чат с ботом
   *[other] Недоступны { $n }: закрыли чат с ботом
}
broadcasts-asleep-morning = { $n ->
    [one] Из них ночь у { $n }: получит утром, в 8:30 по своим часам.
   *[other] Из них ночь у { $n }: получат утром, в 8:30 по своим часам.
}
broadcasts-asleep-silent = { $n ->
    [one] Из них ночь у { $n }: получит сразу, без звука.
   *[other] Из них ночь у { $n }: получат сразу, без звука.
}
broadcasts-ask-night = <b>Сейчас ночь</b> у { $n } из { $all }. Подождать до утра?
broadcasts-night-wait = Утром, в 8:30
broadcasts-night-wait-some = Им – утром, остальным сейчас
broadcasts-night-silent = Отправить и ночью, без звука
broadcasts-do-not-want = { $n ->
    [one] Отказался от новостей { $n }
   *[other] Отказались от новостей { $n }
}
broadcasts-today = { $n ->
    [one] Сегодня здесь уже есть { $n } рассылка. Чаще раза в день читают неохотно.
    [few] Сегодня здесь уже { $n } рассылки. Чаще раза в день читают неохотно.
   *[other] Сегодня здесь уже { $n } рассылок. Чаще раза в день читают неохотно.
}
broadcasts-that-day = { $n ->
    [one] На этот день, { $day }, здесь уже есть { $n } рассылка. Чаще раза в день читают неохотно.
    [few] На этот день, { $day }, здесь уже { $n } рассылки. Чаще раза в день читают неохотно.
   *[other] На этот день, { $day }, здесь уже { $n } рассылок. Чаще раза в день читают неохотно.
}
broadcasts-send-now = Отправить сейчас
broadcasts-send-later = Отправить позже
broadcasts-edit-text = Изменить текст
broadcasts-edit-whom = Изменить, кому
broadcasts-try = Прислать себе
broadcasts-tried = Прислала вам, как получат все
broadcasts-taken = { $state ->
    [scheduled] Эту рассылку уже запланировал другой координатор, а ваш вариант остался черновиком.
    [late] Эту рассылку уже запланировал другой координатор, а ваш вариант остался черновиком.
   *[other] Эту рассылку уже начал другой координатор, а ваш вариант остался черновиком.
}
broadcasts-apart = Сделать отдельной рассылкой

broadcasts-ask-when = Когда отправить? Напишите, например: «завтра в 16», «15.10 9:30», «через 2 часа». Время – { $city }.
broadcasts-when-choose = Выберите время или напишите иначе.
broadcasts-when-confirm = Отправить <b>{ $at }</b>? Если нет – напишите другое время.
broadcasts-schedule = Запланировать
broadcasts-by-own = По времени каждого
broadcasts-by-community = По времени сообщества
broadcasts-at-night-too = И ночью, без звука
broadcasts-not-at-night = Ночью подождать до утра
broadcasts-when-own = Время будет у каждого своё: кто указал в настройках свой город, получит по его часам.
broadcasts-own = В { $time } у каждого по его часам.
broadcasts-own-spread = В { $time } у каждого по его часам: первые получат { $first }, последние – { $last } ({ $city }).
broadcasts-missed = У { $n } это время уже прошло: получат сразу.
broadcasts-when-sure = Время: { $at }

broadcasts-begun = Рассылка началась. Как она идёт, видно в сообщении ниже.
broadcasts-begun-already = Рассылка уже началась. Как она идёт, видно ниже
broadcasts-is-scheduled = Запланировано
broadcasts-is-withdrawn = Отправка отменена
broadcasts-is-paused = Пауза
broadcasts-is-resumed = Продолжаем
broadcasts-is-stopped = Остановлено
broadcasts-is-again = Отправляю ещё раз
broadcasts-taken-off = Снято с отправки: теперь это черновик, сам он не уйдёт.
broadcasts-as-it-is = Вот как сейчас

broadcasts-about =
    Кому: { $whom }
    «{ $text }»
broadcasts-scheduled = <b>Рассылка ждёт</b>
    Уйдёт { $at }
broadcasts-late = <b>Рассылка опоздала и ждёт вашего решения</b>
    Должна была уйти { $at }, но бот в это время не работал.
broadcasts-ask-late = Рассылка должна была уйти { $at }, сейчас { $now } ({ $city }): бот в это время не работал. Отправить?
broadcasts-late-text = «{ $text }»
broadcasts-reschedule = Назначить время
broadcasts-do-not-send = Не отправлять
broadcasts-withdrawn = <b>Отправка отменена.</b> Никому ничего не ушло.
broadcasts-barred = <b>Рассылка не отправлена:</b> когда пришло её время, автор уже не был координатором.
broadcasts-sending = <b>Рассылка идёт</b>
broadcasts-paused = <b>Рассылка на паузе</b>
broadcasts-stopping = { $n ->
    [one] <b>Останавливаю.</b> Ещё { $n } сообщение было в пути, жду, чем кончится.
    [few] <b>Останавливаю.</b> Ещё { $n } сообщения были в пути, жду, чем кончится.
   *[other] <b>Останавливаю.</b> Ещё { $n } сообщений были в пути, жду, чем кончится.
}
broadcasts-stopped = <b>Рассылка остановлена</b>
broadcasts-done = <b>Рассылка закончена</b>
broadcasts-progress = Отправлено { $sent } из { $all }
broadcasts-progress-blocked = { $numbers } · недоступны { $n }
broadcasts-progress-unclear = Не дошло или неясно: { $n }
broadcasts-outlook = Закончится около { $at } ({ $city })
broadcasts-outlook-soon = Закончится меньше чем через минуту
broadcasts-outlook-later = Остальные ждут своего часа, последние получат { $at } ({ $city })
broadcasts-outlook-paused = { $n ->
    [one] Ещё { $number } человек ждёт: ничего не уйдёт, пока вы не продолжите
    [few] Ещё { $number } человека ждут: ничего не уйдёт, пока вы не продолжите
   *[many] Ещё { $number } человек ждут: ничего не уйдёт, пока вы не продолжите
}
broadcasts-digest-left = Дайджест недели ушёл: { $sent } из { $all }.
broadcasts-at = в { $time }
broadcasts-nobody = Получателей не нашлось: таких людей сейчас нет.
broadcasts-delivered = Доставлено <b>{ $n } из { $all }</b>
broadcasts-report-blocked = Недоступны: { $n }. Эти люди закрыли чат с ботом; важное им можно передать лично.
broadcasts-report-refused = Не принято: { $n }. Мессенджер отказался доставить.
broadcasts-report-unknown = Неизвестно: { $n }. Связь оборвалась в миг отправки, и дошло ли, узнать нельзя; само собой второй раз ничего не уйдёт.
broadcasts-report-skipped = Не отправлялось: { $n } – рассылку остановили раньше.
broadcasts-report-left = Не отправлялось: { $n } – вышли из сообщества или отказались от рассылок.
broadcasts-report-read = Отметили «Прочитано»: <b>{ $n }</b>

broadcasts-still-paused = { $n ->
    [one] Рассылка «{ $text }» всё ещё на паузе: её ждёт { $n } человек. Сама она не продолжится.
    [few] Рассылка «{ $text }» всё ещё на паузе: её ждут { $n } человека. Сама она не продолжится.
   *[other] Рассылка «{ $text }» всё ещё на паузе: её ждут { $n } человек. Сама она не продолжится.
}
broadcasts-pause = Пауза
broadcasts-resume = Продолжить
broadcasts-stop = Остановить
broadcasts-refresh = Обновить
broadcasts-show-text = Показать текст
broadcasts-edit = Изменить
broadcasts-withdraw = Отменить отправку
broadcasts-look = Посмотреть
broadcasts-again = Дослать им: { $n }
broadcasts-correct = Написать получившим
broadcasts-remind = Написать тем, кто не отметил
broadcasts-ask-stop = <b>Остановить рассылку?</b>
    Уже отправлено: { $sent }. Не отправлено: { $left }, им она не придёт.
broadcasts-stop-yes = Да, остановить
broadcasts-stop-no = Нет, пусть идёт
broadcasts-stop-no-waits = Нет, пусть подождёт
broadcasts-goes-on-above = Хорошо, рассылка идёт дальше. Как она идёт, видно выше, в её сообщении.
broadcasts-waits-above = Хорошо, рассылка подождёт. Продолжить её можно выше, в её сообщении.
broadcasts-stopped-above = Рассылка остановлена. Итог – выше, в её сообщении.
broadcasts-ask-again = { $n ->
    [one] Про <b>{ $n } человека</b> неизвестно, дошло ли до него. Отправить ещё раз? Может оказаться, что он получит текст дважды.
   *[other] Про <b>{ $n } человек</b> неизвестно, дошло ли до них. Отправить ещё раз? Может оказаться, что кто-то получит текст дважды.
}
broadcasts-again-yes = Да, дослать
broadcasts-again-no = Нет, не нужно
broadcasts-again-above = Отправляю ещё раз. Как идёт, видно выше, в сообщении рассылки.

broadcasts-barred-author = Рассылка «{ $text }» не отправлена: сейчас вы не координатор этого сообщества. Текст сохранён, его может отправить другой координатор.
broadcasts-barred-others = Рассылка «{ $text }» была назначена на это время, но не отправлена: её автор больше не координатор. Её можно поправить и отправить от вас.
broadcasts-orphaned = Рассылка не дошла до конца: её автор удалил свои данные, и текст вместе с ними.

broadcasts-read = Прочитано
broadcasts-read-thanks = Спасибо
broadcasts-read-trial = Это проба: под настоящей рассылкой эта кнопка посчитает прочитавших.
broadcasts-wishes-door = Настроить рассылки
broadcasts-wishes = <b>Что присылать из { $community }</b>
broadcasts-wish = { $kind ->
    [digest] Дайджест недели
   *[news] Новости сообщества
}: { $on ->
    [yes] присылаю
   *[no] не присылаю
}
broadcasts-wishes-rest = Ответы на ваши вопросы и напоминания о встречах, на которые вы идёте, приходят всегда.
broadcasts-opt-out = { $kind ->
    [digest] Не получать дайджесты
   *[news] Не получать новости
}
broadcasts-opt-in = { $kind ->
    [digest] Снова получать дайджесты
   *[news] Снова получать новости
}
broadcasts-opted-out = Хорошо, больше не присылаю
broadcasts-opted-in = Снова присылаю
broadcasts-no-wishes = Рассылки получают участники сообщества. Сейчас вы не участник, и мне нечего вам присылать.

broadcasts-report-about = «{ $text }»
broadcasts-lasted = Шла с { $from } до { $to } ({ $city })

broadcasts-digest-door = Дайджест недели
broadcasts-digest = <b>Дайджест недели · { $community }</b>
    Раз в неделю бот сам пишет участникам, что будет в ближайшие семь дней. Если в плане пусто, ничего не уйдёт. От дайджеста каждый может отказаться.
broadcasts-digest-day = { $day ->
    [1] по понедельникам
    [2] по вторникам
    [3] по средам
    [4] по четвергам
    [5] по пятницам
    [6] по субботам
   *[7] по воскресеньям
}
broadcasts-digest-on = <b>Включён:</b> { $day }, { $time }.
    Следующий – { $next }
broadcasts-digest-off = <b>Выключен.</b> Если включить, будет приходить { $day }, { $time }.
broadcasts-digest-waits = Выбранное время – { $day }, { $time } – ночное, а ночью я никого не бужу: дайджест ждёт утра.
broadcasts-digest-turn-on = Включить
broadcasts-digest-turn-off = Выключить
broadcasts-digest-when = День и час
broadcasts-digest-show = Показать, что уйдёт
broadcasts-digest-is-on = Дайджест включён
broadcasts-digest-is-tuned = День и час изменены
broadcasts-digest-still-off = Запомнила. Дайджест пока выключен
broadcasts-digest-is-off = Дайджест выключен
broadcasts-digest-empty = На ближайшие семь дней в плане пусто: такой дайджест не уйдёт
broadcasts-ask-digest = По каким дням и в котором часу присылать? Напишите, например: «понедельник 9:00». Время – { $city }.
broadcasts-digest-choice = { $day }, { $time }
broadcasts-digest-at-night = { $time } – это ночь: такой дайджест подождёт и придёт утром, в 8:30. Если лучше другой час, напишите его.
broadcasts-digest-sure = Тогда нажмите, пожалуйста, на это время ниже.
broadcasts-digest-head = <b>В ближайшие семь дней</b>
broadcasts-digest-event = <b>{ $when }</b>
    { $title }
broadcasts-digest-event-at = <b>{ $when }</b>
    { $title }
    { $place }
broadcasts-digest-more = …и ещё в плане: { $n }
broadcasts-digest-foot = Время – { $city }. Ответить, придёте ли, можно здесь: /plan
broadcasts-digest-orphaned-author = Дайджест недели в сообществе { $community } выключен: сейчас вы не координатор.
broadcasts-digest-orphaned = Дайджест недели в сообществе { $community } выключен: тот, кто его включил, больше не координатор. Включить его можете вы.
