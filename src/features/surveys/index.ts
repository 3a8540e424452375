/**
 * The door of surveys: customers are asked in one click whether they would recommend us, and their answers are counted by
 * nps; or what to improve first, against what the team believed (one-thing/). start.ts begins one, plan.ts finds whom it
 * asks, pages.ts is what customers see, solved.ts asks after what was resolved; house.ts builds it.
 */

import type { Board } from '../../chat/board.js';
import type { Feature } from '../../chat/feature.js';
import type { FindMailFace, TakeBounce } from '../../chat/mail.js';
import { shownBy } from '../../chat/numbered.js';
import type { SurveyPages } from '../../chat/survey-pages.js';
import { phrase } from '../../kernel/language/say.js';
import { surveysPart } from './customer-part.js';
import type { SurveysDeps } from './deps.js';
import { showGap } from './gap.js';
import { mailFace, takeBounce } from './mail-face.js';
import { agendaNews } from './one-thing/agenda.js';
import { boardOf, boardTableOf, showBoard } from './one-thing/board.js';
import { guess, guessOutgoing, look } from './one-thing/guess.js';
import { makeFeedback, wordsList } from './one-thing/words.js';
import { surveyPages } from './pages.js';
import { planningSweep } from './plan.js';
import { surveyNumbers } from './rules/survey.js';
import { outgoing, sendingSweep, startSending } from './send.js';
import { besideNumber, handOutLinks, show, stop, surveysList } from './show.js';
import { afterResolution, planSolved, solvedChapter, solvedOutgoing, solvedSweep } from './solved.js';
import { openStart, startByCommand, startByForm } from './start.js';

export { wilson } from './rules/wilson.js';
export { countAsking } from './send.js';
export { pageColour, pageWords, surveyMailsPerDay, surveysSettings } from './settings.js';

/** The door of surveys, with what the public pages ask of it. */
export interface SurveysRoom extends Feature {
  readonly pages: SurveyPages;
  /** To whom and from whom a mail goes. */
  readonly mailFace: FindMailFace;
  readonly takeBounce: TakeBounce;
  /** What `/boards/ORGANISATION/SURVEY.png` draws; null: there is none. */
  boardOf(organisationId: string, surveyId: string): Promise<Board | null>;
  /** The same as CSV. */
  boardTableOf(organisationId: string, surveyId: string): Promise<string | null>;
}

