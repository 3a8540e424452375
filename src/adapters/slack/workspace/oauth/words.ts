/** What people read of installing: the pages in the browser, and the message when the tokens are about to die. */
import { actions, note, text, titledCard } from '../../../../chat/blocks.js';
import type { Card } from '../../../../chat/card.js';
import { sayLine } from '../../../../chat/say-line.js';
import { currentDirection, currentLanguage } from '../../../../kernel/language/reader.js';
import { say } from '../../../../kernel/language/say.js';
import { html } from '../../../platform/html.js';

export function installAgainCard({
  name,
  installUrl,
  diesAt,
}: {
  readonly name: string;
  readonly installUrl: string;
  /** null: it is not known. */
  readonly diesAt: Date | null;
}): Card {
  const words = say(
    'Slack no longer renews my access to {name}. Please install me again: everything you have stays, and what waits is sent then.',
    { name },
  );
  const until =
    diesAt &&
    sayLine('I can work until {time}.', {
      time: { kind: 'time', at: diesAt, timeZone: 'UTC', style: 'dateTime' },
    });
  return {
    ...titledCard(say('Please install me again'), [
      text(words),
      ...(until ? [note(until)] : []),
      actions([{ kind: 'openLink', label: say('Install again'), url: installUrl }]),
    ]),
    summary: words,
    tone: 'bad',
  };
}

export interface Page {
  readonly status: number;
  readonly title: string;
  readonly words: string;
  readonly link?: { readonly url: string; readonly label: string };
}

const toInstall = (label: string) => ({ url: '/slack/install', label });

/** In the language of the work under way. */
export const pages = {
  installed: (name: string, url: string): Page => ({
    status: 200,
    title: say('A chair for the customer stands in {name}', { name }),
    words: say('Open Slack and type {command}. The app’s Home tab shows the first steps.', {
      command: '/customer help',
    }),
    link: { url, label: say('Open Slack') },
  }),
  cancelled: (): Page => ({
    status: 200,
    title: say('Nothing was installed'),
    words: say('You can come back whenever you like.'),
    link: toInstall(say('Install after all')),
  }),
  /** The state is of another browser, used already, or older than ten minutes. */
  stale: (): Page => ({
    status: 400,
    title: say('This installation can’t go on'),
    words: say('It was begun in another browser, finished already, or more than ten minutes ago. Please begin again.'),
    link: toInstall(say('Begin again')),
  }),
  badInvitation: (): Page => ({
    status: 400,
    title: say('This link is not complete'),
    words: say('Ask whoever sent it for a new one, which the command “{command}” makes.', { command: 'connect' }),
  }),
  refused: (words: string): Page => ({ status: 409, title: say('This did not work'), words }),
  /** Our own trouble, mostly a database that is away. */
  notNow: (): Page => ({
    status: 503,
    title: say('This can’t be done just now'),
    words: say('It is not your doing, and nothing was installed. Please try again in a minute.'),
    link: toInstall(say('Try again')),
  }),
  failed: (): Page => ({
    status: 502,
    title: say('Slack did not finish the installation'),
    words: say('It is not your doing. Please try again in a minute.'),
    link: toInstall(say('Try again')),
  }),
} as const;

/** Names come from Slack: nothing of them is markup. */
export function renderPage({ title, words, link }: Page): string {
  const anchor = link !== undefined && html`<p><a href="${link.url}">${link.label}</a></p>`;
  return html`<!doctype html><html lang="${currentLanguage()}" dir="${currentDirection()}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} – Empty Chair</title>
<style>body{font:18px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em}</style>
<h1>${title}</h1><p>${words}</p>${anchor}</html>`.text;
}
