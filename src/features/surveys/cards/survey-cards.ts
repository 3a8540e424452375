/** The cards of surveys: how one goes, the list of them, their links, and the form that starts one. */

import { actions, button, facts, note, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code, type Line } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import type { ListHeading } from '../../../chat/list.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import { isOpen, limits, type Survey, type SurveyCounts, surveyName } from '../rules/survey.js';
import { answeredText, audienceText, leftOutText, people, unsureText } from './survey-words.js';

/** What a card of a survey shows. */
export interface SurveyView {
  readonly survey: Survey & SurveyCounts;
  /** `would all customers recommend us?` */
  readonly title: string;
  readonly now: Date;
  /** The organisation's. */
  readonly timeZone: string;
  /** May stop it and see its links. */
  readonly mayChange: boolean;
  /** Mail can be sent. */
  readonly sendsMail: boolean;
  /** The page of the link for everybody. */
  readonly openLink: string;
}

const titleOf = ({ survey, title }: Pick<SurveyView, 'survey' | 'title'>): string =>
  `${surveyName(survey.number)}: ${title}`;

/** How it goes. */
export function surveyCard(view: SurveyView): Card {
  const { survey, now } = view;
  const isRunning = isOpen(survey, now);
  return titledCard(titleOf(view), [
    facts(factsOf(view)),
    ...(survey.unsureCount > 0 ? [note(unsureText(survey.unsureCount))] : []),
    ...(isRunning && survey.sendDueAt ? [note(say('Mails are going out, in your working hours.'))] : []),
    ...(isRunning && survey.planDueAt && !survey.plannedAt
      ? [note(say('I am still looking for whom to ask. The numbers above grow.'))]
      : []),
    ...(isRunning ? runningBlocks(view) : []),
  ]);
}

function factsOf({ survey, now, timeZone }: SurveyView): readonly { label: string; value: Line }[] {
  const { audience, plannedCount, askedCount, restDays } = survey;
  const leftOut = leftOutText(survey.leftOut, restDays);
  return [
    ...(audience.kind === 'link'
      ? []
      : [
          {
            label: say('Asked'),
            value: say('{asked} of {planned} with a link', {
              asked: people(askedCount),
              planned: people(plannedCount),
            }),
          },
        ]),
    { label: say('Answered'), value: answeredText(survey) },
    ...(leftOut === null ? [] : [{ label: say('Not asked'), value: leftOut }]),
    { label: isOpen(survey, now) ? say('Ends') : say('Ended'), value: endOf(survey, timeZone) },
  ];
}

function endOf({ endedAt, endsAt }: Survey, timeZone: string): Line {
  const at = endedAt ?? (endsAt && new Date(endsAt.getTime() - 1));
  return at === null ? say('when you stop it') : [{ kind: 'time', at, timeZone, style: 'date' }];
}

function runningBlocks({ survey, mayChange, sendsMail, openLink }: SurveyView): readonly Block[] {
  if (!mayChange) return [];
  const name = surveyName(survey.number);
  const waitingCount = survey.plannedCount - survey.askedCount;
  const byMail = sendsMail && survey.sendDueAt === null && waitingCount > 0;
  const getLinks: readonly Action[] =
    survey.audience.kind === 'link'
      ? []
      : [
          ...(byMail
            ? [
                {
                  ...button(
                    say('Send to {count, plural, one {1 person} other {# people}}', { count: waitingCount }),
                    'surveys.send',
                    name,
                    'primary',
                  ),
                  confirm: {
                    title: say('Send {name} by mail?', { name }),
                    text: say(
                      '{count, plural, one {1 person} other {# people}} at your customers get a mail with the question.',
                      { count: waitingCount },
                    ),
                    yes: say('Send'),
                  },
                },
              ]
            : []),
          button(
            say('Get the links'),
            'surveys.links',
            name,
            survey.askedCount === 0 && !byMail ? 'primary' : undefined,
          ),
        ];
  return [
    ...(survey.audience.kind === 'link'
      ? [text(say('Show the QR code where customers are, or share the link. Answers have no name.'))]
      : [text(say('Get the links puts everybody’s own link into a file for the tool that sends your mail.'))]),
    actions([
      ...getLinks,
      { kind: 'openLink', label: say('Link for everybody'), url: openLink },
      { kind: 'openLink', label: say('QR code'), url: `${openLink}.png` },
      {
        ...button(say('Stop'), 'surveys.stop', name, 'danger'),
        confirm: {
          title: say('Stop {name}?', { name }),
          text: say('Its links take no more answers. What came in stays.'),
          yes: say('Stop'),
        },
      },
    ]),
  ];
}

/** On top of the card of a survey that was just started. */
export const startedCard = (view: SurveyView): Card => ({
  ...surveyCard(view),
  title: say('Started. {title}', { title: titleOf(view) }),
  tone: 'good',
});

