/** The look at a newsletter before it goes out, and the page on which a colleague confirms an address and stops its mails. Pure. */
import type { NewsletterLook, ReaderPage } from '../../chat/newsletter-pages.js';
import { say, sayParts } from '../../kernel/language/say.js';
import { Html, html, words } from '../platform/html.js';
import type { PageBody } from './survey-page.js';

/** @param isSaved it is the answer to what they just pressed */
export function readerBody(path: string, { owner, state }: ReaderPage, isSaved: boolean): PageBody {
  const button = (value: string, label: string) =>
    html`<form method="post" action="${path}"><button type="submit" name="wants" value="${value}">${label}</button></form>`;
  const title = say('{name}: the newsletter by mail', { name: owner.name });
  if (state === 'asked')
    return {
      title,
      body: html`
<h1>${sayParts('Get the newsletter of {name} by mail?', { name: words(owner.name) })}</h1>
<p>${say('You get a mail each time it goes out: what was learned from customers, and by whom.')}</p>
<div class="choice">${button('yes', say('Yes, send it'))}
${button('no', say('No'))}</div>`,
    };
  return {
    title,
    body:
      state === 'confirmed'
        ? html`
<h1>${sayParts(isSaved ? 'Saved. You get the newsletter of {name} by mail' : 'You get the newsletter of {name} by mail', { name: words(owner.name) })}</h1>
${button('no', say('Stop these mails'))}`
        : html`
<h1>${sayParts(isSaved ? 'Saved. You get no newsletter of {name} at this address' : 'You get no newsletter of {name} at this address', { name: words(owner.name) })}</h1>
<p>${sayParts('The address is not kept. To get it again, type {command} to Empty Chair in your chat.', { command: html`<strong>newsletter subscribe</strong>` })}</p>`,
  };
}

/** @param path of its mail and pictures @param message what preview.js draws */
export function lookBody(
  { owner, name, says }: NewsletterLook,
  { mailPath, subject, message }: { readonly mailPath: string; readonly subject: string; readonly message: unknown },
): PageBody {
  // Inside a script nothing ends it but `</`.
  const json = new Html(JSON.stringify(message).replaceAll('<', '\\u003c'));
  return {
    title: say('{name}: {newsletter} before it goes out', { name: owner.name, newsletter: name }),
    body: html`
<link rel="stylesheet" href="/looks/vendor/slack-blocks.css">
<link rel="stylesheet" href="/looks/page/looks.css">
<h1>${say('{newsletter}, as it will be read', { newsletter: name })}</h1>
<p>${words(says)} ${say('Approve or edit it in the chat.')}</p>
<div class="looks">
<section aria-labelledby="in-slack"><h2 id="in-slack">Slack</h2><div class="look" id="slack"></div></section>
<section aria-labelledby="in-teams"><h2 id="in-teams">Teams</h2><div class="look" id="teams"></div></section>
<section aria-labelledby="by-mail"><h2 id="by-mail">${say('Mail')}</h2>
<p class="soft">${sayParts('Subject: {subject}', { subject: words(subject) })}</p>
<div class="look"><iframe id="mail" title="${say('{newsletter} as a mail', { newsletter: name })}" src="${mailPath}" sandbox="allow-same-origin"></iframe></div></section>
</div>
<script type="application/json" id="message">${json}</script>
<script src="/looks/vendor/adaptivecards.js"></script>
<script type="module" src="/looks/page/preview.js"></script>`,
  };
}

/** Three beside each other where there is room; what looks.css asks of its page. */
export const lookCss = `
:root { --raised: #fff; --surface: #fff }
@media (prefers-color-scheme: dark) { :root { --raised: #1f2226; --surface: #1f2226 } }
main { max-width: 100rem }
.looks { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1.5rem; align-items: start }
section { min-width: 0 }
section h2 { margin: 0 0 .5rem }
iframe { display: block; width: 100%; min-height: 20rem; border: 0 }
`;
