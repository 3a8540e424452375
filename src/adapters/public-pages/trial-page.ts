/** What stands on the page of an invitation to an early test: the invitation, thanks, and that it is over. Pure. */
import type { TrialPage } from '../../chat/trial-pages.js';
import { say, sayParts } from '../../kernel/language/say.js';
import { html, words } from '../platform/html.js';
import type { PageBody } from './survey-page.js';

/** What it is, until when, and a yes or a no. @param isIncomplete neither was sent */
export function invitationBody(path: string, page: TrialPage, isIncomplete: boolean): PageBody {
  const { owner, title, about, lastDay, answer, wishesToken } = page;
  return {
    title: say('{name}: would you try {title}?', { name: owner.name, title }),
    body: html`
${isIncomplete && html`<p class="problem" role="alert">${say('Please press yes or no.')}</p>`}
${owner.words !== null && html`<p>${words(owner.words)}</p>`}
<h1>${sayParts('Would you try “{title}” before everybody else?', { title: words(title) })}</h1>
${(about ?? '').split('\n').map((line) => line.trim() !== '' && html`<p>${words(line)}</p>`)}
<p>${say('You can use it until {date}. What you say about it reaches the people who build it, and they tell you what became of your words.', { date: lastDay })}</p>
${answer !== null && html`<p>${say(answer === 'accepted' ? 'You said yes. Press again to change it; the last one counts.' : 'You said no. Press again to change it; the last one counts.')}</p>`}
<form method="post" action="${path}">
<label class="wish"><input type="checkbox" name="more" value="none">${say('Don’t invite me to early tests any more')}</label>
<div class="choice">
<button type="submit" name="answer" value="yes">${say('Yes, I’ll try it')}</button>
<button type="submit" name="answer" value="no" class="quiet">${say('No, thank you')}</button>
</div>
</form>
<footer class="soft">
<p>${sayParts('Sent to you by {name}.', { name: words(owner.name) })}</p>
${wishesToken !== null && html`<p><a href="/u/${wishesToken}">${sayParts('What I hear from {name}', { name: words(owner.name) })}</a></p>`}
</footer>`,
  };
}

/** After an answer has come in. */
export function answeredBody(path: string, { owner, title, lastDay, answer }: TrialPage): PageBody {
  const isIn = answer === 'accepted';
  return {
    title: say('{name}: thank you', { name: owner.name }),
    body: html`
<h1>${isIn ? say('Thank you. You take part.') : say('Thank you. You don’t take part.')}</h1>
<p>${
      isIn
        ? sayParts(
            'You can use “{title}” until {date}. Tell the people you talk with at {name} what you think of it: they read every word.',
            { title: words(title), date: lastDay, name: words(owner.name) },
          )
        : sayParts('Nothing more is sent to you about “{title}”.', { title: words(title) })
    }</p>
<p><a href="${path}">${say('Change my answer')}</a></p>`,
  };
}

/** It takes no more answers. */
export const overBody = ({ owner, title }: Pick<TrialPage, 'owner' | 'title'>): PageBody => ({
  title: say('{name}: this early test is over', { name: owner.name }),
  body: html`
<h1>${say('This early test is over')}</h1>
<p>${sayParts('Thank you for coming. Everybody has “{title}” now, so no answers are taken here any more.', { title: words(title) })}</p>`,
});
