membership-more = Дальше ({ $page } из { $of })
membership-join = Вступить
membership-join-on = Продолжить вступление
membership-regulation = Положение
membership-others = Другие сообщества
membership-see-plan = Посмотреть план
membership-not-now = Не сейчас
membership-leave = Выйти из сообщества

membership-front =
    Здравствуйте! Это помощник сообществ молодых педагогов и наставников: зовёт на встречи, передаёт вопросы наставникам и помогает координаторам.

    Участие добровольное и бесплатное. Выберите сообщество – посмотреть можно без регистрации.
membership-communities = <b>Сообщества</b>
membership-list-here = { $name } · сейчас
membership-list-member = { $name } · вы внутри
membership-list-here-member = { $name } · сейчас, вы внутри
membership-now-here = Сейчас: { $community }
membership-not-served = Этого сообщества здесь больше нет.

membership-card =
    <b>{ $name }</b>

    { $about }
membership-card-body = Координирует: { $body }.
membership-card-member = Вы в этом сообществе.
membership-card-waiting = Ваша заявка ждёт ответа. Как только ответят, напишу.
membership-card-rejected = Прошлую заявку не приняли. Можно подать ещё раз.
membership-card-left = Вы вышли из этого сообщества. Вернуться можно в любой момент.

membership-regulation-title = <b>{ $title }</b>
membership-regulation-act = Утверждено: { $act }
membership-regulation-number = от { $date } № { $number }
membership-regulation-date = от { $date }
membership-regulation-choose = Какой раздел открыть?
membership-regulation-empty = Текста Положения у меня пока нет. Спросите его у координатора.
membership-section-first = <b>Положение</b> · { $community }
membership-section-head = <b>{ $section }</b> · Положение · { $community }
membership-section-page = Страница { $page } из { $of }
membership-read-on = Читать дальше
membership-sections = Разделы
membership-clause = п. { $number }
membership-section-number = раздел { $number }

membership-consent-why = Чтобы записать вас, мне нужно ваше согласие на обработку данных. Это полминуты чтения. Паспорт и домашний адрес не спрашиваем.
membership-consent-words =
    Согласие на обработку персональных данных. Версия { $version }

    Я даю согласие оператору – { $operator } ({ $place }) – на обработку моих данных.

    Какие данные: фамилия, имя, отчество; место работы или учёбы; предмет; кто я в сообществе; номер аккаунта в мессенджере; ответы, вопросы и материалы, которые я сам отправлю боту.

    Зачем: участие в сообществе ({ $community }): запись на мероприятия, консультации и наставничество, учёт участников и отчёты сообщества.

    Что с ними делают: собирают, записывают, хранят, уточняют, используют и удаляют с помощью компьютера. Имя, место работы и предмет видят координаторы; имя – и те, кому я отвечу или задам вопрос не без имени. Другим организациям данные не передаются. Сообщения идут через мессенджер, в котором я пишу боту.

    Сколько: пока я участник и 30 дней после выхода.

    Как отозвать: в любой момент командой /privacy, кнопка «Отозвать согласие». Данные удаляются сразу; остаётся только запись о том, когда согласие было дано и отозвано.
membership-consent-ours = <i>Это формулировка по умолчанию: её утверждает юрист оператора.</i>
membership-consent-yes = Даю согласие
membership-consented = Спасибо, записано.
membership-refused = Хорошо. План и Положение открыты и так, без регистрации. Захотите вступить – я здесь.
membership-refused-joining = Хорошо, подождём. То, что вы рассказали, сохранится 30 дней; вернуться можно кнопкой «Продолжить вступление».

membership-ask-name = Как вас зовут? Напишите фамилию, имя и, если хотите, отчество – в любом порядке.
membership-read-as = Запишу так: <b>{ $name }</b>
membership-read-parts = Фамилия – { $last }, имя – { $first }.
membership-read-swapped = Фамилия – { $last }
membership-no-patronymic = Отчества нет – можно и без него. Если хотите добавить, напишите имя целиком.
membership-right = Верно
membership-correct = Исправлю
membership-read-other = { $name }
membership-name-letters = Напишите, пожалуйста, имя и фамилию словами, без сокращений и цифр: «Смирнова Анна Сергеевна».
membership-name-one-word = Нужны и имя, и фамилия: например, «Смирнова Анна».
membership-name-no-surname = А фамилия? Напишите вместе с именем: например, «Смирнова Анна Сергеевна».
membership-name-long = Слишком много слов для имени. Напишите только фамилию, имя и отчество.
membership-ask-workplace = Где вы работаете или учитесь? Коротко: например, «школа 12, Тюмень».
membership-workplace-none = Похоже на номер, почту или ссылку. Напишите, пожалуйста, название: например, «школа 12, Тюмень».
membership-ask-category = Кто вы?
membership-ask-unit = К кому присоединитесь?
membership-later = Решу позже
membership-no-unit = Пока ни к кому
membership-no-units = Команды координатор пока не завёл. Можно вступить сейчас, а команду выбрать позже в профиле.
membership-ask-subject = Какой предмет ведёте или изучаете? Если не хотите, пропустите.
membership-skip = Пропустить
membership-told = Сейчас: { $told }
membership-keep = Оставить
membership-no-subject = Не указывать
membership-text-short = Напишите, пожалуйста, хотя бы пару букв.
membership-text-long = Получилось длинно. Уложитесь, пожалуйста, в { $most ->
    [one] { $most } символ
    [few] { $most } символа
   *[other] { $most } символов
}.
membership-press-one = Здесь удобнее кнопками: выберите одну из них.
membership-summary = Проверьте, всё ли верно. Вступаем в сообщество <b>{ $community }</b>.
membership-voluntary = Участие добровольное и бесплатное, выйти можно в любой момент.
membership-again = Заполнить заново

