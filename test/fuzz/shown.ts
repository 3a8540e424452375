/** What the bot shows, held to every platform's rules: nothing that somebody typed acts there, and nothing of ours shows through. */
import { renderCard as renderForSlack } from '../../src/adapters/slack/render/render-card.js';
import { renderCard as renderForTeams } from '../../src/adapters/teams/render/render-card.js';
import { apologyCard } from '../../src/chat/answers.js';
import type { Card } from '../../src/chat/card.js';
import type { NameLookup } from '../../src/chat/messenger.js';
import type { Reply } from '../../src/chat/reply.js';
import { readSlackMessage } from '../contracts/slack-checker.js';
import { readTeamsCard } from '../contracts/teams-checker.js';
import { checkWords } from './promises.js';

/** Nobody is known on the platform, so that whatever pings was typed. */
const nobody: NameLookup = { externalId: () => undefined };
const sorry = apologyCard('', null).title;

export function checkReply(reply: Reply): void {
  if (reply.kind === 'card') checkCard(reply.card);
  if (reply.kind !== 'fieldErrors') return;
  for (const words of [reply.message, ...Object.values(reply.errors)]) checkWords(words);
  if (/reference \w/u.test(reply.message)) throw new Error(`An apology: ${reply.message}`);
}

export function checkCard(card: Card): void {
  if (card.title === sorry) throw new Error(`An apology: ${card.summary}`);
  const slack = readSlackMessage(renderForSlack(card, nobody));
  const teams = readTeamsCard(renderForTeams(card, nobody));
  const problems = [...slack.problems, ...teams.problems, ...slack.pings, ...teams.pings];
  if (problems.length > 0) throw new Error(`${card.title}: ${problems.join('; ')}`);
}
