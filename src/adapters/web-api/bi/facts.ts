/** The views of what happened: feedback, scores, answers, ideas, meetings, learnings. */
import { type ColumnWords, view } from './view.js';

const changedAt: ColumnWords = [
  'changed_at',
  'instant',
  'when the row changed last, by the database’s clock; of confidential feedback the end of that day, UTC',
];

export const feedbackView = view(
  {
    ...{ name: 'feedback', entitySet: 'Feedback', entityType: 'FeedbackItem', kind: 'fact' },
    about: 'One row for each piece of feedback, the withdrawn too',
  },
  [
    ['number', 'int', '12 of F-12; unique in the organisation'],
    [
      'is_confidential',
      'boolean',
      'whether its words are for three people alone: then words, whom and where from are empty, and instants are the day, 00:00 UTC',
    ],
    ['customer_id', 'uuid?', 'who said it: `bi_customers.id`'],
    ['owner_id', 'uuid?', 'who answers for it: `bi_people.id`'],
    ['captured_by_id', 'uuid?', 'who wrote it down: `bi_people.id`; empty: a system did'],
    ['text', 'text?', 'the words as said, mail addresses replaced by `(address)`'],
    ['topic', 'text?', 'the topic that it was given'],
    ['severity', 'text', '`low`, `normal` or `high`'],
    ['source', 'text?', 'where it came from: a platform, `import`, or the name of an API key'],
    ['bought', 'text?', 'channel of purchase: `web`, `store`, `partner`, `phone`, or as it was written'],
    ['trial', 'text?', 'the early test in which the customer took part: `T-1`'],
    ['score', 'int?', 'the score that came with it, 0 to 10'],
    ['state', 'text', '`open`, `acknowledged`, `waiting`, `resolved` or `withdrawn`'],
    ['withdrawn_because', 'text?', '`mistake`, `notFeedback`, `test`, `same` or `leftOut` (a rule took it for noise)'],
    ['captured_at', 'instant', 'when it came in'],
    ['captured_on', 'date', 'the day of it'],
    ['said_at', 'instant?', 'when the customer said it, where that is known'],
    ['acknowledged_at', 'instant?', 'when somebody took it up first'],
    ['resolved_at', 'instant?', 'when it was resolved; empty also for what was old when it came'],
    ['resolved_on', 'date?', 'the day of it'],
    ['promise_hours', 'number', 'within how much working time it was to be resolved, in hours'],
    ['used_hours', 'number', 'working time used until it was resolved or the clock stood still last, in hours'],
    [
      'is_within_promise',
      'boolean?',
      'whether it was resolved within the promise; empty: it is not resolved, or was old when it came',
    ],
    ['reopened_count', 'int', 'how often it was opened again'],
    ['outcome', 'text?', '`fixed`, `explained`, `compensated`, `passed on` or `declined`'],
    ['root_cause_category', 'text?', 'the category of the root cause'],
    ['is_solved', 'boolean?', 'what the customer answered last when asked whether it is solved; empty: nothing'],
    ['is_solved_at', 'instant?', 'when they answered'],
    ['came_back', 'boolean', 'whether its owner said that an earlier trouble came back'],
    changedAt,
  ],
);

export const scoresView = view(
  {
    ...{ name: 'scores', entitySet: 'Scores', entityType: 'Score', kind: 'fact' },
    about: 'One row for each answer on a scale: NPS, and what the organisation measures in the same way',
  },
  [
    ['id', 'bigint', 'in the order in which answers came in'],
    ['metric', 'text', 'the metric’s name; `NPS` is NPS'],
    ['is_nps', 'boolean', 'whether it is an answer to NPS'],
    ['value', 'number', 'the answer, in the metric’s unit; of NPS 0 to 10'],
    ['nps_group', 'text?', 'of NPS: `promoter` (9, 10), `passive` (7, 8) or `detractor` (0 to 6)'],
    [
      'customer_id',
      'uuid?',
      'who answered: `bi_customers.id`; empty: nobody knows, or it became confidential feedback',
    ],
    ['segment', 'text?', 'the segment that came with the answer; empty: the customer’s own counts'],
    ['source', 'text?', 'where it came from: a platform, a file’s word, or the name of an API key'],
    ['trial', 'text?', 'the early test in which the customer took part: `T-1`'],
    [
      'comment',
      'text?',
      'the words beside it, mail addresses replaced by `(address)`; empty too where they became confidential feedback',
    ],
    ['feedback_number', 'int?', 'the feedback that its words became: `bi_feedback.number`'],
    ['given_at', 'instant', 'when it was given; where it became confidential feedback the day, 00:00 UTC'],
    ['given_on', 'date', 'the day of it'],
    changedAt,
  ],
);

