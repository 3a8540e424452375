/** What people read of installing: the pages in the browser, and the message when the tokens are about to die. */
import { actions, note } from '../../../../chat/blocks.js';
import type { Card } from '../../../../chat/card.js';
import { html } from '../../../platform/html.js';

export function installAgainCard(about: {
  readonly name: string;
  readonly installUrl: string;
  /** null: it is not known. */
  readonly diesAt: Date | null;
}): Card {
  const words = `Slack no longer renews my access to ${about.name}. Please install me again: everything you have stays, and what waits is sent then.`;
  return {
    title: 'Please install me again',
    summary: words,
    tone: 'bad',
    blocks: [
      { kind: 'text', line: words },
      ...(about.diesAt === null
        ? []
        : ([
            note([
              'Until then I can work until ',
              { kind: 'time', at: about.diesAt, timeZone: 'UTC', style: 'dateTime' },
            ]),
          ] as const)),
      actions([{ kind: 'openLink', label: 'Install again', url: about.installUrl }]),
    ],
  };
}

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly words: string;
  readonly link?: { readonly url: string; readonly label: string };
}

export const pages = {
  installed: (name: string, url: string): Page => ({
    status: 200,
    title: `A chair for the customer stands in ${name}`,
    words: 'Open Slack and type /customer help. The app’s Home tab shows the first steps.',
    link: { url, label: 'Open Slack' },
  }),
  cancelled: {
    status: 200,
    title: 'Nothing was installed',
    words: 'You can come back whenever you like.',
    link: { url: '/slack/install', label: 'Install after all' },
  },
  /** The state is of another browser, used already, or older than ten minutes. */
  stale: {
    status: 400,
    title: 'This installation can’t go on',
    words: 'It was begun in another browser, finished already, or more than ten minutes ago. Please begin again.',
    link: { url: '/slack/install', label: 'Begin again' },
  },
  badInvitation: {
    status: 400,
    title: 'This link is not complete',
    words: 'Ask whoever sent it for a new one, which the command “connect” makes.',
  },
  refused: (words: string): Page => ({ status: 409, title: 'This did not work', words }),
  /** Our own trouble, mostly a database that is away. */
  notNow: {
    status: 503,
    title: 'This can’t be done just now',
    words: 'It is not your doing, and nothing was installed. Please try again in a minute.',
    link: { url: '/slack/install', label: 'Try again' },
  },
  failed: {
    status: 502,
    title: 'Slack did not finish the installation',
    words: 'It is not your doing. Please try again in a minute.',
    link: { url: '/slack/install', label: 'Try again' },
  },
} as const;

/** Names come from Slack: nothing of them is markup. */
export function renderPage({ title, words, link }: Page): string {
  const anchor = link !== undefined && html`<p><a href="${link.url}">${link.label}</a></p>`;
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} – Empty Chair</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}</style>
<h1>${title}</h1><p>${words}</p>${anchor}</html>`.text;
}
