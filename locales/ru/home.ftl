home-command-start = Главная
home-command-plan = План: что впереди
home-command-ask = Спросить наставника
home-command-my = Мои записи и вопросы
home-command-manage = Управление для координатора
home-command-profile = Мой профиль
home-command-regulation = Положение
home-command-settings = Язык и время
home-command-privacy = Мои данные
home-command-leave = Выйти из сообщества
home-command-cancel = Остановить начатое
home-command-help = Что умеет бот

home-hello = Здравствуйте!
home-hello-name = Здравствуйте, { $name }!
home-here = Вы в сообществе <b>{ $community }</b>. Чем помочь?
home-plan = План
home-ask = Спросить наставника
home-my = Мои записи
home-profile = Профиль
home-manage = Управление
home-communities = Сообщества
home-settings = Язык и время
home-privacy = Мои данные
home-help-button = Что я умею

home-help =
    <b>Что здесь можно</b>
    /plan – что впереди; в карточке отвечают «Приду», «Пока думаю», «Не смогу»
    /ask – задать вопрос наставнику, можно без имени
    /my – ваши записи и вопросы
    /regulation – Положение сообщества
    /profile – ваш профиль
    /settings – язык и время
    /privacy – какие данные хранятся, скачать или удалить
    /leave – выйти из сообщества
    /cancel – остановить начатое, черновик сохранится
home-help-coordinator = /manage – создать событие, написать рассылку, принять участников

home-mine = <b>Ваше</b>
home-offers = Вопросы ждут: { $n }
home-my-answers = Мои записи
home-my-questions = Мои вопросы

home-manage-title = <b>Управление · { $community }</b>
home-manage-waiting = { $n ->
    [one] Ждёт вас { $n } заявка.
    [few] Ждут вас { $n } заявки.
   *[other] Ждут вас { $n } заявок.
}
home-manage-unanswered = { $n ->
    [one] Без ответа { $n } вопрос.
    [few] Без ответа { $n } вопроса.
   *[other] Без ответа { $n } вопросов.
}
home-manage-new = Создать: { $what }
home-manage-broadcasts = Рассылки
home-manage-people = Участники
home-manage-questions = Вопросы
home-not-yours = Это раздел координатора. Если вы координатор, откройте ссылку-приглашение от владельца бота.

home-cancelled = Хорошо, остановились. Начатое сохранено, можно вернуться позже.
home-stopped = Хорошо, остановились.
home-nothing-to-cancel = Сейчас ничего не начато.
home-dead-link = Эта ссылка уже не работает. Попросите новую у того, кто её прислал.
home-stale = Эта кнопка устарела. Вот как сейчас.
home-discarded = Черновик удалён.
home-unprompted = Не поняла, что с этим сделать. Если это вопрос наставнику, нажмите «Спросить наставника».
home-unprompted-visitor = Не поняла, что с этим сделать. Начните с главной: там видно, какие есть сообщества и как вступить.
home-unprompted-draft = Не поняла, к чему это. Если к тому, что вы начали, нажмите «Продолжить» и пришлите ещё раз.
home-instead = Если это к тому, что вы начали, нажмите «Продолжить» и пришлите ещё раз.
home-edited = Вижу, что вы исправили сообщение. Исправленное я не перечитываю: пришлите его ещё раз.
home-unknown-command = Такой команды нет. Все команды – в /help.
home-in-group = В группе я о личном не говорю. Напишите мне в личные сообщения.
home-in-group-open = Открыть чат с ботом
home-in-group-press = Откройте, пожалуйста, личный чат с ботом.

home-draft = { $slice ->
    [me] анкета
    [ev] событие
    [co] вопрос
    [br] рассылка
    [pe] ваш город
   *[other] начатое
}
home-draft-first = У вас уже есть черновик: { $draft }. Продолжить его или удалить и начать заново?
home-draft-go-on = Продолжить черновик
home-draft-delete = Удалить черновик
home-draft-button = Продолжить: { $draft }

home-description = Круг помогает профессиональным сообществам педагогов: показывает план встреч, записывает, напоминает, передаёт вопросы наставникам. Участие добровольное и бесплатное.
home-short-description = Помощник профессиональных сообществ педагогов и наставников