/** Its mails go out from now on. @param startsAt when the first do */
export const sendingCard = (
  view: SurveyView,
  { perDay, startsAt }: { readonly perDay: number; readonly startsAt: Date },
): Card => ({
  ...surveyCard(view),
  title: say('{survey} goes out by mail', { survey: surveyName(view.survey.number) }),
  tone: 'good',
  blocks: [
    text(
      sayLine(
        'Up to {perDay, number} mails a day, in your working hours, from {when} on, also to whoever comes later. {command} ends it.',
        {
          perDay,
          when: { kind: 'time', at: startsAt, timeZone: view.timeZone, style: 'dateTime' },
          command: code('survey stop'),
        },
      ),
    ),
    ...surveyCard(view).blocks,
  ],
});

/** On top of the card of one that was just stopped. */
export const stoppedCard = (view: SurveyView, wasOpen: boolean): Card => ({
  ...surveyCard(view),
  title: say(wasOpen ? '{survey} is stopped' : '{survey} had ended already', {
    survey: surveyName(view.survey.number),
  }),
});

/** @param url of the file, good for an hour */
export const linksCard = ({ number, askedCount }: Survey & SurveyCounts, url: string): Card =>
  titledCard(say('The links of {survey} are ready', { survey: surveyName(number) }), [
    text(
      say(
        'The file has a line for each of {count, plural, one {1 person} other {# people}}: address, name, customer, and a link of their own. They count as asked from now on.',
        { count: askedCount },
      ),
    ),
    actions([{ kind: 'openLink', label: say('Download the links'), url }]),
    note(say('The address of the file is good for an hour. Whoever has a link can answer in that person’s name.')),
  ]);

/** How the list is headed. */
export const surveysHeading = (): ListHeading => ({
  title: say('Surveys'),
  noneTitle: say('No survey yet'),
  none: sayLine('Ask customers whether they would recommend us: {command}, or press the button.', {
    command: code('survey start segment:Key'),
  }),
});

/** The same for those that take answers. */
export const openHeading = (): ListHeading => ({
  title: say('Open surveys'),
  noneTitle: say('No survey is open'),
  none: sayLine('{command} starts one.', { command: code('survey start') }),
});

/** Below the list. */
export const startNote = (): Line =>
  sayLine('{command} asks customers in one click.', { command: code('survey start segment:Key') });

/** One in the list. @param title as in the view */
export function surveyRow(survey: Survey & SurveyCounts, title: string, now: Date): Block {
  const name = surveyName(survey.number);
  return {
    kind: 'row',
    line: say(
      isOpen(survey, now) ? '{survey}: {title} Answered: {answered}' : '{survey} (ended): {title} Answered: {answered}',
      { survey: name, title, answered: answeredText(survey) },
    ),
    action: button(say('Show'), 'surveys.show', name),
  };
}

/** Beside the number: how many of those who were asked have answered, and who was not asked. */
export function besideNumber(survey: Survey & SurveyCounts): Block {
  const leftOut = leftOutText(survey.leftOut, survey.restDays);
  const values = {
    survey: surveyName(survey.number),
    audience: audienceText(survey.audience),
    answered: answeredText(survey),
  };
  return note(
    leftOut === null
      ? say('Survey {survey}, {audience}: {answered}.', values)
      : say('Survey {survey}, {audience}: {answered}. Not asked: {leftOut}.', { ...values, leftOut }),
  );
}

/** What a start form offers. */
interface StartChoices {
  /** A choice holds 98 of them. */
  readonly segments: readonly string[];
  /** By name: `onething`, `What should we improve first?` */
  readonly kinds: readonly { readonly value: string; readonly label: string }[];
  /** Proposed where one of them is to be chosen. */
  readonly touchpoints: readonly string[];
}

/** Asks what, whom, until when, and how often at most. */
export const startForm = ({ segments, kinds, touchpoints }: StartChoices): Form => ({
  form: 'surveys.start',
  subject: '',
  title: say('Start a survey'),
  intro: say('Customers answer in one click, and can say why.'),
  fields: [
    field('choice', 'kind', say('What is asked'), { options: kinds, value: kinds[0]?.value ?? '' }),
    field('choice', 'to', say('Who is asked'), {
      options: [
        { value: 'everyone', label: say('All customers') },
        { value: 'link', label: say('Whoever has the link, without a name') },
        ...segments.slice(0, 98).map((segment) => ({ value: `segment:${segment}`, label: segment })),
      ],
      value: 'everyone',
    }),
    field('text', 'customers', say('Only these customers'), {
      optional: true,
      maxLength: 2_000,
      hint: say('Names, separated by semicolons. Empty: those above.'),
    }),
    field('text', 'touchpoints', say('What they can choose'), {
      optional: true,
      value: touchpoints.join('; '),
      maxLength: 500,
      hint: say('Where they choose what to improve first: up to ten, separated by semicolons.'),
    }),
    field('text', 'touchpoint', say('What they have just met'), {
      optional: true,
      maxLength: 60,
      hint: say('Where they say whether it was as they expected: a touchpoint, such as Billing.'),
    }),
    field('date', 'until', say('Last day'), { optional: true, hint: say('Empty: until you stop it.') }),
    field('text', 'again', say('Days between two questions'), {
      value: String(limits.restDays),
      maxLength: 4,
      hint: say('Nobody is asked twice within so many days.'),
    }),
  ],
  submit: say('Start'),
});