/** Builds the room on people, customers, feedback and nps, and asks after what is resolved; call it once for a house. */
export function createSurveys(deps: SurveysDeps): SurveysRoom {
  deps.feedback.onResolved((tx, item) => planSolved(deps, tx, item));
  return {
    title: phrase('Surveys'),
    topic: { name: 'surveys', about: phrase('asking customers in one click whether they would recommend us') },
    commands: [
      {
        name: 'survey',
        usage: 'survey [S-1|open]',
        does: phrase('lists surveys and shows how one goes'),
        asked: [{ words: /^(?:show )?surveys$/iu, line: 'survey' }],
        handle: surveysList(deps).typed,
      },
      {
        name: 'survey start',
        usage:
          'survey start [onething|expected] [everyone|link] [segment: customer: until: again:90d touchpoint: touchpoints:]',
        does: phrase(
          'asks customers whether they would recommend us, which one thing to improve, or whether it was as they expected',
        ),
        examples: [
          'survey start segment:Key until:2026-12-31',
          'survey start link',
          'survey start onething everyone',
          'survey start expected touchpoint:Billing everyone',
        ],
        allowed: 'champion',
        details: ['segment', 'customer', 'until', 'again', 'touchpoint', 'touchpoints'].map((key) => ({ key })),
        handle: (line, context) => startByCommand(deps, line, context),
      },
      {
        name: 'survey send',
        usage: 'survey send S-1',
        does: phrase('sends a survey by mail, so many a day and in working hours'),
        examples: ['survey send S-1'],
        allowed: 'champion',
        handle: ({ text }, context) => startSending(deps, text, context),
      },
      {
        name: 'survey links',
        usage: 'survey links S-1',
        does: phrase('gives everybody’s own link as a file, for the tool that sends your mail'),
        examples: ['survey links S-1'],
        allowed: 'champion',
        handle: ({ text }, context) => handOutLinks(deps, text, context),
      },
      {
        name: 'survey stop',
        usage: 'survey stop S-1',
        does: phrase('ends a survey; what came in stays'),
        examples: ['survey stop S-1'],
        allowed: 'champion',
        handle: ({ text }, context) => stop(deps, text, context),
      },
      {
        name: 'survey guess',
        usage: 'survey guess S-3 [TOUCHPOINT]',
        does: phrase('keeps what you believe customers will choose; nobody sees it but you'),
        examples: ['survey guess S-3'],
        handle: ({ text }, context) => guess(deps, text, context),
      },
      {
        name: 'survey words',
        usage: 'survey words S-3',
        does: phrase('lists what customers wrote about their choice; each can be made feedback'),
        examples: ['survey words S-3'],
        handle: wordsList(deps).typed,
      },
      {
        name: 'survey board',
        usage: 'survey board S-3',
        does: phrase('gives what customers chose as one sheet, a picture and a table'),
        examples: ['survey board S-3'],
        handle: ({ text }, context) => showBoard(deps, text, context),
      },
      {
        name: 'survey gap',
        usage: 'survey gap [touchpoint: period:90d]',
        does: phrase('shows what was designed and done beside what customers expected and got'),
        examples: ['survey gap', 'survey gap touchpoint:Billing period:quarter'],
        details: [{ key: 'touchpoint' }, { key: 'period' }],
        handle: ({ text, details }, context) =>
          showGap(deps, { ...details, touchpoint: details.touchpoint ?? text }, context),
      },
    ],
    actions: {
      'surveys.gap': (touchpoint, context) => showGap(deps, { touchpoint }, context),
      'surveys.guess': (value, context) => guess(deps, value, context),
      'surveys.look': (value, context) => look(deps, value, context),
      'surveys.words': wordsList(deps).pressed,
      'surveys.feedback': (value, context) => makeFeedback(deps, value, context),
      'surveys.board': (value, context) => showBoard(deps, value, context),
      'surveys.list': surveysList(deps).pressed,
      'surveys.show': (value, context) => show(deps, surveyNumbers.read(value), context),
      'surveys.start': (_, context) => openStart(deps, context),
      'surveys.send': (value, context) => startSending(deps, value, context),
      'surveys.links': (value, context) => handOutLinks(deps, value, context),
      'surveys.stop': (value, context) => stop(deps, value, context),
    },
    forms: { 'surveys.start': (_, values, context) => startByForm(deps, values, context) },
    shows: (text) => shownBy('survey', surveyNumbers, text),
    besideNumber: (organisationId) => besideNumber(deps, organisationId),
    agendaNews: (organisationId, since) => agendaNews(deps, organisationId, since),
    afterResolution: (organisationId, ids) => afterResolution(deps, organisationId, ids),
    reportOn: (period, { actor }) => solvedChapter(deps, actor.organisationId, period),
    customerPart: (asked) => surveysPart(deps, asked),
    boardOf: (organisationId, surveyId) => boardOf(deps, organisationId, surveyId),
    boardTableOf: (organisationId, surveyId) => boardTableOf(deps, organisationId, surveyId),
    outgoing: { ...outgoing(deps), 'surveys.askSolved': solvedOutgoing(deps), 'surveys.askGuess': guessOutgoing(deps) },
    sweeps: [planningSweep(deps), sendingSweep(deps), solvedSweep(deps)],
    mailFace: mailFace(deps),
    takeBounce: takeBounce(deps),
    pages: surveyPages(deps),
  };
}
