/** What customers see and send by their links. Nothing here trusts more than the token. */
import type { AnswerPage, PageOwner, SurveyPages, WishesPage } from '../../chat/survey-pages.js';
import { InvalidInput } from '../../kernel/errors.js';
import { isId, newId } from '../../kernel/id.js';
import type { TokenSubject } from '../../kernel/public-tokens.js';
import { inOrganisation } from '../../storage/scope.js';
import { unwantedKinds } from '../customers/index.js';
import type { SurveysDeps } from './deps.js';
import { linksHead, linksLine } from './rules/links-file.js';
import { isOpen, type Survey } from './rules/survey.js';
import { pageColour, pageWords } from './settings.js';
import { findAsking, insertAnswer, lastAnswer, pageAskings } from './store/askings.js';
import { findSurvey } from './store/surveys.js';

interface Opened {
  readonly survey: Survey;
  readonly owner: PageOwner;
  /** null: the link is for everybody. */
  readonly asking: { readonly id: string; readonly personId: string } | null;
}

/** Builds the room's public side. */
export function surveyPages(deps: SurveysDeps): SurveyPages {
  return {
    page: (token) =>
      ofItsOrganisation(deps, token, async () => {
        const opened = await open(deps, token);
        return opened && toPage(deps, opened);
      }),
    isForEverybody: (token) => deps.tokens.read('p', token) !== null,
    answer: (token, sent) => ofItsOrganisation(deps, token, () => takeAnswer(deps, token, sent)),
    wishes: (token) => ofItsOrganisation(deps, token, () => wishesOf(deps, deps.tokens.read('u', token))),
    setWishes: (token, unwanted) => ofItsOrganisation(deps, token, () => setWishes(deps, token, unwanted)),
    links: (organisationId, surveyId) => linkLines(deps, organisationId, surveyId),
  };
}

/** Whoever has a token is known by it alone: what follows is for its organisation. */
function ofItsOrganisation<T>({ tokens }: SurveysDeps, token: string, work: () => Promise<T>): Promise<T> {
  const named = tokens.read('s', token) ?? tokens.read('p', token) ?? tokens.read('u', token);
  return named ? inOrganisation(named.organisationId, work) : work();
}

async function open(deps: SurveysDeps, token: string): Promise<Opened | null> {
  const personal = deps.tokens.read('s', token);
  const named = personal ?? deps.tokens.read('p', token);
  if (!named) return null;
  const { organisationId } = named;
  const asking = personal ? await findAsking(deps.database, organisationId, personal.id) : null;
  if (personal && !asking) return null;
  const survey = await findSurvey(deps.database, organisationId, asking?.surveyId ?? named.id);
  return survey && { survey, asking, owner: await ownerOf(deps, organisationId) };
}

async function ownerOf({ people }: SurveysDeps, organisationId: string): Promise<PageOwner> {
  const { name, settings } = await people.organisation(organisationId);
  return { name, colour: pageColour.of(settings), words: pageWords.of(settings) };
}

async function toPage(deps: SurveysDeps, { survey, owner, asking }: Opened): Promise<AnswerPage> {
  const { organisationId, id: surveyId } = survey;
  const formId = asking?.id ?? newId(deps.clock.now());
  return {
    owner,
    formId,
    isOpen: isOpen(survey, deps.clock.now()),
    isPersonal: asking !== null,
    answer: asking ? await lastAnswer(deps.database, { organisationId, surveyId, formId }) : null,
    wishesToken: asking && deps.tokens.make('u', { organisationId, id: asking.personId }),
  };
}

async function takeAnswer(
  deps: SurveysDeps,
  token: string,
  sent: Readonly<Record<string, unknown>>,
): ReturnType<SurveyPages['answer']> {
  const opened = await open(deps, token);
  if (!opened) return null;
  const { survey, asking, owner } = opened;
  const now = deps.clock.now();
  if (!isOpen(survey, now)) return { owner, isOpen: false };
  const { organisationId, id: surveyId } = survey;
  const formId =
    asking?.id ?? (typeof sent.form === 'string' && isId(sent.form) ? sent.form.toLowerCase() : newId(now));
  const person = asking && (await deps.customers.person(organisationId, asking.personId));
  const comment = typeof sent.comment === 'string' && sent.comment.trim() !== '' ? sent.comment : null;
  await deps.database.transaction(async (tx) => {
    await deps.nps.takeAnswer(tx, {
      organisationId,
      formId: asking ? formId : `open ${formId}`,
      score: sent.score,
      comment: comment ?? undefined,
      customer: person?.customerName ?? null,
    });
    const of = { organisationId, surveyId, formId, id: newId(now) };
    await insertAnswer(tx, of, { score: Number(sent.score), comment, at: now });
  });
  return { owner, isOpen: true };
}

async function wishesOf(deps: SurveysDeps, named: TokenSubject | null): Promise<WishesPage | null> {
  const person = named && (await deps.customers.person(named.organisationId, named.id));
  return person && { owner: await ownerOf(deps, named.organisationId), unwanted: person.unwanted };
}

async function setWishes(deps: SurveysDeps, token: string, unwanted: readonly string[]): Promise<WishesPage | null> {
  const named = deps.tokens.read('u', token);
  if (!named) return null;
  const known = unwantedKinds.filter((what) => unwanted.includes(what));
  if (known.length !== new Set(unwanted).size) throw new InvalidInput('surveys.wishes', 'This page is out of date.');
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
