/** What customers see and send by their links. Nothing here trusts more than the token. */

import { isolate } from '../../chat/bidi.js';
import type { AnswerPage, PageOwner, SurveyPages, WishesPage } from '../../chat/survey-pages.js';
import { invalid } from '../../chat/typed.js';
import { InvalidInput } from '../../kernel/errors.js';
import { isId, newId } from '../../kernel/id.js';
import { speakUsually } from '../../kernel/language/reader.js';
import { say } from '../../kernel/language/say.js';
import type { TokenSubject } from '../../kernel/public-tokens.js';
import { createTogether } from '../../kernel/together.js';
import { inOrganisation } from '../../storage/scope.js';
import { unwantedKinds } from '../customers/index.js';
import { organisationLanguage } from '../people/index.js';
import type { SurveysDeps } from './deps.js';
import type { Asked, TakenAnswer } from './kinds/kind.js';
import { kinds } from './kinds/kinds.js';
import { solvedAsks } from './kinds/solved.js';
import { type Given, readAnswer } from './rules/answer.js';
import { linksHead, linksLine } from './rules/links-file.js';
import { isOpen, type Survey } from './rules/survey.js';
import { pageColour, pageWords } from './settings.js';
import { type OpenedSolved, openSolved, takeSolved } from './solved.js';
import { type AnswerOf, insertAnswers, lastAnswer, type NewAnswer, pageAskings } from './store/askings.js';
import { findAsked, findSurvey } from './store/surveys.js';

/** What a token opened: a question, and what becomes of an answer. */
interface Opened {
  readonly owner: PageOwner;
  readonly isOpen: boolean;
  readonly asked: Asked;
  /** A sentence before the question; null: none. */
  readonly lead: string | null;
  /** Of what an answer would be one; `formId` null: each page that is opened is a form of its own. */
  readonly of: Omit<AnswerOf, 'formId'> & { readonly formId: string | null };
  /** null: nobody is known. */
  readonly personId: string | null;
  /** What it is an answer to. */
  readonly about: Survey | OpenedSolved;
}

/** Builds the room's public side. */
export function surveyPages(deps: SurveysDeps): SurveyPages {
  const keep = createTogether<Sent>(
    { batchOf: ({ organisationId, batch }) => `${organisationId} ${batch}`, itemOf: ({ answer }) => answer.formId },
    (sent) => keepAnswers(deps, sent),
  );
  return {
    page: (token) =>
      ofItsOrganisation(deps, token, async () => {
        const opened = await open(deps, token);
        return opened && toPage(deps, opened);
      }),
    isForEverybody: (token) => deps.tokens.read('p', token) !== null,
    answer: (token, sent) => ofItsOrganisation(deps, token, () => takeAnswer(deps, token, { sent, keep })),
    wishes: (token) => ofItsOrganisation(deps, token, () => wishesOf(deps, deps.tokens.read('u', token))),
    setWishes: (token, unwanted) => ofItsOrganisation(deps, token, () => setWishes(deps, token, unwanted)),
    links: (organisationId, surveyId) => linkLines(deps, organisationId, surveyId),
  };
}

/** Whoever has a token is known by it alone: what follows is for its organisation. */
function ofItsOrganisation<T>({ tokens }: SurveysDeps, token: string, work: () => Promise<T>): Promise<T> {
  const scopes = ['s', 'p', 'f', 'u'] as const;
  const named = scopes.map((scope) => tokens.read(scope, token)).find((each) => each !== null);
  return named ? inOrganisation(named.organisationId, work) : work();
}

async function open(deps: SurveysDeps, token: string): Promise<Opened | null> {
  const solved = deps.tokens.read('f', token);
  if (solved) return openAfterResolution(deps, solved);
  const personal = deps.tokens.read('s', token);
  const named = personal ?? deps.tokens.read('p', token);
  if (!named) return null;
  const { organisationId, id } = named;
  const asked = personal ? await findAsked(deps.database, organisationId, id) : null;
  const survey = personal ? asked?.survey : await findSurvey(deps.database, organisationId, id);
  if (!survey) return null;
  const personId = asked?.personId ?? null;
  const owner = await ownerOf(deps, organisationId);
  return {
    owner,
    isOpen: isOpen(survey, deps.clock.now()),
    asked: kinds[survey.kind].asks(survey.about, isolate(owner.name)),
    lead: null,
    of: { organisationId, surveyId: survey.id, formId: personal?.id ?? null },
    personId,
    about: survey,
  };
}

async function openAfterResolution(deps: SurveysDeps, { organisationId, id }: TokenSubject): Promise<Opened | null> {
  // First, because it says in which language the rest is.
  const owner = await ownerOf(deps, organisationId);
  const opened = await openSolved(deps, organisationId, id);
  if (!opened) return null;
  return {
    ...{ owner, isOpen: opened.isOpen, lead: opened.about, asked: solvedAsks(isolate(owner.name)) },
    of: { organisationId, surveyId: null, formId: opened.asking.id },
    personId: opened.person?.id ?? null,
    about: opened,
  };
}

/** From here on the page speaks their language, unless its reader asks for another. */
async function ownerOf({ people }: SurveysDeps, organisationId: string): Promise<PageOwner> {
  const { name, settings } = await people.organisation(organisationId);
  speakUsually(organisationLanguage.of(settings));
  return { name, colour: pageColour.of(settings), words: pageWords.of(settings) };
}

