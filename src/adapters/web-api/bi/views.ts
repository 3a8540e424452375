/** All views of analysts. */
import {
  answersView,
  feedbackView,
  ideaMovesView,
  ideasView,
  learningsView,
  meetingsView,
  scoresView,
} from './facts.js';
import { type View, view } from './view.js';

const customersView = view(
  {
    ...{ name: 'customers', entitySet: 'Customers', entityType: 'Customer', kind: 'dimension' },
    about: 'One row for each customer',
  },
  [
    ['id', 'uuid', 'of these views alone: the id of the bot’s tables tells when they were first named'],
    ['name', 'text?', 'their name; empty: they are a person and no company, or the name is a mail address'],
    ['segment', 'text?', 'the segment that they were given by hand or by a file'],
    ['rule_segments', 'text?', 'the segments whose rule holds for them, with a comma between'],
    ['owner_id', 'uuid?', 'who looks after them: `bi_people.id`'],
    ['is_person', 'boolean', 'whether they are a person without a company'],
    ['first_month', 'date', 'the first day of the month, UTC, in which they were first named'],
  ],
);

const peopleView = view(
  {
    ...{ name: 'people', entitySet: 'People', entityType: 'Person', kind: 'dimension' },
    about: 'One row for each member of the organisation’s workspaces; nobody of a customer',
  },
  [
    ['id', 'uuid', 'its id'],
    ['name', 'text', 'as people call them'],
    ['has_left', 'boolean', 'whether they left the workspace'],
    [
      'same_as_id',
      'uuid?',
      'the person whose second account this is: `bi_people.id`; what they do stands under that one',
    ],
  ],
);

const datesView = view(
  {
    ...{ name: 'dates', entitySet: 'Dates', entityType: 'CalendarDay', kind: 'dimension' },
    about: 'One row for each day from 2010 to 2039',
  },
  [
    ['day', 'date', 'every column that ends in `_on` leads here'],
    ['year', 'int', '2026'],
    ['quarter', 'int', '1 to 4'],
    ['month', 'int', '1 to 12'],
    ['first_of_month', 'date', 'the first day of its month'],
    ['iso_year', 'int', 'the year of its ISO 8601 week'],
    ['iso_week', 'int', '1 to 53, ISO 8601'],
    ['weekday', 'int', '1 Monday to 7 Sunday'],
    [
      'is_working_day',
      'boolean',
      'whether the organisation works then, by its settings: working days without holidays',
    ],
  ],
);

/** Facts first. */
export const views: readonly View[] = [
  feedbackView,
  scoresView,
  answersView,
  ideasView,
  ideaMovesView,
  meetingsView,
  learningsView,
  customersView,
  peopleView,
  datesView,
];