membership-joining-why = По Положению ({ $clause }) вступают по письменному согласию. Вот его текст:
membership-joining-why-plain = Здесь вступают по письменному согласию. Вот его текст:
membership-joining-words =
    Согласие на вступление. Версия { $version }

    Прошу считать меня членом сообщества: { $community }.

    С документом «{ $title }» ознакомлен(а), цели и задачи сообщества разделяю. Знаю, что участие добровольное и выйти можно в любое время.

    Подтверждено в боте; дата и время записываются.
membership-joining-yes = Подтверждаю

membership-applied = Заявка в сообщество <b>{ $community }</b> отправлена.
membership-applied-heard = Её смотрит { $who }, обычно это занимает день-два. Как только ответят, напишу.
membership-applied-unheard = Координатора у сообщества пока нет. Заявка сохранена: её примут, как только он появится, и я сразу напишу.
membership-welcome = Готово, { $name }! Теперь вы в сообществе <b>{ $community }</b>.
membership-welcome-plain = Готово! Теперь вы в сообществе <b>{ $community }</b>.
membership-welcome-coordinator = И вы { $word }: раздел /manage открыт для вас.
membership-welcome-waiting = { $n ->
    [one] Ждёт ответа { $n } заявка.
    [few] Ждут ответа { $n } заявки.
   *[other] Ждут ответа { $n } заявок.
}
membership-rights = <b>Что вам можно</b>
membership-duties = <b>Что от вас ждут</b>
membership-norm = • { $text } ({ $clause })
membership-norm-plain = • { $text }

membership-no-profile = Профиля пока нет: он появится, когда вы вступите в сообщество.
membership-profile = <b>Ваш профиль</b>
membership-line-name = <b>{ $name }</b>
membership-line-no-name = <b>Имя не указано</b>, № { $number }
membership-line-workplace = Работа или учёба: { $workplace }
membership-line-subject = Предмет: { $subject }
membership-line-category = Кто: { $category }
membership-line-unit = Команда: { $unit }
membership-line-since = В сообществе с { $day }
membership-line-mentor = Наставник, все темы
membership-line-mentor-of = Наставник, темы: { $topics }
membership-line-coordinator = Роль: { $word }
membership-belongs = Вы состоите в: { $names }
membership-belongs-nowhere = Вы пока нигде не состоите.
membership-here = <b>{ $community }</b>
membership-change = Изменить
membership-what-change = Что изменить?
membership-change-name = Имя
membership-change-workplace = Место работы
membership-change-subject = Предмет
membership-change-category = Кто я
membership-change-unit = Команда
membership-saved = Записано.
membership-saved-long = Записано. Спасибо!

membership-leave-ask = Выйти из сообщества <b>{ $community }</b>? Ваши записи на будущие встречи отменятся, вопросы закроются.
membership-leave-right = Выйти можно в любое время ({ $clause }), причину объяснять не нужно.
membership-leave-last = <b>Вы последний координатор.</b> Без вас некому принимать людей и объявлять встречи. Лучше сначала назначить другого: «Участники» → человек → «Сделать координатором». Если выйдете так, владелец бота и наставники об этом узнают.
membership-leave-yes = Да, выйти
membership-withdraw-ask = Отозвать заявку в сообщество <b>{ $community }</b>?
membership-withdraw-yes = Да, отозвать
membership-not-inside = Вы не состоите в сообществе { $community }, выходить не из чего.
membership-left = Вы вышли из сообщества <b>{ $community }</b>. Спасибо, что были с нами. Данные удалю через 30 дней – или сразу, если хотите.
membership-withdrawn = Заявка в сообщество <b>{ $community }</b> отозвана. То, что вы рассказали, удалю через 30 дней – или сразу, если хотите.
membership-forget = Удалить сейчас
membership-come-back = Вернуться
membership-forgotten = Готово: о вас в этом сообществе больше ничего не хранится, кроме записи о том, когда согласие было дано и отозвано.
membership-nothing-kept = Здесь уже ничего не хранится.
membership-orphaned = В сообществе <b>{ $community }</b> больше нет координатора: некому принимать участников и объявлять встречи.
membership-orphaned-owner = Новую ссылку-приглашение печатает команда <code>krug invite { $id }</code>. Назначить координатором участника можно и в /manage.

