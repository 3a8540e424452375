-- AlterTable
ALTER TABLE "feedback" ADD COLUMN     "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "ideas" ADD COLUMN     "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "learnings" ADD COLUMN     "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "meetings" ADD COLUMN     "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "scores" ADD COLUMN     "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "survey_answers" ADD COLUMN     "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "analyst_roles" (
    "organisation_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "analyst_roles_pkey" PRIMARY KEY ("organisation_id","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "analyst_roles_name_key" ON "analyst_roles"("name");

-- AddForeignKey
ALTER TABLE "analyst_roles" ADD CONSTRAINT "analyst_roles_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Analysts' systems read on by changed_at. The margin in which they repeat themselves (src/adapters/web-api/bi) makes up
-- for a transaction that commits later than this clock says.
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.changed_at := clock_timestamp();
  RETURN NEW;
END $$;

CREATE TRIGGER note_change BEFORE UPDATE ON "feedback" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE UPDATE ON "ideas" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE UPDATE ON "learnings" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE UPDATE ON "meetings" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE UPDATE ON "scores" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_change();
CREATE TRIGGER note_change BEFORE UPDATE ON "survey_answers" FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION note_change();

-- The views of analysts. Whoever reads one needs the rights of its tables, and row-level security holds (security_invoker).
-- Users of analysts have views of their own, made of these (src/storage/analyst-views.ts).
-- Of confidential feedback they show figures and days, and nothing that says what was said or by whom. An instant would: a
-- customer first named in that very millisecond is known by it. For that reason customers have other ids here, too: ours
-- begin with the instant.
CREATE VIEW bi_feedback WITH (security_invoker = true) AS
SELECT f.organisation_id, f.number, f.confidential AS is_confidential,
  CASE WHEN NOT f.confidential THEN md5(f.organisation_id::text || f.customer_id::text)::uuid END AS customer_id,
  CASE WHEN NOT f.confidential THEN f.owner_id END AS owner_id,
  CASE WHEN NOT f.confidential THEN f.captured_by_id END AS captured_by_id,
  CASE WHEN f.confidential THEN NULL
    WHEN strpos(f.text, '@') > 0 THEN regexp_replace(f.text, '[^\s@<>()]+@[^\s@<>()]+', '(address)', 'g')
    ELSE f.text END AS text,
  CASE WHEN NOT f.confidential THEN f.topic END AS topic,
  f.severity,
  CASE WHEN NOT f.confidential THEN f.source END AS source,
  CASE WHEN NOT f.confidential THEN f.bought END AS bought,
  CASE WHEN NOT f.confidential THEN f.trial END AS trial,
  f.score, f.state, f.withdrawn_because,
  CASE WHEN f.confidential THEN date_trunc('day', f.captured_at, 'UTC') ELSE f.captured_at END AS captured_at,
  (f.captured_at AT TIME ZONE coalesce(o.settings ->> 'timeZone', 'UTC'))::date AS captured_on,
  CASE WHEN f.confidential THEN date_trunc('day', f.said_at, 'UTC') ELSE f.said_at END AS said_at,
  CASE WHEN f.confidential THEN date_trunc('day', f.acknowledged_at, 'UTC') ELSE f.acknowledged_at END AS acknowledged_at,
  CASE WHEN f.confidential THEN date_trunc('day', f.resolved_at, 'UTC') ELSE f.resolved_at END AS resolved_at,
  (f.resolved_at AT TIME ZONE coalesce(o.settings ->> 'timeZone', 'UTC'))::date AS resolved_on,
  f.promise_ms / 3600000 AS promise_hours, f.clock_used_ms / 3600000 AS used_hours,
  CASE WHEN f.state = 'resolved' AND f.resolved_at IS NOT NULL THEN f.clock_used_ms <= f.promise_ms END AS is_within_promise,
  f.round - 1 AS reopened_count, f.outcome,
  CASE WHEN NOT f.confidential THEN f.root_cause_category END AS root_cause_category,
  f.said_solved AS is_solved,
  CASE WHEN f.confidential THEN date_trunc('day', f.said_solved_at, 'UTC') ELSE f.said_solved_at END AS is_solved_at,
  f.came_back_from_id IS NOT NULL AS came_back,
  CASE WHEN f.confidential THEN date_trunc('day', f.changed_at, 'UTC') + interval '1 day' ELSE f.changed_at END AS changed_at
FROM feedback f JOIN organisations o ON o.id = f.organisation_id;

CREATE VIEW bi_scores WITH (security_invoker = true) AS
SELECT s.organisation_id, s.id, m.name AS metric, m.kind = 'nps' AS is_nps, s.value,
  CASE WHEN m.kind <> 'nps' THEN NULL WHEN s.value >= 9 THEN 'promoter' WHEN s.value >= 7 THEN 'passive' ELSE 'detractor' END
    AS nps_group,
  CASE WHEN f.confidential IS NOT TRUE THEN md5(s.organisation_id::text || s.customer_id::text)::uuid END AS customer_id,
  CASE WHEN f.confidential IS NOT TRUE THEN s.segment END AS segment,
  CASE WHEN f.confidential IS NOT TRUE THEN s.source END AS source,
  CASE WHEN f.confidential IS NOT TRUE THEN s.trial END AS trial,
  CASE WHEN f.confidential THEN NULL
    WHEN strpos(s.comment, '@') > 0 THEN regexp_replace(s.comment, '[^\s@<>()]+@[^\s@<>()]+', '(address)', 'g')
    ELSE s.comment END AS comment,
  s.feedback_number,
  CASE WHEN f.confidential THEN date_trunc('day', s.given_at, 'UTC') ELSE s.given_at END AS given_at,
  (s.given_at AT TIME ZONE coalesce(o.settings ->> 'timeZone', 'UTC'))::date AS given_on,
  CASE WHEN f.confidential THEN date_trunc('day', greatest(s.changed_at, f.changed_at), 'UTC') + interval '1 day'
    ELSE greatest(s.changed_at, f.changed_at) END AS changed_at
FROM scores s
  JOIN metrics m ON m.organisation_id = s.organisation_id AND m.id = s.metric_id
  JOIN organisations o ON o.id = s.organisation_id
  LEFT JOIN feedback f ON f.organisation_id = s.organisation_id AND f.number = s.feedback_number;

CREATE VIEW bi_answers WITH (security_invoker = true) AS
SELECT a.organisation_id, a.id, s.number AS survey_number, s.kind, s.about ->> 'touchpoint' AS touchpoint, a.choice, a.score,
  NOT EXISTS (SELECT FROM survey_answers later WHERE later.organisation_id = a.organisation_id
    AND later.survey_id = a.survey_id AND later.form_id = a.form_id AND (later.at, later.id) > (a.at, a.id)) AS is_latest,
  a.at AS answered_at, (a.at AT TIME ZONE coalesce(o.settings ->> 'timeZone', 'UTC'))::date AS answered_on, a.changed_at
FROM survey_answers a
  JOIN surveys s ON s.organisation_id = a.organisation_id AND s.id = a.survey_id AND s.kind <> 'nps'
  JOIN organisations o ON o.id = a.organisation_id;

CREATE VIEW bi_ideas WITH (security_invoker = true) AS
SELECT i.organisation_id, i.id, i.number, regexp_replace(i.title, '[^\s@<>()]+@[^\s@<>()]+', '(address)', 'g') AS title,
  i.author_id, i.state, i.posted_at, (i.posted_at AT TIME ZONE coalesce(o.settings ->> 'timeZone', 'UTC'))::date AS posted_on,
  i.moved_at,
  (SELECT count(*)::int FROM idea_supports s WHERE s.organisation_id = i.organisation_id AND s.idea_id = i.id) AS support_count,
  (SELECT count(*)::int FROM idea_evidence e WHERE e.organisation_id = i.organisation_id AND e.idea_id = i.id) AS evidence_count,
  -- Supports leave their trace in the history alone.
  greatest(i.changed_at, (SELECT max(h.at) FROM history h
    WHERE h.organisation_id = i.organisation_id AND h.subject = 'idea:' || i.id)) AS changed_at
FROM ideas i JOIN organisations o ON o.id = i.organisation_id;

CREATE VIEW bi_idea_moves WITH (security_invoker = true) AS
SELECT h.organisation_id, h.id, substr(h.subject, 6)::uuid AS idea_id, h.details ->> 'from' AS from_state,
  h.details ->> 'to' AS to_state, h.actor_id AS moved_by_id, h.at AS moved_at,
  (h.at AT TIME ZONE coalesce(o.settings ->> 'timeZone', 'UTC'))::date AS moved_on, h.at AS changed_at
FROM history h JOIN organisations o ON o.id = h.organisation_id
WHERE h.what = 'moved' AND h.subject ~ '^idea:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

CREATE VIEW bi_meetings WITH (security_invoker = true) AS
SELECT m.organisation_id, m.id, m.name, m.series_id, m.state, m.starts_at,
  (m.starts_at AT TIME ZONE coalesce(o.settings ->> 'timeZone', 'UTC'))::date AS starts_on, m.ends_at, m.opened_at, m.closed_at,
  md5(m.organisation_id::text || m.customer_id::text)::uuid AS customer_id, m.presenter_id, m.changed_at
FROM meetings m JOIN organisations o ON o.id = m.organisation_id;

CREATE VIEW bi_learnings WITH (security_invoker = true) AS
SELECT l.organisation_id, l.id, l.member_id, md5(l.organisation_id::text || l.customer_id::text)::uuid AS customer_id, l.meeting_id,
  CASE WHEN l.withdrawn_at IS NULL THEN regexp_replace(l.text, '[^\s@<>()]+@[^\s@<>()]+', '(address)', 'g') END AS text,
  l.withdrawn_at IS NOT NULL AS is_withdrawn, l.at AS learned_at,
  (l.at AT TIME ZONE coalesce(o.settings ->> 'timeZone', 'UTC'))::date AS learned_on, l.changed_at
FROM learnings l JOIN organisations o ON o.id = l.organisation_id;

CREATE VIEW bi_customers WITH (security_invoker = true) AS
SELECT c.organisation_id, md5(c.organisation_id::text || c.id::text)::uuid AS id,
  CASE WHEN NOT c.is_person AND strpos(c.name, '@') = 0 THEN c.name END AS name, c.segment,
  nullif(array_to_string(c.rule_segments, ', '), '') AS rule_segments, c.owner_id, c.is_person,
  date_trunc('month', c.created_at AT TIME ZONE 'UTC')::date AS first_month
FROM customers c;

CREATE VIEW bi_people WITH (security_invoker = true) AS
SELECT organisation_id, id, name, left_at IS NOT NULL AS has_left, same_as_id FROM members;

CREATE VIEW bi_dates WITH (security_invoker = true) AS
SELECT o.id AS organisation_id, d::date AS day, extract(year FROM d)::int AS year, extract(quarter FROM d)::int AS quarter,
  extract(month FROM d)::int AS month, date_trunc('month', d)::date AS first_of_month, extract(isoyear FROM d)::int AS iso_year,
  extract(week FROM d)::int AS iso_week, extract(isodow FROM d)::int AS weekday,
  coalesce(o.settings -> 'workingDays', '[1, 2, 3, 4, 5]') @> to_jsonb(extract(isodow FROM d)::int)
    AND NOT coalesce(o.settings -> 'holidays', '[]') ? to_char(d, 'YYYY-MM-DD') AS is_working_day
FROM organisations o CROSS JOIN generate_series('2010-01-01'::timestamp, '2039-12-31', '1 day') d;

-- What they mean: src/adapters/web-api/bi has the same words.
COMMENT ON VIEW bi_feedback IS 'One row for each piece of feedback, the withdrawn too';
COMMENT ON COLUMN bi_feedback.number IS '12 of F-12; unique in the organisation';
COMMENT ON COLUMN bi_feedback.is_confidential IS 'whether its words are for three people alone: then words, whom and where from are empty, and instants are the day, 00:00 UTC';
COMMENT ON COLUMN bi_feedback.customer_id IS 'who said it: `bi_customers.id`';
COMMENT ON COLUMN bi_feedback.owner_id IS 'who answers for it: `bi_people.id`';
COMMENT ON COLUMN bi_feedback.captured_by_id IS 'who wrote it down: `bi_people.id`; empty: a system did';
COMMENT ON COLUMN bi_feedback.text IS 'the words as said, mail addresses replaced by `(address)`';
COMMENT ON COLUMN bi_feedback.topic IS 'the topic that it was given';
COMMENT ON COLUMN bi_feedback.severity IS '`low`, `normal` or `high`';
COMMENT ON COLUMN bi_feedback.source IS 'where it came from: a platform, `import`, or the name of an API key';
COMMENT ON COLUMN bi_feedback.bought IS 'channel of purchase: `web`, `store`, `partner`, `phone`, or as it was written';
COMMENT ON COLUMN bi_feedback.trial IS 'the early test in which the customer took part: `T-1`';
COMMENT ON COLUMN bi_feedback.score IS 'the score that came with it, 0 to 10';
COMMENT ON COLUMN bi_feedback.state IS '`open`, `acknowledged`, `waiting`, `resolved` or `withdrawn`';
COMMENT ON COLUMN bi_feedback.withdrawn_because IS '`mistake`, `notFeedback`, `test`, `same` or `leftOut` (a rule took it for noise)';
COMMENT ON COLUMN bi_feedback.captured_at IS 'when it came in';
COMMENT ON COLUMN bi_feedback.captured_on IS 'the day of it';
COMMENT ON COLUMN bi_feedback.said_at IS 'when the customer said it, where that is known';
COMMENT ON COLUMN bi_feedback.acknowledged_at IS 'when somebody took it up first';
COMMENT ON COLUMN bi_feedback.resolved_at IS 'when it was resolved; empty also for what was old when it came';
COMMENT ON COLUMN bi_feedback.resolved_on IS 'the day of it';
COMMENT ON COLUMN bi_feedback.promise_hours IS 'within how much working time it was to be resolved, in hours';
COMMENT ON COLUMN bi_feedback.used_hours IS 'working time used until it was resolved or the clock stood still last, in hours';
COMMENT ON COLUMN bi_feedback.is_within_promise IS 'whether it was resolved within the promise; empty: it is not resolved, or was old when it came';
COMMENT ON COLUMN bi_feedback.reopened_count IS 'how often it was opened again';
COMMENT ON COLUMN bi_feedback.outcome IS '`fixed`, `explained`, `compensated`, `passed on` or `declined`';
COMMENT ON COLUMN bi_feedback.root_cause_category IS 'the category of the root cause';
COMMENT ON COLUMN bi_feedback.is_solved IS 'what the customer answered last when asked whether it is solved; empty: nothing';
COMMENT ON COLUMN bi_feedback.is_solved_at IS 'when they answered';
COMMENT ON COLUMN bi_feedback.came_back IS 'whether its owner said that an earlier trouble came back';
COMMENT ON COLUMN bi_feedback.changed_at IS 'when the row changed last, by the database’s clock; of confidential feedback the end of that day, UTC';
COMMENT ON VIEW bi_scores IS 'One row for each answer on a scale: NPS, and what the organisation measures in the same way';
COMMENT ON COLUMN bi_scores.id IS 'in the order in which answers came in';
COMMENT ON COLUMN bi_scores.metric IS 'the metric’s name; `NPS` is NPS';
COMMENT ON COLUMN bi_scores.is_nps IS 'whether it is an answer to NPS';
COMMENT ON COLUMN bi_scores.value IS 'the answer, in the metric’s unit; of NPS 0 to 10';
COMMENT ON COLUMN bi_scores.nps_group IS 'of NPS: `promoter` (9, 10), `passive` (7, 8) or `detractor` (0 to 6)';
COMMENT ON COLUMN bi_scores.customer_id IS 'who answered: `bi_customers.id`; empty: nobody knows, or it became confidential feedback';
COMMENT ON COLUMN bi_scores.segment IS 'the segment that came with the answer; empty: the customer’s own counts';
COMMENT ON COLUMN bi_scores.source IS 'where it came from: a platform, a file’s word, or the name of an API key';
COMMENT ON COLUMN bi_scores.trial IS 'the early test in which the customer took part: `T-1`';
COMMENT ON COLUMN bi_scores.comment IS 'the words beside it, mail addresses replaced by `(address)`; empty too where they became confidential feedback';
COMMENT ON COLUMN bi_scores.feedback_number IS 'the feedback that its words became: `bi_feedback.number`';
COMMENT ON COLUMN bi_scores.given_at IS 'when it was given; where it became confidential feedback the day, 00:00 UTC';
COMMENT ON COLUMN bi_scores.given_on IS 'the day of it';
COMMENT ON COLUMN bi_scores.changed_at IS 'when the row changed last, by the database’s clock; of confidential feedback the end of that day, UTC';
COMMENT ON VIEW bi_answers IS 'One row for each answer to a survey that is not NPS (those are scores), without a name; of somebody who answered again each answer';
COMMENT ON COLUMN bi_answers.id IS 'its id';
COMMENT ON COLUMN bi_answers.survey_number IS '4 of S-4';
COMMENT ON COLUMN bi_answers.kind IS '`onething` (the one thing to improve) or `expected` (worse than, as, or better than expected)';
COMMENT ON COLUMN bi_answers.touchpoint IS 'what the question was about, where it was about one';
COMMENT ON COLUMN bi_answers.choice IS 'what was chosen';
COMMENT ON COLUMN bi_answers.score IS 'the answer on a scale, where the question has one';
COMMENT ON COLUMN bi_answers.is_latest IS 'whether it is the last answer of this person: that one counts';
COMMENT ON COLUMN bi_answers.answered_at IS 'when it was given';
COMMENT ON COLUMN bi_answers.answered_on IS 'the day of it';
COMMENT ON COLUMN bi_answers.changed_at IS 'when the row changed last, by the database’s clock; of confidential feedback the end of that day, UTC';
COMMENT ON VIEW bi_ideas IS 'One row for each idea, as it stands now';
COMMENT ON COLUMN bi_ideas.id IS 'its id';
COMMENT ON COLUMN bi_ideas.number IS '7 of I-7';
COMMENT ON COLUMN bi_ideas.title IS 'its title, mail addresses replaced by `(address)`';
COMMENT ON COLUMN bi_ideas.author_id IS 'who had it: `bi_people.id`';
COMMENT ON COLUMN bi_ideas.state IS '`new`, `discussed`, `trying`, `adopted` or `parked`';
COMMENT ON COLUMN bi_ideas.posted_at IS 'when it was posted';
COMMENT ON COLUMN bi_ideas.posted_on IS 'the day of it';
COMMENT ON COLUMN bi_ideas.moved_at IS 'when its state changed last';
COMMENT ON COLUMN bi_ideas.support_count IS 'how many people said that it delights them too';
COMMENT ON COLUMN bi_ideas.evidence_count IS 'how many pieces of feedback it cites';
COMMENT ON COLUMN bi_ideas.changed_at IS 'when the row changed last, by the database’s clock; of confidential feedback the end of that day, UTC';
COMMENT ON VIEW bi_idea_moves IS 'One row for each change of an idea’s state';
COMMENT ON COLUMN bi_idea_moves.id IS 'in the order in which they happened';
COMMENT ON COLUMN bi_idea_moves.idea_id IS '`bi_ideas.id`';
COMMENT ON COLUMN bi_idea_moves.from_state IS 'the state before';
COMMENT ON COLUMN bi_idea_moves.to_state IS 'the state after';
COMMENT ON COLUMN bi_idea_moves.moved_by_id IS 'who moved it: `bi_people.id`; empty: a meeting did';
COMMENT ON COLUMN bi_idea_moves.moved_at IS 'when';
COMMENT ON COLUMN bi_idea_moves.moved_on IS 'the day of it';
COMMENT ON COLUMN bi_idea_moves.changed_at IS 'the same instant: a move never changes';
COMMENT ON VIEW bi_meetings IS 'One row for each date of a meeting, the planned and the cancelled too';
COMMENT ON COLUMN bi_meetings.id IS 'its id';
COMMENT ON COLUMN bi_meetings.name IS 'the meeting’s name';
COMMENT ON COLUMN bi_meetings.series_id IS 'the same for all dates of a series; empty: opened at once, without a series';
COMMENT ON COLUMN bi_meetings.state IS '`planned`, `open`, `closed`, `missed`, `skipped` or `cancelled`';
COMMENT ON COLUMN bi_meetings.starts_at IS 'its start, as planned';
COMMENT ON COLUMN bi_meetings.starts_on IS 'the day of it';
COMMENT ON COLUMN bi_meetings.ends_at IS 'its end, as planned';
COMMENT ON COLUMN bi_meetings.opened_at IS 'when its agenda opened';
COMMENT ON COLUMN bi_meetings.closed_at IS 'when it was closed';
COMMENT ON COLUMN bi_meetings.customer_id IS 'who sat in the empty chair: `bi_customers.id`';
COMMENT ON COLUMN bi_meetings.presenter_id IS 'who presented: `bi_people.id`';
COMMENT ON COLUMN bi_meetings.changed_at IS 'when the row changed last, by the database’s clock; of confidential feedback the end of that day, UTC';
COMMENT ON VIEW bi_learnings IS 'One row for each thing that somebody learned about a customer, the taken back too';
COMMENT ON COLUMN bi_learnings.id IS 'its id';
COMMENT ON COLUMN bi_learnings.member_id IS 'who learned it: `bi_people.id`';
COMMENT ON COLUMN bi_learnings.customer_id IS 'of whom: `bi_customers.id`';
COMMENT ON COLUMN bi_learnings.meeting_id IS 'the meeting in or for which it was shared: `bi_meetings.id`';
COMMENT ON COLUMN bi_learnings.text IS 'what was learned, mail addresses replaced by `(address)`; empty: it was taken back';
COMMENT ON COLUMN bi_learnings.is_withdrawn IS 'whether it was taken back: then it counts nowhere';
COMMENT ON COLUMN bi_learnings.learned_at IS 'when it was shared';
COMMENT ON COLUMN bi_learnings.learned_on IS 'the day of it';
COMMENT ON COLUMN bi_learnings.changed_at IS 'when the row changed last, by the database’s clock; of confidential feedback the end of that day, UTC';
COMMENT ON VIEW bi_customers IS 'One row for each customer';
COMMENT ON COLUMN bi_customers.id IS 'of these views alone: the id of the bot’s tables tells when they were first named';
COMMENT ON COLUMN bi_customers.name IS 'their name; empty: they are a person and no company, or the name is a mail address';
COMMENT ON COLUMN bi_customers.segment IS 'the segment that they were given by hand or by a file';
COMMENT ON COLUMN bi_customers.rule_segments IS 'the segments whose rule holds for them, with a comma between';
COMMENT ON COLUMN bi_customers.owner_id IS 'who looks after them: `bi_people.id`';
COMMENT ON COLUMN bi_customers.is_person IS 'whether they are a person without a company';
COMMENT ON COLUMN bi_customers.first_month IS 'the first day of the month, UTC, in which they were first named';
COMMENT ON VIEW bi_people IS 'One row for each member of the organisation’s workspaces; nobody of a customer';
COMMENT ON COLUMN bi_people.id IS 'its id';
COMMENT ON COLUMN bi_people.name IS 'as people call them';
COMMENT ON COLUMN bi_people.has_left IS 'whether they left the workspace';
COMMENT ON COLUMN bi_people.same_as_id IS 'the person whose second account this is: `bi_people.id`; what they do stands under that one';
COMMENT ON VIEW bi_dates IS 'One row for each day from 2010 to 2039';
COMMENT ON COLUMN bi_dates.day IS 'every column that ends in `_on` leads here';
COMMENT ON COLUMN bi_dates.year IS '2026';
COMMENT ON COLUMN bi_dates.quarter IS '1 to 4';
COMMENT ON COLUMN bi_dates.month IS '1 to 12';
COMMENT ON COLUMN bi_dates.first_of_month IS 'the first day of its month';
COMMENT ON COLUMN bi_dates.iso_year IS 'the year of its ISO 8601 week';
COMMENT ON COLUMN bi_dates.iso_week IS '1 to 53, ISO 8601';
COMMENT ON COLUMN bi_dates.weekday IS '1 Monday to 7 Sunday';
COMMENT ON COLUMN bi_dates.is_working_day IS 'whether the organisation works then, by its settings: working days without holidays';
