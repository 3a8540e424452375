/** What stands on a status page: what touches customers now, what was said of it, and how to be told by mail. Pure. */
import type { ShownNotice, ShownUpdate, StatusPage, SubscriptionPage } from '../../chat/notice-pages.js';
import { excerpt } from '../../chat/shorten.js';
import { currentLocale } from '../../kernel/language/reader.js';
import { phrase, say, sayParts } from '../../kernel/language/say.js';
import { formatter } from '../../kernel/time/format.js';
import { type Html, html, words } from '../platform/html.js';
import type { PageBody } from './survey-page.js';

/** In bytes: a page with its frame stays below 30 KB, whatever was written. */
const room = 22_000;

/** What comes with the page, besides itself. */
export interface StatusShown {
  readonly path: string;
  /** Said above everything; null: nothing. */
  readonly told: string | null;
  /** What is wrong with the address, and the address as it was typed. */
  readonly problem: { readonly words: string; readonly email: string } | null;
}

/** The page. */
export function statusBody(page: StatusPage, { path, told, problem }: StatusShown): PageBody {
  const { owner, isWhole, notices, timeZone, sendsMail } = page;
  const open = notices.filter(({ isOpen }) => isOpen);
  const past = notices.filter(({ isOpen }) => !isOpen);
  const [first] = notices;
  const title =
    isWhole || !first
      ? say('{name}: status', { name: owner.name })
      : say('{name}: {touches}', { name: owner.name, touches: excerpt(first.touches, 80) });
  const shown = fitting([...open, ...past], (notice) => noticeHtml(notice, { timeZone, isWhole }));
  const restCount = notices.length - shown.length;
  return {
    title,
    body: html`
${told !== null && html`<p role="status"><strong>${told}</strong></p>`}
${isWhole && html`<h1>${open.length === 0 ? say('Nothing touches you just now') : say('{count, plural, one {One thing} other {# things}} may touch you now', { count: open.length })}</h1>`}
${shown}
${restCount > 0 && html`<p class="soft">${say('{count} earlier ones are not shown.', { count: restCount })}</p>`}
<footer class="soft">
${sendsMail && subscribeHtml(path, problem)}
<p><a href="${path}.atom">${say('Follow this page in a feed reader (Atom)')}</a></p>
<p>${say('Times are in {zone}.', { zone: timeZone.replaceAll('_', ' ') })}</p>
</footer>`,
  };
}

/** As many as there is room for, from the first on; always the first. */
function fitting<T>(all: readonly T[], show: (each: T) => Html): readonly Html[] {
  let left = room;
  const shown: Html[] = [];
  for (const each of all) {
    const part = show(each);
    left -= Buffer.byteLength(part.text);
    if (left < 0 && shown.length > 0) break;
    shown.push(part);
  }
  return shown;
}

const updateTitles: Readonly<Record<ShownUpdate['kind'], string>> = {
  opened: phrase('First told'),
  updated: phrase('Update'),
  moved: phrase('New time'),
  ended: phrase('Ended'),
};

/** Updates of one notice on a page of many. */
const updatesOfMany = 3;

function noticeHtml(
  notice: ShownNotice,
  { timeZone, isWhole }: { readonly timeZone: string; readonly isWhole: boolean },
): Html {
  const { touches, why, beginsAt, endsAt, endedAt, isOpen, updates, token } = notice;
  const said = updates.filter(({ kind }) => kind !== 'opened');
  // The words stand in the article already.
  const first = updates.filter(({ kind }) => kind === 'opened').map((update) => ({ ...update, text: '' }));
  const thread = fittingUpdates([...said, ...first], isWhole ? updatesOfMany : said.length + 1, timeZone);
  const hiddenCount = said.length + first.length - thread.length;
  const tag = isWhole ? html`<h2>${words(touches)}</h2>` : html`<h1>${words(touches)}</h1>`;
  return html`<article>
<p class="state">${isOpen ? say('Now') : say('Ended')}</p>
${tag}
<p>${timesOf({ isOpen, beginsAt, endsAt, endedAt }, timeZone)}</p>
<p dir="auto">${why}</p>
<ol>${thread}</ol>
${hiddenCount > 0 && (isWhole ? html`<p><a href="/n/${token}">${say('All that was said')}</a></p>` : html`<p class="soft">${say('{count} earlier ones are not shown.', { count: hiddenCount })}</p>`)}
</article>
`;
}

