/** The cards of surveys: how one goes, the list of them, their links, and the form that starts one. */
import { actions, button, facts, note, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, type Card, code, type Line } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import { type Form, field } from '../../../chat/form.js';
import type { ListHeading } from '../../../chat/list.js';
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
    ...(isRunning && survey.sendDueAt ? [note('Mails are going out, in your working hours.')] : []),
    ...(isRunning && survey.planDueAt && !survey.plannedAt
      ? [note('I am still looking for whom to ask. The numbers above grow.')]
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
      : [{ label: 'Asked', value: `${people(askedCount)} of ${people(plannedCount)} with a link` }]),
    { label: 'Answered', value: answeredText(survey) },
    ...(leftOut === null ? [] : [{ label: 'Not asked', value: leftOut }]),
    { label: isOpen(survey, now) ? 'Ends' : 'Ended', value: endOf(survey, timeZone) },
  ];
}

function endOf({ endedAt, endsAt }: Survey, timeZone: string): Line {
  const at = endedAt ?? (endsAt && new Date(endsAt.getTime() - 1));
  return at === null ? 'when you stop it' : [{ kind: 'time', at, timeZone, style: 'date' }];
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
                  ...button(`Send to ${people(waitingCount)}`, 'surveys.send', name, 'primary'),
                  confirm: {
                    title: `Send ${name} by mail?`,
                    text: `${people(waitingCount)} at your customers get a mail with the question.`,
                    yes: 'Send',
                  },
                },
              ]
            : []),
          button('Get the links', 'surveys.links', name, survey.askedCount === 0 && !byMail ? 'primary' : undefined),
        ];
  return [
    ...(survey.audience.kind === 'link'
      ? [text('Show the QR code where customers are, or share the link. Answers have no name.')]
      : [text('Get the links puts everybody’s own link into a file for the tool that sends your mail.')]),
    actions([
      ...getLinks,
      { kind: 'openLink', label: 'Link for everybody', url: openLink },
      { kind: 'openLink', label: 'QR code', url: `${openLink}.png` },
      {
        ...button('Stop', 'surveys.stop', name, 'danger'),
        confirm: { title: `Stop ${name}?`, text: 'Its links take no more answers. What came in stays.', yes: 'Stop' },
      },
    ]),
  ];
}

/** On top of the card of a survey that was just started. */
export const startedCard = (view: SurveyView): Card => ({
  ...surveyCard(view),
  title: `Started. ${titleOf(view)}`,
  tone: 'good',
});

/** Its mails go out from now on. @param startsAt when the first do */
export const sendingCard = (
  view: SurveyView,
  { perDay, startsAt }: { readonly perDay: number; readonly startsAt: Date },
): Card => ({
  ...surveyCard(view),
  title: `${surveyName(view.survey.number)} goes out by mail`,
  tone: 'good',
  blocks: [
    text([
      `Up to ${counted(perDay)} mails a day, in your working hours, from `,
      { kind: 'time', at: startsAt, timeZone: view.timeZone, style: 'dateTime' },
      ' on, also to whoever comes later. ',
      code('survey stop'),
      ' ends it.',
    ]),
    ...surveyCard(view).blocks,
  ],
});

/** On top of the card of one that was just stopped. */
export const stoppedCard = (view: SurveyView, wasOpen: boolean): Card => ({
  ...surveyCard(view),
  title: `${surveyName(view.survey.number)} ${wasOpen ? 'is stopped' : 'had ended already'}`,
});

/** @param url of the file, good for an hour */
export const linksCard = ({ number, askedCount }: Survey & SurveyCounts, url: string): Card =>
  titledCard(`The links of ${surveyName(number)} are ready`, [
    text(
      `The file has a line for each of ${people(askedCount)}: address, name, customer, and a link of their own. They count as asked from now on.`,
    ),
    actions([{ kind: 'openLink', label: 'Download the links', url }]),
    note('The address of the file is good for an hour. Whoever has a link can answer in that person’s name.'),
  ]);

/** How the list is headed. */
export const surveysHeading: ListHeading = {
  title: 'Surveys',
  noneTitle: 'No survey yet',
  none: ['Ask customers whether they would recommend us: ', code('survey start segment:Key'), ', or press the button.'],
};

/** The same for those that take answers. */
export const openHeading: ListHeading = {
  title: 'Open surveys',
  noneTitle: 'No survey is open',
  none: [code('survey start'), ' starts one.'],
};

/** Below the list. */
export const startNote: Line = [code('survey start segment:Key'), ' asks customers in one click.'];

/** One in the list. @param title as in the view */
export function surveyRow(survey: Survey & SurveyCounts, title: string, now: Date): Block {
  const state = isOpen(survey, now) ? '' : ' (ended)';
  const name = surveyName(survey.number);
  return {
    kind: 'row',
    line: `${name}${state}: ${title} Answered: ${answeredText(survey)}`,
    action: button('Show', 'surveys.show', name),
  };
}

/** Beside the number: how many of those who were asked have answered, and who was not asked. */
export function besideNumber(survey: Survey & SurveyCounts): Block {
  const leftOut = leftOutText(survey.leftOut, survey.restDays);
  const rest = leftOut === null ? '' : ` Not asked: ${leftOut}.`;
  return note(`Survey ${surveyName(survey.number)}, ${audienceText(survey.audience)}: ${answeredText(survey)}.${rest}`);
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
  title: 'Start a survey',
  intro: 'Customers answer in one click, and can say why.',
  fields: [
    field('choice', 'kind', 'What is asked', { options: kinds, value: kinds[0]?.value ?? '' }),
    field('choice', 'to', 'Who is asked', {
      options: [
        { value: 'everyone', label: 'All customers' },
        { value: 'link', label: 'Whoever has the link, without a name' },
        ...segments.slice(0, 98).map((segment) => ({ value: `segment:${segment}`, label: segment })),
      ],
      value: 'everyone',
    }),
    field('text', 'customers', 'Only these customers', {
      optional: true,
      maxLength: 2_000,
      hint: 'Names, separated by semicolons. Empty: those above.',
    }),
    field('text', 'touchpoints', 'What they can choose', {
      optional: true,
      value: touchpoints.join('; '),
      maxLength: 500,
      hint: 'Where they choose what to improve first: up to ten, separated by semicolons.',
    }),
    field('text', 'touchpoint', 'What they have just met', {
      optional: true,
      maxLength: 60,
      hint: 'Where they say whether it was as they expected: a touchpoint, such as Billing.',
    }),
    field('date', 'until', 'Last day', { optional: true, hint: 'Empty: until you stop it.' }),
    field('text', 'again', 'Days between two questions', {
      value: String(limits.restDays),
      maxLength: 4,
      hint: 'Nobody is asked twice within so many days.',
    }),
  ],
  submit: 'Start',
});
