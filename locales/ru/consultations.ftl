consultations-title = <b>Вопрос №{ $id }</b> · { $topic }
consultations-button = №{ $id } · { $topic }
consultations-button-with = №{ $id } · { $name }
consultations-urgency = { $word ->
    [tomorrow] К завтрашнему уроку
    [week] На этой неделе
   *[calm] Не спешу
}
consultations-when = Нужен ответ: { $word ->
    [tomorrow] к завтрашнему уроку
    [week] на этой неделе
   *[calm] не срочно
}
consultations-sent-at = Задан: { $when }
consultations-coordinator = координатор
consultations-some-mentor = наставник
consultations-status = { $stage ->
    [requested] ищем наставника
    [offered] ждём ответа наставников
    [escalated] пока никто не взял
    [accepted] наставник найден
    [in_dialogue] идёт переписка
    [held] ждёт оценки
    [rated] закрыт
    [closed] закрыт
   *[withdrawn] отозван
}
consultations-status-line = Сейчас: { $status }
consultations-answers = Отвечает: { $name }
consultations-rating = Оценка: { $word ->
    [helped] помогло
    [partly] помогло частично
   *[no] не помогло
}
consultations-unanswered = Ответа не нашлось.
consultations-forgotten = Текст удалён: прошло полгода.

consultations-greetings = здравствуйте здравствуй привет приветствую добрый доброе доброго день дня вечер утро спасибо большое благодарю пожалуйста ок хорошо понятно
consultations-off = В этом сообществе вопросы наставникам не включены.
consultations-members-ask = Вопросы наставникам задают участники сообщества.
consultations-ask = <b>Вопрос наставнику</b>
consultations-ask-clause = Основание: п. { $clause } Положения.
consultations-ask-note = В Положении это «{ $note }», п. { $clause }.
consultations-ask-online = Отвечают в переписке, онлайн.
consultations-ask-topic = О чём вопрос?
consultations-ask-loose = Похоже на вопрос наставнику. Тема?
consultations-no-question = Нет, просто так
consultations-more-topics = Другие темы
consultations-ask-urgency = Когда нужен ответ?
consultations-no-surnames = Фамилий детей и родителей не называйте.
consultations-ask-text = Опишите всё одним сообщением.
consultations-ask-text-who = Вопрос увидят наставники этой темы. Если никто не возьмёт, вопрос увидит { $coordinator }, чтобы он не потерялся.
consultations-ask-text-new = Сейчас он такой. Пришлите новый текст, он заменит прежний.
consultations-ask-name = Показывать ваше имя? Наставники увидят: { $name }. Телефон и аккаунт не увидит никто.
consultations-name-yes = Да, показать
consultations-name-no = Без имени
consultations-preview = <b>Проверьте перед отправкой</b>
consultations-preview-topic = Тема: { $topic }
consultations-preview-name = Имя увидят: { $name }
consultations-preview-no-name = Без имени
consultations-preview-who = Если никто не возьмёт, вопрос увидит { $coordinator }.
consultations-send = Отправить
consultations-change = Изменить
consultations-ask-change = Что изменить?
consultations-change-point = { $point ->
    [topic] Тему
    [urgency] Срок
    [text] Текст
   *[name] Имя
}
consultations-text-empty = Здесь пусто. Напишите, пожалуйста, хотя бы пару слов.
consultations-text-long = Текст длиннее, чем помещается: { $length } из { $most } знаков. Сократите, пожалуйста: подробности можно рассказать потом.
consultations-text-kept = Дописано к новому вопросу, он ещё не отправлен. Теперь выберите, пожалуйста, кнопкой.
consultations-text-added = Дописано к вашему неотправленному вопросу.
consultations-just-so = Хорошо, вопрос не отправлен.

consultations-already-sent = Этот вопрос уже отправлен.
consultations-sent = { $n ->
    [one] Вопрос отправлен, его получил { $n } наставник. Напишу, как только он ответит.
    [few] Вопрос отправлен, его получили { $n } наставника. Напишу, как только кто-то возьмётся.
   *[other] Вопрос отправлен, его получили { $n } наставников. Напишу, как только кто-то возьмётся.
}
consultations-evening = Сейчас вечер. Кто-то может ответить и сегодня, но скорее утром.
consultations-night = В такой час многие спят. Кто-то может ответить и сейчас, но скорее после восьми.
consultations-asked-more = { $n ->
    [1] Спрашиваю ещё одного наставника.
    [one] Спрашиваю ещё { $n } наставника.
    [few] Спрашиваю ещё { $n } наставников.
   *[other] Спрашиваю ещё { $n } наставников.
}
consultations-waiting-more = Ждём ещё тех, кого уже спросили.
consultations-with-heads = Свободных наставников по этой теме сейчас нет. Теперь вопрос видит { $coordinator }.
consultations-with-nobody = Свободных наставников по этой теме сейчас нет, и передать вопрос пока некому. Он сохранён: можно спросить ещё раз через день-два.
consultations-news-none-yet = Пока никто не взял вопрос.
consultations-news-escalated = Пока никто не взял вопрос, передала дальше: теперь его видит { $coordinator }.
consultations-news-taken = Вашим вопросом занимается { $name }. Пишите прямо сюда, я передам.
consultations-news-still = Ответа всё ещё нет, напомнила о нём: вопрос видит { $coordinator }. Можно спросить наставников ещё раз или отозвать вопрос.
consultations-news-still-nobody = Ответа всё ещё нет, и передать вопрос по-прежнему некому. Можно спросить наставников ещё раз или отозвать вопрос.
consultations-news-unanswered = Ответить так никто и не смог, извините. Закрываю вопрос, чтобы не обещать зря. Спросить ещё раз можно в любой день.
consultations-news-returned = { $name } не может продолжить, так бывает.
consultations-news-silent = Наставник молчит уже четыре дня, координаторы об этом знают. Можно подождать или спросить другого.
consultations-news-silent-alone = Наставник молчит уже четыре дня. Можно подождать или спросить другого.
consultations-news-vanished = Наставник так и не ответил, извините.
consultations-news-reoffered = Предлагаем ваш вопрос другим коллегам.