/** Since when, and until when as far as it is known. */
function timesOf(
  { isOpen, beginsAt, endsAt, endedAt }: Pick<ShownNotice, 'isOpen' | 'beginsAt' | 'endsAt' | 'endedAt'>,
  timeZone: string,
): readonly (string | Html)[] {
  const begin = time(beginsAt, timeZone);
  if (!isOpen)
    return endedAt === null
      ? sayParts('From {begin}', { begin })
      : sayParts('From {begin} until {end}.', { begin, end: time(endedAt, timeZone) });
  return endsAt === null
    ? sayParts('From {begin}. We do not know yet until when.', { begin })
    : sayParts('From {begin}, expected until {end}.', { begin, end: time(endsAt, timeZone) });
}

const updateRoom = 16_000;

function fittingUpdates(updates: readonly ShownUpdate[], most: number, timeZone: string): readonly Html[] {
  let left = updateRoom;
  return updates.slice(0, most).flatMap((update) => {
    const part = updateHtml(update, timeZone);
    left -= Buffer.byteLength(part.text);
    return left < 0 ? [] : part;
  });
}

const updateHtml = ({ kind, text, at, endsAt }: ShownUpdate, timeZone: string): Html =>
  html`<li><p class="soft">${sayParts('{what}, {when}', { what: say(updateTitles[kind]), when: time(at, timeZone) })}</p>${kind === 'moved' && endsAt && html`<p>${sayParts('Now expected until {end}.', { end: time(endsAt, timeZone) })}</p>`}${text !== '' && html`<p dir="auto">${text}</p>`}</li>
`;

const time = (at: Date, timeZone: string): Html =>
  html`<time datetime="${at.toISOString()}">${formatter(currentLocale(), {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
    timeZone,
  }).format(at)}</time>`;

const subscribeHtml = (path: string, problem: StatusShown['problem']): Html => html`
<form method="post" action="${path}">
<label class="field" for="email">${say('Be told by mail')}</label>
${problem && html`<p class="problem" role="alert" id="problem">${problem.words}</p>`}
<input id="email" name="email" type="email" maxlength="254" autocomplete="email" required value="${problem?.email ?? ''}"${problem && html` aria-describedby="problem"`}>
<button type="submit">${say('Send me a link to confirm')}</button>
</form>`;

/** Said after an address was sent, whatever is known of it. */
export const askedText = (): string =>
  say('Look into your mail: if this address can get it, a link to confirm is on its way.');

/** The page on which a subscriber says yes, and leaves. */
export function subscriptionBody(path: string, { owner, state }: SubscriptionPage, isSaved: boolean): PageBody {
  const button = (value: string, label: string) =>
    html`<form method="post" action="${path}"><button type="submit" name="wants" value="${value}">${label}</button></form>`;
  const title = say('{name}: notices by mail', { name: owner.name });
  if (state === 'asked')
    return {
      title,
      body: html`
<h1>${sayParts('Be told by {name} by mail?', { name: words(owner.name) })}</h1>
<p>${say('You get a mail when something touches you, and how it goes on.')}</p>
${button('yes', say('Yes, tell me'))}
${button('no', say('No'))}`,
    };
  return {
    title,
    body:
      state === 'confirmed'
        ? html`
<h1>${sayParts(isSaved ? 'Saved. You are told by {name} by mail' : 'You are told by {name} by mail', { name: words(owner.name) })}</h1>
${button('no', say('Stop these mails'))}`
        : html`
<h1>${sayParts('You get no mails from this page of {name}', { name: words(owner.name) })}</h1>
<p>${say('Nothing is kept of your address. You can give it on the status page again.')}</p>`,
  };
}
