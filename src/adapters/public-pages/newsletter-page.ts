/** The page on which a colleague says that an address is theirs, and stops the newsletter by mail. Pure. */
import type { ReaderPage } from '../../chat/newsletter-pages.js';
import { html, words } from '../platform/html.js';
import type { PageBody } from './survey-page.js';

/** @param isSaved it is the answer to what they just pressed */
export function readerBody(path: string, { owner, state }: ReaderPage, isSaved: boolean): PageBody {
  const button = (value: string, label: string) =>
    html`<form method="post" action="${path}"><button type="submit" name="wants" value="${value}">${label}</button></form>`;
  const title = `${owner.name}: the newsletter by mail`;
  if (state === 'asked')
    return {
      title,
      body: html`
<h1>Get the newsletter of ${words(owner.name)} by mail?</h1>
<p>You get a mail each time it goes out: what was learned from customers, and by whom.</p>
<div class="choice">${button('yes', 'Yes, send it')}
${button('no', 'No')}</div>`,
    };
  return {
    title,
    body:
      state === 'confirmed'
        ? html`
<h1>${isSaved && 'Saved. '}You get the newsletter of ${words(owner.name)} by mail</h1>
${button('no', 'Stop these mails')}`
        : html`
<h1>${isSaved && 'Saved. '}You get no newsletter of ${words(owner.name)} at this address</h1>
<p>The address is not kept. To get it again, type <strong>newsletter subscribe</strong> to Empty Chair in your chat.</p>`,
  };
}
