/** What meetings ask of this room: early tests that go on and in which something new was said. */

import { excerpt } from '../../chat/shorten.js';
import { groupBy } from '../../kernel/group-by.js';
import { say } from '../../kernel/language/say.js';
import type { TrialsDeps } from './deps.js';
import { limits, trialName } from './rules/trial.js';
import { listTrials } from './store/trials.js';
import { type Said, saidBetween } from './store/words.js';

/** An early test as an agenda shows it. */
export interface AgendaTrial {
  readonly id: string;
  /** T-1. */
  readonly name: string;
  readonly title: string;
  /** How much was said, in a few words: `2 pieces of feedback, 1 score`. */
  readonly news: string;
  /** The latest words as a whole place may read them, at most three. */
  readonly words: readonly string[];
}

/** Which meeting asks. */
export interface AskedForAgenda {
  readonly organisationId: string;
  /** What was said after that is new; null: all of it. */
  readonly since: Date | null;
  /** Those that went on at that moment. */
  readonly at: Date;
  readonly until: Date;
}

/** More than a meeting ever speaks of. */
const saidLimit = 200;
const shownWords = 3;

/** The newest test first; those in which nothing new was said are left out. */
export async function newsFor(
  deps: TrialsDeps,
  { organisationId, since, at, until }: AskedForAgenda,
): Promise<readonly AgendaTrial[]> {
  const said = await saidBetween(deps.database, { organisationId, since, until }, saidLimit);
  if (said.length === 0) return [];
  const { items } = await listTrials(deps.database, { organisationId, at }, { limit: limits.open, offset: 0 });
  const byTrial = groupBy(said, ({ trial }) => trial);
  const shown = await Promise.all(
    items.map(async ({ id, number, title }) => {
      const name = trialName(number);
      const theirs = byTrial.get(name) ?? [];
      return { id, name, title, news: newsText(theirs), words: await wordsOf(deps, organisationId, theirs) };
    }),
  );
  return shown.filter(({ news }) => news !== '');
}

function newsText(said: readonly Said[]): string {
  const feedbackCount = said.filter(({ feedbackId }) => feedbackId !== null).length;
  const scoreCount = said.length - feedbackCount;
  return [
    ...(feedbackCount === 0
      ? []
      : [say('{count, plural, one {1 piece} other {# pieces}} of feedback', { count: feedbackCount })]),
    ...(scoreCount === 0 ? [] : [say('{count, plural, one {1 score} other {# scores}}', { count: scoreCount })]),
  ].reduce((list, next) => (list === '' ? next : say('{list}, {next}', { list, next })), '');
}

/** Confidential feedback is counted and not quoted. */
async function wordsOf(
  { feedback }: TrialsDeps,
  organisationId: string,
  said: readonly Said[],
): Promise<readonly string[]> {
  const ids = said.flatMap(({ feedbackId }) => feedbackId ?? []).slice(0, 2 * shownWords);
  const known = new Map((await feedback.glimpse(organisationId, { ids }, null)).map((each) => [each.id, each]));
  const all = said.flatMap(({ feedbackId, customerName, score, comment }) => {
    if (feedbackId === null)
      return comment === null
        ? []
        : say('“{words}” ({customer}, {score} of 10)', {
            words: excerpt(comment),
            customer: customerName ?? say('somebody'),
            score: score ?? 0,
          });
    const found = known.get(feedbackId);
    return found?.excerpt ? `“${found.excerpt}” (${found.title})` : [];
  });
  return all.slice(0, shownWords);
}
