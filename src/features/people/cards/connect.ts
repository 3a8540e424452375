/** What is shown and said when one more workspace is to join the organisation. */
import { type Card, code } from '../../../chat/card.js';

/** How long an invitation waits to be used. */
export const invitationMinutes = 60;

/** The link of an invitation was used or is too old. */
export const invitationGone =
  'This link was used already, or is more than an hour old. Ask whoever sent it for a new one: /customer connect makes it.';

/** @param url null: no more than one workspace can be connected here */
export function invitationCard(organisationName: string, url: string | null): Card {
  if (url === null) {
    const title = 'One workspace is all that can be connected here';
    return {
      title,
      summary: title,
      blocks: [
        {
          kind: 'text',
          line: [
            'Whoever runs me can change that: ',
            code('SLACK_CLIENT_ID'),
            ' and its companions, as the README says.',
          ],
        },
      ],
    };
  }
  const title = `One more workspace for ${organisationName}`;
  return {
    title,
    summary: title,
    discreet: true,
    blocks: [
      {
        kind: 'text',
        line: `Whoever opens this link and installs me brings their workspace into ${organisationName}: it sees the same customers and feedback. It works once, within an hour. Give it only to somebody whom you trust with that.`,
      },
      { kind: 'actions', actions: [{ kind: 'openLink', label: 'Install in another workspace', url }] },
      { kind: 'note', line: url },
    ],
  };
}