consultations-by-name = Спрашивает { $name }
consultations-by-nobody = Спрашивают без имени
consultations-offer-hint = Отвечать можно здесь же: аккаунт и телефон никто не увидит.
consultations-offer-direct = Этот вопрос предлагает вам { $coordinator }.
consultations-take = Возьму
consultations-take-after-all = Всё-таки возьму
consultations-decline = Не смогу
consultations-gone = Спасибо, коллега уже ответил.
consultations-late = Коллега успел раньше, спасибо!
consultations-not-mentor = Вопросы берут наставники. Если вы хотите им стать, напишите координатору.
consultations-declined = Хорошо, спасибо, что ответили. Передам дальше.
consultations-not-needed = Отвечать больше не нужно. Спасибо, что были готовы помочь!
consultations-yours = Вопрос ваш. Напишите ответ прямо сюда, я передам. Аккаунт и телефон никто не увидит.
consultations-elsewhere = Сейчас этот вопрос не у вас.
consultations-changed = Уже по-другому. Вот как сейчас.

consultations-from-mentor = <b>Вопрос №{ $id }</b> · отвечает { $name }
consultations-from-asker = <b>Вопрос №{ $id }</b> · пишет { $name }
consultations-from-nobody = <b>Вопрос №{ $id }</b> · без имени
consultations-media = { $kind ->
    [voice] Голосовое сообщение ниже. Если не загружается, попросите написать словами.
    [photo] Фото ниже.
   *[document] Файл ниже.
}
consultations-passed = Передано: вопрос №{ $id }
consultations-passed-to = Передано: вопрос №{ $id }, { $name }
consultations-photo-hint = На фото не должно быть фамилий и лиц детей.
consultations-other-question = Другой вопрос
consultations-reply = Ответить
consultations-write = Написать
consultations-close = Закрыть вопрос
consultations-no-contact = Телефоны не передаю: ни ваш, ни чужой. Напишите, пожалуйста, словами.
consultations-no-other = Такое передать не могу. Можно текст, голосовое, фото или файл.
consultations-focus = Вопрос №{ $id }: пришлите текст, голосовое, фото или файл, передам.
consultations-which = { $n ->
    [1] К какому вопросу это? Открыт один.
   *[other] У вас несколько открытых вопросов. К какому это?
}
consultations-which-all = { $n ->
    [one] Ждёт { $n } сообщение, передам вместе.
    [few] Ждут { $n } сообщения, передам все вместе.
   *[other] Ждут { $n } сообщений, передам все вместе.
}
consultations-which-closed = Вопрос №{ $id } уже закрыт, ваши слова не переданы.
consultations-words-gone = Тех слов здесь уже нет: они переданы или ждали дольше часа. Если не переданы, пришлите ещё раз.
consultations-words-nobody = Вопрос №{ $id } уже закрыт, ваши слова никому не переданы.
consultations-to-nobody = Никому не передавать
consultations-to-nobody-done = Хорошо, никому не передаю.
consultations-to-nobody-late = Здесь уже ничего не ждёт: то, что вы писали, передано или больше не хранится.
consultations-asker-away = Сообщение не передано: автор вопроса сейчас недоступен. Попробуйте позже.
consultations-mentor-away = Сообщение не передано: наставник больше не на связи.

