/** A status page as an Atom feed (RFC 4287): absolute links, and ids that stay. Pure. */
import type { ShownNotice, ShownUpdate, StatusPage } from '../../chat/notice-pages.js';
import { currentLanguage } from '../../kernel/language/reader.js';
import { phrase, say } from '../../kernel/language/say.js';
import { type Html, html } from '../platform/html.js';

/** Entries in a feed: enough for whoever looks once a week. */
const mostEntries = 50;

const titles: Readonly<Record<ShownUpdate['kind'], string>> = {
  opened: phrase('{touches}'),
  updated: phrase('Update: {touches}'),
  moved: phrase('New time: {touches}'),
  ended: phrase('Ended: {touches}'),
};

/** @param base where customers reach the bot, without a slash at its end @param path of the page */
export function atomFeed({ owner, id, isWhole, notices, changedAt }: StatusPage, base: string, path: string): string {
  const entries = notices
    .flatMap((notice) => notice.updates.map((update) => ({ notice, update })))
    .toSorted((one, other) => other.update.at.getTime() - one.update.at.getTime())
    .slice(0, mostEntries);
  const [first] = notices;
  const title =
    isWhole || !first
      ? say('{name}: status', { name: owner.name })
      : say('{name}: {touches}', { name: owner.name, touches: first.touches });
  return `<?xml version="1.0" encoding="utf-8"?>
${
  html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${currentLanguage()}">
<id>urn:uuid:${id}</id>
<title type="text">${xml(title)}</title>
<updated>${changedAt.toISOString()}</updated>
<author><name>${xml(owner.name)}</name></author>
<link rel="self" type="application/atom+xml" href="${base}${path}.atom"/>
<link rel="alternate" type="text/html" href="${base}${path}"/>
${entries.map(({ notice, update }) => entryXml(notice, update, base))}</feed>
`.text
}`;
}

function entryXml(
  { token, touches, why }: ShownNotice,
  { id, kind, text, at, endsAt }: ShownUpdate,
  base: string,
): Html {
  const until =
    kind === 'ended' || endsAt === null ? '' : say('Expected until {time}.', { time: endsAt.toISOString() });
  const content = [kind === 'opened' ? `${touches}\n${why}` : text, until].filter((part) => part !== '').join('\n');
  return html`<entry>
<id>urn:uuid:${id}</id>
<title type="text">${xml(say(titles[kind], { touches }))}</title>
<updated>${at.toISOString()}</updated>
<link rel="alternate" type="text/html" href="${base}/n/${token}"/>
<content type="text">${xml(content)}</content>
</entry>
`;
}

/** XML 1.0 holds none of these, in whatever way they are written. */
const xml = (text: string): string => text.replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
