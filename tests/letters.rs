//! What a letter holds: markup, pictures, files, albums, buttons; and its copies for other places.

use chrono::TimeDelta;
use krug::sandbox::{Does, Kind, UserId};
use serde_json::{Value, json};

use crate::broadcasts::club;
use crate::support::{Krug, Person};

/// The question of the text.
async fn begins(marina: Person<'_>) {
    marina.says("/manage").await;
    marina.presses("Рассылки").await;
    marina.presses("Написать новую").await;
}

/// What she typed with markup.
async fn types(krug: &Krug, who: Person<'_>, text: &str, marks: &Value) {
    krug.sandbox.say_marked(who.id, text, marks);
    krug.settle().await;
}

/// A picture or a file with words under it.
async fn hands(krug: &Krug, who: Person<'_>, kind: Kind, caption: &str) {
    krug.sandbox.send_media_with(who.id, kind, caption);
    krug.settle().await;
}

async fn hands_album(krug: &Krug, who: Person<'_>, kinds: Vec<Kind>, caption: &str) {
    krug.sandbox.send_album(who.id, kinds, caption);
    krug.settle().await;
}

/// Kind and words of the bot's pictures and files, oldest first.
fn handed(krug: &Krug, who: UserId) -> Vec<(String, String)> {
    let said = krug.sandbox.said(who).into_iter();
    said.filter_map(|b| b.kind.map(|kind| (kind, b.text))).collect()
}

fn pairs(expect: &[(&str, &str)]) -> Vec<(String, String)> {
    expect.iter().map(|(kind, words)| ((*kind).to_owned(), (*words).to_owned())).collect()
}

const FROM: &str = "От кого: SkillsClub\n\n";

#[tokio::test]
async fn markup_arrives_as_it_was_typed() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    let marks = json!([
        { "type": "bold", "offset": 0, "length": 6 },
        { "type": "italic", "offset": 3, "length": 9 },
        { "type": "text_link", "offset": 13, "length": 4, "url": "https://example.org/?a=1&b=2" },
        { "type": "expandable_blockquote", "offset": 18, "length": 8 },
        { "type": "date_time", "offset": 13, "length": 4, "unix_time": 1 },
        { "type": "bold", "offset": 3, "length": 900 },
    ]);
    types(&krug, marina, "👩‍🏫 Анна, тут план\n<цитата>", &marks).await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    let letter = krug.sandbox.said(members[0].id).pop().expect("a letter");
    assert_eq!(letter.text, format!("{FROM}👩‍🏫 Анна, тут план\n<цитата>"));
    let kinds: Vec<&str> = letter.entities.iter().filter_map(|e| e["type"].as_str()).collect();
    for kind in ["bold", "italic", "text_link", "expandable_blockquote"] {
        assert!(kinds.contains(&kind), "{kind}: {:?}", letter.entities);
    }
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_picture_with_a_caption_is_a_letter() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    hands(&krug, marina, Kind::Photo, "Зал готов").await;
    marina.sees("Сейчас: «Зал готов»\nФото: 1");
    marina.presses("Выбрать, кому").await;
    marina.presses("Всем").await;
    marina.has_seen("Вот как это увидят");
    assert_eq!(handed(&krug, marina.id), pairs(&[("photo", &format!("{FROM}Зал готов"))]));
    marina.presses("Отправить сейчас").await;
    assert_eq!(handed(&krug, members[0].id), pairs(&[("photo", &format!("{FROM}Зал готов"))]));
    marina.has_seen("Доставлено 2 из 2");
    members[0].presses("Прочитано").await;
    assert_eq!(handed(&krug, members[0].id), pairs(&[("photo", &format!("{FROM}Зал готов"))]));
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_album_gets_one_answer_and_arrives_as_one_letter_with_its_buttons_behind_it() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    let before = krug.sandbox.said(marina.id).len();
    hands_album(&krug, marina, vec![Kind::Photo; 10], "").await;
    assert_eq!(krug.sandbox.said(marina.id).len(), before + 1, "ten answers are nine too many");
    marina.sees("Фото: 10");
    marina.says("Как это было\n\nЗапись | example.org/video").await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    let letter = krug.sandbox.said(members[0].id);
    let album: Vec<_> = letter.iter().filter(|b| b.album.is_some()).collect();
    assert_eq!(album.len(), 10);
    assert_eq!((album[0].text.as_str(), album[1].text.as_str()), (format!("{FROM}Как это было").as_str(), ""));
    let keys = letter.last().expect("its buttons");
    assert_eq!(keys.text, "К сообщению выше, от кого: SkillsClub");
    assert_eq!(keys.rows[0][0].does, Does::Url("https://example.org/video".to_owned()));
    members[0].presses("Прочитано").await;
    krug.nothing_left().await;
}

