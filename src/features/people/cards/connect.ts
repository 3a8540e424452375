/** What is shown and said when one more workspace is to join the organisation. */
import { facts, text, titledCard } from '../../../chat/blocks.js';
import { type Card, code } from '../../../chat/card.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';

/** How long an invitation waits to be used. */
export const invitationMinutes = 60;

/** The link of an invitation was used or is too old. */
export const invitationGone = () =>
  say(
    'This link was used already, or is more than an hour old. Ask whoever sent it for a new one, which the command “connect” makes.',
  );

/** A typed code was used or is too old. */
export const codeGone = () =>
  say('This code was used already, or is more than an hour old. Type `connect` where it was made for a new one.');
export const alreadyHere = () =>
  say('This workspace belongs to that organisation already. Type the code in the one that is to join it.');
export const keepsThings = () =>
  say(
    'Something was kept here already: feedback, ideas, scores, meetings or rules. It can’t be carried into another organisation. Type `connect` here instead, and the code in the other workspace.',
  );

/** @param url where a browser installs the bot in one more workspace; null: none can be added so */
export function invitationCard(
  organisationName: string,
  { code: typed, url }: { code: string; url: string | null },
): Card {
  const title = say('One more workspace for {organisation}', { organisation: organisationName });
  return {
    title,
    summary: title,
    discreet: true,
    shownOnce: true,
    blocks: [
      text(
        say(
          'Whoever uses this brings their workspace or tenant into {organisation}: it sees the same customers and feedback. It works once, within an hour. Give it only to somebody whom you trust with that.',
          { organisation: organisationName },
        ),
      ),
      facts([
        {
          label: say('Where I am already'),
          value: sayLine('An admin there types {command}', { command: code(`connect ${typed}`) }),
        },
        ...(url === null ? [] : [{ label: say('In another Slack workspace'), value: url }]),
      ]),
      ...(url === null
        ? [
            {
              kind: 'note' as const,
              line: sayLine('More Slack workspaces need {variable} and its companions, as docs/slack.md says.', {
                variable: code('SLACK_CLIENT_ID'),
              }),
            },
          ]
        : [
            {
              kind: 'actions' as const,
              actions: [{ kind: 'openLink' as const, label: say('Install in another workspace'), url }],
            },
          ]),
    ],
  };
}

/** To whoever typed the code. */
export function joinedCard(organisationName: string): Card {
  const title = say('This workspace belongs to {organisation} now', { organisation: organisationName });
  const line = say(
    'Everybody here sees the customers and feedback of {organisation}. Its champion and its settings count here too.',
    { organisation: organisationName },
  );
  return titledCard(title, [text(line)], 'good');
}
