/** Rows in every view, of two organisations: plain inserts, since nothing but the views is looked at. */
const ours = '00000000-0000-4000-8000-00000000000a';
const theirs = '00000000-0000-4000-8000-00000000000b';

const rowsOf = (id: string, word: string): string => {
  const of = (ending: string) => `'${id.slice(0, -2)}${ending}${id.slice(-1)}'`;
  const at = "'2026-11-02T10:00:00.123Z'";
  return `
  INSERT INTO organisations (id, name, settings, created_at) VALUES ('${id}', '${word}', '{"timeZone": "Pacific/Auckland"}', ${at});
  INSERT INTO workspaces (id, organisation_id, platform, external_id, name) VALUES (${of('1')}, '${id}', 'slack', '${word}', '${word}');
  INSERT INTO members (id, organisation_id, workspace_id, external_id, name, handle, time_zone)
    VALUES (${of('2')}, '${id}', ${of('1')}, 'U', '${word}', '${word}', 'UTC');
  INSERT INTO customers (id, organisation_id, name, created_at) VALUES (${of('3')}, '${id}', '${word} Ltd', ${at});
  INSERT INTO feedback (id, organisation_id, number, text, customer_id, source, author, topic, severity, bought, trial, confidential,
      captured_by_id, captured_at, said_at, surface, state, owner_id, routing, promise_ms, clock_used_ms, resolved_at,
      root_cause_category, score, outcome)
    SELECT case number WHEN 1 THEN ${of('4')}::uuid ELSE ${of('5')}::uuid END, '${id}', number, '${word}', ${of('3')}, '${word}', '${word}', '${word}', 'low',
      '${word}', 'T-1', number = 2, ${of('2')}, ${at}, ${at}, 'slack', 'resolved', ${of('2')}, '{}', 86400000, 3600000, ${at},
      '${word}', 3, 'fixed' FROM generate_series(1, 2) number;
  INSERT INTO metrics (id, organisation_id, name, key, kind, better, created_at, months_zone)
    VALUES (${of('6')}, '${id}', 'NPS', 'nps', 'nps', 'higher', ${at}, 'UTC');
  INSERT INTO scores (organisation_id, metric_id, value, comment, customer_id, segment, given_at, taken_at, source, surface, feedback_number, trial)
    SELECT '${id}', ${of('6')}, 3, '${word}', ${of('3')}, '${word}', ${at}, ${at}, '${word}', 'slack', number, 'T-1'
    FROM generate_series(1, 2) number;
  INSERT INTO ideas (id, organisation_id, number, title, touches, delights, author_id, posted_at, surface, state, segments, search)
    VALUES (${of('7')}, '${id}', 1, '${word}', '', '', ${of('2')}, ${at}, 'slack', 'trying', '{}', '');
  INSERT INTO history (organisation_id, subject, at, what, surface, details)
    VALUES ('${id}', 'idea:' || ${of('7')}, ${at}, 'moved', 'slack', '{"from": "new", "to": "trying"}');
  INSERT INTO places (id, organisation_id, workspace_id, external_id, name) VALUES (${of('8')}, '${id}', ${of('1')}, 'C', '${word}');
  INSERT INTO meetings (id, organisation_id, place_id, name, starts_at, ends_at, opens_at, time_zone, state)
    VALUES (${of('9')}, '${id}', ${of('8')}, '${word}', ${at}, ${at}, ${at}, 'UTC', 'closed');
  INSERT INTO learnings (id, organisation_id, text, member_id, at, surface) VALUES (${of('a')}, '${id}', '${word}', ${of('2')}, ${at}, 'slack');
  INSERT INTO surveys (id, organisation_id, number, kind, about, audience, rest_days, created_by_id, created_at)
    VALUES (${of('b')}, '${id}', 1, 'onething', '{}', '{}', 90, ${of('2')}, ${at});
  INSERT INTO survey_answers (id, organisation_id, survey_id, form_id, choice, comment, at)
    VALUES (${of('c')}, '${id}', ${of('b')}, ${of('d')}, '${word}', '${word}', ${at});`;
};

export const rowsOfTwo = { ours, theirs, sql: rowsOf(ours, 'ours') + rowsOf(theirs, 'theirs') };