#[tokio::test]
async fn an_album_to_many_weighs_as_much_as_its_items() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 8).await;
    begins(marina).await;
    hands_album(&krug, marina, vec![Kind::Photo; 10], "").await;
    marina.says("Как это было").await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    krug.run_on(TimeDelta::minutes(1)).await;
    for member in members {
        let album = krug.sandbox.said(member.id).into_iter().filter(|b| b.album.is_some());
        assert_eq!(album.count(), 10);
    }
    // Eighty pictures, thirty a second: a server that counts them one by one has nothing to say against it.
    krug.nothing_left().await;
}

#[tokio::test]
async fn files_join_files_and_never_stand_with_pictures() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    hands(&krug, marina, Kind::Photo, "План на год").await;
    // What is there stays, however many come that do not fit beside it.
    hands_album(&krug, marina, vec![Kind::Document; 3], "Положение").await;
    marina.sees("файл не взят: в письме всё как было");
    marina.sees("Сейчас: «План на год»\nФото: 1");
    marina.presses("Убрать фото").await;
    hands(&krug, marina, Kind::Document, "").await;
    hands(&krug, marina, Kind::Document, "").await;
    marina.sees("Файлов: 2");
    hands(&krug, marina, Kind::Photo, "").await;
    marina.sees("фото не взято: в письме всё как было");
    marina.sees("План на год»\nФайлов: 2");
    marina.sends(Kind::Voice).await;
    marina.sees("годятся фото и файлы");
    marina.presses("Выбрать, кому").await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!(handed(&krug, members[0].id), pairs(&[("document", ""), ("document", &format!("{FROM}План на год"))]));
    krug.nothing_left().await;
}

#[tokio::test]
async fn what_cannot_go_into_a_letter_is_told_of_though_the_rest_of_its_album_can() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    begins(marina).await;
    hands_album(&krug, marina, vec![Kind::Photo, Kind::Video, Kind::Photo], "").await;
    marina.sees("годятся фото и файлы");
    marina.sees("Фото: 2");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_picture_sent_after_the_text_joins_it_and_can_be_taken_out_again() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    marina.says("Встречаемся у входа").await;
    hands(&krug, marina, Kind::Photo, "").await;
    marina.sees("Сейчас: «Встречаемся у входа»");
    marina.presses("Выбрать, кому").await;
    marina.sees("«Встречаемся у входа»\nФото: 1");
    marina.presses("Всем").await;
    marina.sees("каким его увидят.\nФото: 1\nКому: всем участникам.");
    hands(&krug, marina, Kind::Photo, "").await;
    marina.sees("Фото: 2");
    marina.presses("Убрать фото").await;
    marina.presses("Оставить как есть").await;
    marina.presses("Отправить сейчас").await;
    members[0].sees(&format!("{FROM}Встречаемся у входа"));
    assert!(handed(&krug, members[0].id).is_empty());
    krug.nothing_left().await;
}

#[tokio::test]
async fn less_fits_under_a_picture_and_nothing_is_lost_by_it() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    marina.says(&"я".repeat(1004)).await;
    hands(&krug, marina, Kind::Photo, "").await;
    marina.sees("1004 знаков из 1003, лишних – 1");
    marina.presses("Выбрать, кому").await;
    marina.sees("лишних – 1");
    marina.says(&"я".repeat(1003)).await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    assert_eq!(handed(&krug, members[0].id), pairs(&[("photo", &format!("{FROM}{}", "я".repeat(1003)))]));
    krug.nothing_left().await;
}