export const answersView = view(
  {
    ...{ name: 'answers', entitySet: 'Answers', entityType: 'SurveyAnswer', kind: 'fact' },
    about:
      'One row for each answer to a survey that is not NPS (those are scores), without a name; of somebody who answered again each answer',
  },
  [
    ['id', 'uuid', 'its id'],
    ['survey_number', 'int', '4 of S-4'],
    ['kind', 'text', '`onething` (the one thing to improve) or `expected` (worse than, as, or better than expected)'],
    ['touchpoint', 'text?', 'what the question was about, where it was about one'],
    ['choice', 'text?', 'what was chosen'],
    ['score', 'int?', 'the answer on a scale, where the question has one'],
    ['is_latest', 'boolean', 'whether it is the last answer of this person: that one counts'],
    ['answered_at', 'instant', 'when it was given'],
    ['answered_on', 'date', 'the day of it'],
    changedAt,
  ],
);

export const ideasView = view(
  {
    ...{ name: 'ideas', entitySet: 'Ideas', entityType: 'Idea', kind: 'fact' },
    about: 'One row for each idea, as it stands now',
  },
  [
    ['id', 'uuid', 'its id'],
    ['number', 'int', '7 of I-7'],
    ['title', 'text', 'its title, mail addresses replaced by `(address)`'],
    ['author_id', 'uuid', 'who had it: `bi_people.id`'],
    ['state', 'text', '`new`, `discussed`, `trying`, `adopted` or `parked`'],
    ['posted_at', 'instant', 'when it was posted'],
    ['posted_on', 'date', 'the day of it'],
    ['moved_at', 'instant?', 'when its state changed last'],
    ['support_count', 'int', 'how many people said that it delights them too'],
    ['evidence_count', 'int', 'how many pieces of feedback it cites'],
    changedAt,
  ],
);

export const ideaMovesView = view(
  {
    ...{ name: 'idea_moves', entitySet: 'IdeaMoves', entityType: 'IdeaMove', kind: 'fact' },
    about: 'One row for each change of an idea’s state',
  },
  [
    ['id', 'bigint', 'in the order in which they happened'],
    ['idea_id', 'uuid', '`bi_ideas.id`'],
    ['from_state', 'text?', 'the state before'],
    ['to_state', 'text?', 'the state after'],
    ['moved_by_id', 'uuid?', 'who moved it: `bi_people.id`; empty: a meeting did'],
    ['moved_at', 'instant', 'when'],
    ['moved_on', 'date', 'the day of it'],
    ['changed_at', 'instant', 'the same instant: a move never changes'],
  ],
);

export const meetingsView = view(
  {
    ...{ name: 'meetings', entitySet: 'Meetings', entityType: 'Meeting', kind: 'fact' },
    about: 'One row for each date of a meeting, the planned and the cancelled too',
  },
  [
    ['id', 'uuid', 'its id'],
    ['name', 'text', 'the meeting’s name'],
    ['series_id', 'uuid?', 'the same for all dates of a series; empty: opened at once, without a series'],
    ['state', 'text', '`planned`, `open`, `closed`, `missed`, `skipped` or `cancelled`'],
    ['starts_at', 'instant', 'its start, as planned'],
    ['starts_on', 'date', 'the day of it'],
    ['ends_at', 'instant', 'its end, as planned'],
    ['opened_at', 'instant?', 'when its agenda opened'],
    ['closed_at', 'instant?', 'when it was closed'],
    ['customer_id', 'uuid?', 'who sat in the empty chair: `bi_customers.id`'],
    ['presenter_id', 'uuid?', 'who presented: `bi_people.id`'],
    changedAt,
  ],
);

export const learningsView = view(
  {
    ...{ name: 'learnings', entitySet: 'Learnings', entityType: 'Learning', kind: 'fact' },
    about: 'One row for each thing that somebody learned about a customer, the taken back too',
  },
  [
    ['id', 'uuid', 'its id'],
    ['member_id', 'uuid', 'who learned it: `bi_people.id`'],
    ['customer_id', 'uuid?', 'of whom: `bi_customers.id`'],
    ['meeting_id', 'uuid?', 'the meeting in or for which it was shared: `bi_meetings.id`'],
    ['text', 'text?', 'what was learned, mail addresses replaced by `(address)`; empty: it was taken back'],
    ['is_withdrawn', 'boolean', 'whether it was taken back: then it counts nowhere'],
    ['learned_at', 'instant', 'when it was shared'],
    ['learned_on', 'date', 'the day of it'],
    changedAt,
  ],
);