consultations-close-how = Как закрыть?
consultations-solved = Вопрос решён
consultations-give-up = Не могу продолжать
consultations-rate = { $word ->
    [helped] Помогло
    [partly] Частично
   *[no] Нет
}
consultations-go-on = Продолжить разговор
consultations-held-asker = Вопрос закрыт. Помогло?
consultations-held-mentor = { $name } считает, что вопрос решён. Помогло?
consultations-held-answer = Это ответ. Помогло?
consultations-held-silence = Переписка затихла. Вопрос решён? Помогло?
consultations-held-written = Вопрос закрыт, поэтому это сообщение не передано. Если разговор не закончен, нажмите «Продолжить разговор» и пришлите его ещё раз. А если ответ был – скажите, помог ли он.
consultations-rate-reminder = Напомню один раз: ответ помог? Одно нажатие, и наставник узнает, что помогал не зря.
consultations-told-solved = Вопрос закрыт, автор больше ничего не спрашивает. Спасибо за помощь!
consultations-told-held = Хорошо, спрашиваю автора, помогло ли. Спасибо вам!
consultations-told-silence = Переписка затихла, закрываю вопрос. Спасибо за помощь!
consultations-told-go-on = Автор хочет продолжить разговор. Можно писать сюда.
consultations-go-on-done = Хорошо, продолжаем. Пишите прямо сюда, я передам.
consultations-gave-up = Хорошо, передам другим коллегам. Спасибо за помощь!
consultations-taken-back = Вопрос передан другим коллегам. Спасибо, что брались!
consultations-told-rating = { $word ->
    [helped] Ответ помог. Спасибо вам!
   *[partly] Ответ частично помог. Спасибо вам!
}
consultations-rated = Спасибо! Хотите сказать наставнику пару слов? Напишите, сразу передам.
consultations-no-words = Без слов
consultations-rated-done = Спасибо, что ответили!
consultations-thanks = <b>Вопрос №{ $id }</b> · вам спасибо
consultations-thanked = Ваши слова переданы.
consultations-sorry = Жаль, что не помогло. Спросить другого?
consultations-ask-other = Спросить другого
consultations-ask-again = Спросить ещё раз
consultations-enough = Нет, спасибо
consultations-withdraw = Уже не нужно
consultations-withdraw-sure = Отозвать вопрос? Отвечать на него больше не будут.
consultations-withdraw-yes = Да, отозвать
consultations-withdrawn = Вопрос отозван.
consultations-show-name = Показать моё имя
consultations-name-shown = Теперь ваше имя видно.
consultations-name-told = Автор вопроса теперь пишет под именем: { $name }.
consultations-new = Задать новый вопрос

consultations-alert = Сейчас этот вопрос никто из наставников не ведёт. Автор знает, что теперь вы его видите.
consultations-self = Беру на себя
consultations-assign = Поручить наставнику
consultations-answer = Закрыть с ответом
consultations-alert-again = Вопрос всё ещё ждёт. Загляните, пожалуйста.
consultations-show = Открыть
consultations-settled = Вопрос больше не ждёт вас.
consultations-settled-by = Вопрос больше не ждёт вас: им занимается { $name }.
consultations-stuck = Автор ждёт четвёртый день, наставник молчит. Переписку видят только её участники, но вопрос можно предложить другим.
consultations-reoffer = Предложить другим
consultations-reoffered = Вопрос предложен другим.
consultations-private = Текст и переписку видят только автор и тот, кто отвечает.
consultations-heads-only = Это раздел координатора.
consultations-assign-ask = Кому поручить?
consultations-assign-none = Других наставников по этой теме нет. Дать статус наставника можно в разделе «Участники».
consultations-assigned = Предложено: { $name }. Если будет отказ или молчание, вопрос вернётся к вам.
consultations-answer-ask = Напишите ответ одним сообщением: передам его и спрошу, помогло ли.
consultations-answer-kept = Вопрос уже не ждёт ответа, поэтому ваш текст не отправлен.
consultations-answered = Ответ передан. Спасибо!
consultations-nudge = Автор ждёт ответа третий день. Напишите пару слов или верните вопрос, это не страшно.

consultations-open = <b>Вопросы · { $community }</b>
consultations-open-none = Без ответа ничего не осталось.
consultations-open-hint = Видны тема, время и состояние. Текст виден, только если вопрос никто не взял.
consultations-open-line = №{ $id } · { $topic } · { $status } · с { $when }
consultations-open-stuck = №{ $id } · { $topic } · наставник молчит · с { $when }
consultations-mine = <b>Мои вопросы</b>
consultations-mine-none = Вопросов пока не было.
consultations-mine-asked = №{ $id } · { $topic } · { $status }
consultations-mine-mentor = №{ $id } · { $topic } · отвечаете вы · { $status }
consultations-mine-focus = Сейчас то, что пришлёте, уйдёт по вопросу №{ $id }.
consultations-offers = <b>Вопросы ждут вас</b>
consultations-offers-none = Сейчас ничего не ждёт. Новый вопрос придёт сюда сообщением.
consultations-offers-line = №{ $id } · { $topic } · { $word ->
    [tomorrow] к завтрашнему уроку
    [week] на этой неделе
   *[calm] не срочно
} · с { $when }
consultations-next = Дальше
consultations-brief = <b>Вопросы</b>
consultations-brief-none = Открытых вопросов нет.
consultations-brief-more = { $n ->
    [one] И ещё { $n } вопрос.
    [few] И ещё { $n } вопроса.
   *[other] И ещё { $n } вопросов.
}
# Beginnings of a typed refusal to show one’s name.
consultations-name-refusals = не без