#[tokio::test]
async fn lines_at_the_end_become_buttons_and_a_bad_one_is_told_calmly() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    marina.says("Ждём вас\n\nРегистрация | htp://example.org").await;
    marina.sees("Ссылка кнопки «Регистрация» не читается");
    marina.sees("Сейчас: «Ждём вас Регистрация");
    marina.says("Ждём вас\n\nРегистрация | https://example.org/a?b&c\nКанал | tg://resolve?domain=krug").await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    let letter = krug.sandbox.said(members[0].id).pop().expect("a letter");
    assert_eq!(letter.text, format!("{FROM}Ждём вас"));
    assert_eq!(letter.labels()[..2], ["Регистрация", "Канал"]);
    assert_eq!(letter.rows[0][0].does, Does::Url("https://example.org/a?b&c".to_owned()));
    members[0].presses("Прочитано").await;
    members[0].sees("[Регистрация]");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_picture_that_the_messenger_does_not_have_any_more_is_counted_as_refused() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    hands(&krug, marina, Kind::Photo, "Зал готов").await;
    marina.presses("Выбрать, кому").await;
    marina.presses("Всем").await;
    marina.presses("Отправить позже").await;
    marina.says("через 2 часа").await;
    marina.presses("Запланировать").await;
    krug.tamper("UPDATE broadcasts SET body = json_set(body, '$.media[0].file', 'gone')").await;
    krug.run_on(chrono::TimeDelta::hours(3)).await;
    marina.has_seen("Доставлено 0 из 2");
    marina.has_seen("Не принято: 2");
    assert!(handed(&krug, members[0].id).is_empty());
}

#[tokio::test]
async fn the_same_text_is_copied_for_another_network_and_for_word() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    begins(marina).await;
    let marks = json!([{ "type": "text_link", "offset": 0, "length": 4, "url": "https://example.org/" }]);
    types(&krug, marina, "План на год\n\nЗапись | example.org/go", &marks).await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    marina.presses("Показать текст").await;
    marina.presses("Копия для VK и Word").await;
    marina.has_seen("План (https://example.org/) на год\n\nЗапись: https://example.org/go");
    let (name, bytes) = marina.file();
    assert_eq!(name, "Рассылка 2026-09-24 План на год.docx");
    assert!(bytes.starts_with(b"PK"));
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_letter_to_oneself_arrives_with_everything_in_it() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    hands_album(&krug, marina, vec![Kind::Document, Kind::Document], "Два файла").await;
    marina.presses("Выбрать, кому").await;
    marina.presses("Всем").await;
    marina.presses("Прислать себе").await;
    assert_eq!(marina.times_seen(&format!("{FROM}Два файла")), 2, "the preview, and the letter itself");
    marina.has_seen("К сообщению выше");
    assert!(handed(&krug, members[0].id).is_empty());
    krug.nothing_left().await;
}

#[tokio::test]
async fn it_looks_as_it_does_to_its_readers_and_what_she_can_do_stands_below_it() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    marina.says("Ждём всех").await;
    marina.presses("Всем").await;
    marina.presses("Прислать себе").await;
    marina.sees("[Отправить сейчас]");
    assert_eq!(marina.times_seen("[Отправить сейчас]"), 1, "the card above is another one");
    let said = krug.sandbox.said(marina.id);
    let trial = said.get(said.len() - 2).expect("a letter").labels().join(", ");
    marina.presses("Прочитано").await;
    assert!(marina.toast().starts_with("Это проба"), "{}", marina.toast());
    marina.presses("Отправить позже").await;
    marina.presses("Прочитано").await;
    // The note has interrupted nothing: the question is still the question.
    marina.says("завтра в 16").await;
    marina.sees("[Запланировать]");
    marina.presses("Назад").await;
    marina.presses("Отправить сейчас").await;
    let letter = krug.sandbox.said(members[0].id).pop().expect("a letter");
    assert_eq!(trial, letter.labels().join(", "));
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_copy_says_that_the_pictures_are_not_in_it() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 0).await;
    begins(marina).await;
    hands(&krug, marina, Kind::Photo, "Зал готов").await;
    marina.presses("Выбрать, кому").await;
    marina.presses("Всем").await;
    marina.presses("Отправить сейчас").await;
    marina.presses("Показать текст").await;
    marina.presses("Копия для VK и Word").await;
    marina.has_seen("Фото в копию не входят");
    krug.nothing_left().await;
}

