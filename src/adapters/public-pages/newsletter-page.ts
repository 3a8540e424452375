/** The look at a newsletter before it goes out, and the page on which a colleague confirms an address and stops its mails. Pure. */
import type { NewsletterLook, ReaderPage } from '../../chat/newsletter-pages.js';
import { Html, html, words } from '../platform/html.js';
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

/** @param path of its mail and pictures @param message what preview.js draws */
export function lookBody(
  { owner, name, says }: NewsletterLook,
  { mailPath, subject, message }: { readonly mailPath: string; readonly subject: string; readonly message: unknown },
): PageBody {
  // Inside a script nothing ends it but `</`.
  const json = new Html(JSON.stringify(message).replaceAll('<', '\\u003c'));
  return {
    title: `${owner.name}: ${name} before it goes out`,
    body: html`
<link rel="stylesheet" href="/looks/vendor/slack-blocks.css">
<link rel="stylesheet" href="/looks/page/looks.css">
<h1>${name}, as it will be read</h1>
<p>${words(says)} Approve or edit it in the chat.</p>
<div class="looks">
<section aria-labelledby="in-slack"><h2 id="in-slack">Slack</h2><div class="look" id="slack"></div></section>
<section aria-labelledby="in-teams"><h2 id="in-teams">Teams</h2><div class="look" id="teams"></div></section>
<section aria-labelledby="by-mail"><h2 id="by-mail">Mail</h2>
<p class="soft">Subject: ${words(subject)}</p>
<div class="look"><iframe id="mail" title="${name} as a mail" src="${mailPath}" sandbox="allow-same-origin"></iframe></div></section>
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
