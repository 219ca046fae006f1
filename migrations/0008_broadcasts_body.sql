-- A letter holds words with markup, pictures or files, and buttons: JSON. What was words alone until now is escaped.

UPDATE broadcasts SET body = CASE body WHEN '' THEN '{}' ELSE json_object(
    'html', replace(replace(replace(replace(body, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'),
    'media', json_array(), 'buttons', json_array()) END;

CREATE TRIGGER broadcasts_body_is_json BEFORE INSERT ON broadcasts WHEN NOT json_valid(new.body)
BEGIN SELECT raise(ABORT, 'the body of a broadcast is no JSON'); END;