#[tokio::test]
async fn a_text_that_is_sent_again_corrected_takes_the_place_of_the_first() {
    let krug = Krug::start().await;
    let (marina, members) = club(&krug, 1).await;
    begins(marina).await;
    marina.says("Собираемся завтра в 16:00 в каб. 305").await;
    marina.says("Собираемся завтра в 17:00 в каб. 305").await;
    marina.sees("в 17:00");
    marina.sees("Кому отправить?");
    marina.presses("Всем").await;
    marina.says("Собираемся завтра в 18:00 в каб. 305").await;
    for other in ["отправляй", "завтра в 18:00"] {
        marina.says(other).await;
        marina.sees("ничего не изменила");
    }
    marina.presses("Отправить сейчас").await;
    members[0].sees("Собираемся завтра в 18:00 в каб. 305");
    krug.nothing_left().await;
}

#[tokio::test]
async fn the_second_half_of_a_text_that_telegram_cut_is_no_text_of_its_own() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    begins(marina).await;
    let before = krug.sandbox.said(marina.id).len();
    krug.sandbox.say(marina.id, &"я".repeat(4096));
    krug.settle().await;
    krug.sandbox.say(marina.id, &"я".repeat(404));
    krug.settle().await;
    marina.sees("4500 из 4075, лишних знаков – 425");
    assert_eq!(krug.sandbox.said(marina.id).len(), before + 1, "one text, one answer");
    krug.run_on(TimeDelta::seconds(30)).await;
    marina.says("Короче").await;
    marina.sees("Текст есть, 6 знаков");
    krug.nothing_left().await;
}

#[tokio::test]
async fn nor_is_it_if_the_first_half_would_fit_or_has_pictures() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    begins(marina).await;
    let before = krug.sandbox.said(marina.id).len();
    krug.sandbox.say(marina.id, &"я".repeat(3900));
    krug.sandbox.say(marina.id, &"ю".repeat(600));
    krug.settle().await;
    marina.sees("4500 из 4075, лишних знаков – 425");
    assert_eq!(krug.sandbox.said(marina.id).len(), before + 1, "one text, one answer");
    krug.run_on(TimeDelta::seconds(30)).await;
    hands(&krug, marina, Kind::Photo, "").await;
    krug.sandbox.say(marina.id, &"я".repeat(4096));
    krug.sandbox.say(marina.id, &"ю".repeat(404));
    krug.settle().await;
    marina.sees("4500 знаков из 1003");
    marina.presses("Убрать фото").await;
    krug.run_on(TimeDelta::seconds(30)).await;
    marina.says("Короче").await;
    marina.sees("Текст есть, 6 знаков");
    krug.nothing_left().await;
}

#[tokio::test]
async fn words_may_come_after_the_pictures_and_are_kept_when_they_are_too_many() {
    let krug = Krug::start().await;
    let (marina, _) = club(&krug, 1).await;
    begins(marina).await;
    hands(&krug, marina, Kind::Photo, "").await;
    marina.presses("Выбрать, кому").await;
    marina.sees("Слов пока нет. Их можно прислать прямо сейчас.");
    marina.says(&"я".repeat(1100)).await;
    marina.sees("Пока всё сохранено.");
    marina.presses("Убрать фото").await;
    marina.sees("Сейчас: «яяя");
    marina.presses("Выбрать, кому").await;
    marina.sees("Текст есть, 1100 знаков");
    krug.nothing_left().await;
}