async function toPage(deps: SurveysDeps, { owner, isOpen, asked, lead, of, personId }: Opened): Promise<AnswerPage> {
  const { formId } = of;
  const before = formId === null ? null : await lastAnswer(deps.database, { ...of, formId });
  return {
    owner,
    isOpen,
    formId: formId ?? newId(deps.clock.now()),
    isPersonal: formId !== null,
    ...{ about: lead, question: asked.question, commentLabel: asked.commentLabel, thanks: asked.thanks },
    answer: before && { value: before.choice ?? String(before.score), comment: before.comment, at: before.at },
    wishesToken: personId === null ? null : deps.tokens.make('u', { organisationId: of.organisationId, id: personId }),
  };
}

/** An answer that was read and is to be kept. */
interface Sent {
  readonly organisationId: string;
  /** Those with the same are kept together. */
  readonly batch: string;
  readonly answer: NewAnswer;
  readonly given: Given;
  /** The customer's name; null: nobody is known. */
  readonly customer: string | null;
  readonly opened: Opened;
}

async function takeAnswer(
  deps: SurveysDeps,
  token: string,
  { sent, keep }: { readonly sent: Readonly<Record<string, unknown>>; keep(sent: Sent): Promise<void> },
): ReturnType<SurveyPages['answer']> {
  const opened = await open(deps, token);
  if (!opened) return null;
  const { owner, isOpen, asked, of, about } = opened;
  if (!isOpen) return { owner, isOpen };
  const read = readAnswer(asked.question, sent);
  if ('problems' in read) throw invalid('surveys.answer', read.problems);
  const { given } = read;
  const at = deps.clock.now();
  const formId = of.formId ?? (typeof sent.form === 'string' && isId(sent.form) ? sent.form.toLowerCase() : newId(at));
  const isScale = asked.question.kind === 'scale';
  const value = { score: isScale ? Number(given.value) : null, choice: isScale ? null : given.value };
  const { organisationId } = of;
  const person = opened.personId === null ? null : await deps.customers.person(organisationId, opened.personId);
  await keep({
    organisationId,
    // What follows from an answer after a resolution locks the feedback that it is about: one at a time.
    batch: 'asking' in about ? formId : about.kind,
    answer: { ...of, ...value, formId, id: newId(at), comment: given.comment, at },
    ...{ given, customer: person?.customerName ?? null, opened },
  });
  return { owner, isOpen };
}

/** All of them are of one organisation and one kind, and of different forms. */
async function keepAnswers(deps: SurveysDeps, all: readonly Sent[]): Promise<void> {
  const [first] = all;
  if (!first) return;
  const { organisationId, opened } = first;
  const { about } = opened;
  await deps.outbox.commit(async (tx) => {
    await insertAnswers(
      tx,
      organisationId,
      all.map(({ answer }) => answer),
    );
    if ('asking' in about) {
      const { asking, person } = about;
      return takeSolved(deps, tx, { asking, by: person?.name ?? null, given: first.given });
    }
    // Last: counting answers keeps the others of their number waiting until the transaction ends.
    await kinds[about.kind].take?.(deps, tx, organisationId, all.map(toTaken));
  });
}

function toTaken({ answer: { formId }, given, customer, opened }: Sent): TakenAnswer {
  return { ...given, customer, formId: opened.of.formId === null ? `open ${formId}` : formId };
}

async function wishesOf(deps: SurveysDeps, named: TokenSubject | null): Promise<WishesPage | null> {
  const person = named && (await deps.customers.person(named.organisationId, named.id));
  return person && { owner: await ownerOf(deps, named.organisationId), unwanted: person.unwanted };
}

async function setWishes(deps: SurveysDeps, token: string, unwanted: readonly string[]): Promise<WishesPage | null> {
  const named = deps.tokens.read('u', token);
  if (!named) return null;
  const known = unwantedKinds.filter((what) => unwanted.includes(what));
  if (known.length !== new Set(unwanted).size)
    throw new InvalidInput('surveys.wishes', say('This page is out of date.'));
  await deps.database.transaction((tx) => deps.customers.leaveOutOf(tx, named, known));
  return wishesOf(deps, named);
}

/** Lines in one piece. */
const pieceLength = 1_000;

async function* linkLines(deps: SurveysDeps, organisationId: string, surveyId: string): AsyncIterable<string> {
  yield `${linksHead}\r\n`;
  const base = deps.baseUrl();
  for (let after: string | null = null; ; ) {
    const from: { organisationId: string; surveyId: string; after: string | null } = {
      organisationId,
      surveyId,
      after,
    };
    const rows: Awaited<ReturnType<typeof pageAskings>> = await inOrganisation(organisationId, () =>
      pageAskings(deps.database, from, pieceLength),
    );
    const link = (id: string) => `${base}/s/${deps.tokens.make('s', { organisationId, id })}`;
    if (rows.length > 0) yield rows.map((row) => `${linksLine(row, link(row.id))}\r\n`).join('');
    if (rows.length < pieceLength) return;
    after = rows.at(-1)?.id ?? null;
  }
}