membership-not-yours = Это раздел координатора этого сообщества.
membership-people = <b>{ $community }</b>: { $n ->
    [one] { $n } участник
    [few] { $n } участника
   *[other] { $n } участников
}
membership-people-category = { $category }: { $n }
membership-people-mentors = Наставников: { $n }
membership-people-coordinators = Координаторов: { $n }
membership-people-waiting = Заявок ждёт: { $n }
membership-to-people = Участники и заявки
membership-applications = Заявки ({ $n })
membership-members = Участники
membership-units = Команды
membership-nameless = Без имени, № { $number }
membership-none-waiting = Новых заявок нет.
membership-waiting-list = <b>Заявки · { $community }</b>
membership-no-members = Участников пока нет.
membership-members-list = <b>Участники · { $community }</b> ({ $n })

membership-applicant = <b>Заявка в сообщество { $community }</b>
membership-applicant-consented = <b>Согласие на вступление в сообщество { $community }</b> дано
membership-applied-on = Подано: { $moment }
membership-still-waiting = Эта заявка всё ещё ждёт ответа.
membership-accept = Принять
membership-decline = Отклонить
membership-clarify = Уточнить
membership-to-applications = К заявкам
membership-open-member = Открыть карточку
membership-accepted = { $name } – теперь в сообществе { $community }.
membership-not-accepted = Заявка в сообщество { $community } отклонена: { $name }.
membership-decided-already = Здесь уже решено. Вот как сейчас.
membership-ask-reason = <b>{ $name }</b>: почему отклоняем? Напишите причину так, как сказали бы человеку лично: он её увидит.
membership-declined =
    Заявку в сообщество <b>{ $community }</b> пока не приняли. Причина:

    <blockquote>{ $reason }</blockquote>

    Если что-то изменится или это недоразумение, подайте заявку ещё раз.
membership-ask-again = Подать ещё раз
membership-ask-question = <b>{ $name }</b>: что уточнить? Напишите вопрос, я передам.
membership-question-sent = Вопрос отправлен.
membership-asked =
    Уточнение по вашей заявке в сообщество <b>{ $community }</b>:

    <blockquote>{ $question }</blockquote>
membership-reply = Ответить
membership-ask-reply = Напишите ответ, я передам.
membership-reply-sent = Ответ передан. Как только решат, напишу.
membership-words-sent = Передано. Как только решат, напишу.
membership-sent-to-nobody = Передать сейчас некому, и этих слов я не храню. Заявка ждёт: как только решат, напишу.
membership-replied =
    Пришёл ответ на уточнение:
    <blockquote>{ $answer }</blockquote>

membership-wrote =
    Пишет по своей заявке:
    <blockquote>{ $words }</blockquote>
membership-pass = Ваша заявка в сообщество <b>{ $community }</b> ещё ждёт решения. Передать это тем, кто решает?
membership-pass-yes = Да, передать
membership-pass-no = Не передавать
membership-pass-not = Хорошо, никому не передаю.

membership-gone = Этого человека среди участников и заявок уже нет.
membership-to-members = К участникам
membership-make-mentor = Сделать наставником
membership-unmake-mentor = Снять роль наставника
membership-make-coordinator = Сделать координатором
membership-unmake-coordinator = Снять роль координатора
membership-topics = Темы
membership-fix-category = Исправить «кто»
membership-fix-unit = Исправить команду
membership-role-given = Роль дана.
membership-role-taken = Роль снята.
membership-last-coordinator = Это последний координатор. Сначала назначьте другого.
membership-now-mentor = Вы теперь наставник в сообществе <b>{ $community }</b>. Когда участники спросят по вашим темам, я предложу вам вопрос; брать его или нет – решаете вы.
membership-no-more-mentor = Вы больше не наставник в сообществе <b>{ $community }</b>: новых вопросов не пришлю. Спасибо за помощь коллегам.
membership-now-coordinator = Вы теперь { $word } в сообществе <b>{ $community }</b>. Всё для этого – в /manage.
membership-no-more-coordinator = Вы больше не координатор в сообществе <b>{ $community }</b>. Участником вы остаётесь.
membership-topics-ask = На какие темы отвечает { $name }? Отмеченное сохраняется сразу.
membership-topics-all = Пока ничего не отмечено – значит, на все.
membership-topic-on = ✓ { $title }
membership-done = Готово

membership-no-units-yet = Команд пока нет. Добавьте первую, и при вступлении люди смогут её выбрать.
membership-units-list = <b>Команды</b>
membership-add-unit = Добавить
membership-unit = <b>{ $title }</b>, { $n ->
    [one] { $n } участник
    [few] { $n } участника
   *[other] { $n } участников
}
membership-unit-closed = { $title } (закрыта)
membership-unit-is-closed = Новых людей не принимает.
membership-rename-unit = Переименовать
membership-close-unit = Закрыть
membership-open-unit = Открыть снова
membership-ask-unit-title = Как называется команда? Например, «ПОС учителей математики».
membership-unit-taken = Такая команда уже есть.
