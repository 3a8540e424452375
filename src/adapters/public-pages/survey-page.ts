/** What stands on the page of a survey: the question, thanks, and that it has ended. Pure. */
import { type MailKind, mailKinds } from '../../chat/messenger.js';
import {
  type AnswerPage,
  choicesOf,
  chosen,
  fieldOf,
  type Question,
  type WishesPage,
} from '../../chat/survey-pages.js';
import { phrase, say, sayParts } from '../../kernel/language/say.js';
import { type Html, html, words } from '../platform/html.js';

/** A title for the tab, and what stands below the organisation's name. */
export interface PageBody {
  readonly title: string;
  readonly body: Html;
  /** The path of the page’s feed; absent: it has none. */
  readonly feed?: string;
}

/** How the question is filled in as it is shown. */
export interface Filled {
  /** Chosen already: what was answered, or the button in a mail. null: nothing is. */
  readonly value: string | null;
  readonly comment: string;
  /** What is wrong with what was sent, by field. */
  readonly problems: Readonly<Record<string, string>>;
  /** True: it comes from a button in a mail, and is still to be sent. */
  readonly isFromMail: boolean;
}

/** The question with its form. @param path where it is sent */
export function questionBody(path: string, shown: AnswerPage, filled: Filled): PageBody {
  const { owner, formId, about, question, commentLabel, answer, wishesToken } = shown;
  const { problems, value } = filled;
  const told = Object.values(problems);
  const labelOf = (of: string | null) => chosen(question, of)?.label ?? '';
  return {
    title: say('{name}: one question', { name: owner.name }),
    body: html`
${told.length > 0 && html`<p class="problem" role="alert" id="problem">${told.join(' ')}</p>`}
${owner.words !== null && html`<p dir="auto">${owner.words}</p>`}
${about !== null && html`<p dir="auto">${about}</p>`}
${answer && told.length === 0 && html`<p>${sayParts('You answered {answer}. Send again to change it; the last one counts.', { answer: words(labelOf(answer.value)) })}</p>`}
${filled.isFromMail && html`<p>${sayParts(question.kind === 'scale' ? 'You chose {answer}. Send it, or choose another number.' : 'You chose {answer}. Send it, or choose another answer.', { answer: words(labelOf(value)) })}</p>`}
<form method="post" action="${path}">
<input type="hidden" name="form" value="${formId}">
<fieldset${problems[fieldOf(question)] !== undefined && html` aria-describedby="problem"`}>
<legend><h1>${question.legend}</h1></legend>
${answersOf(question, value)}
</fieldset>
${
  commentLabel !== null &&
  html`<label class="field" for="comment">${commentLabel}</label>
<textarea id="comment" name="comment" dir="auto" aria-describedby="optional">${filled.comment}</textarea>
<p class="soft" id="optional">${say('You can leave this empty.')}</p>
`
}<button type="submit">${say('Send my answer')}</button>
</form>
<footer class="soft">
<p>${sayParts('People at {name} read what you write.', { name: words(owner.name) })}</p>
${wishesToken !== null && html`<p><a href="/u/${wishesToken}">${say('Don’t ask me again')}</a></p>`}
</footer>`,
  };
}

/** A row of numbers with what its ends mean, or choices one below the other. @param value the chosen one */
function answersOf(question: Question, value: string | null): Html {
  const radios = choicesOf(question).map(
    (choice) =>
      html`<label><input type="radio" name="${fieldOf(question)}" value="${choice.value}"${choice.value === value && html` checked`} required><span dir="auto">${choice.label}</span></label>
`,
  );
  if (question.kind === 'choices')
    return html`<div class="choices">
${radios}</div>`;
  const { lowest, highest, ends } = question;
  return html`<div class="scale">
${radios}</div>
<p class="ends soft"><span>${say('{number}: {meaning}', { number: lowest, meaning: ends[0] })}</span><span>${say('{number}: {meaning}', { number: highest, meaning: ends[1] })}</span></p>`;
}

/** After an answer has come in. */
export function thanksBody(path: string, { owner, question, answer, isPersonal, thanks }: AnswerPage): PageBody {
  const label = isPersonal && answer ? chosen(question, answer.value)?.label : undefined;
  return {
    title: say('{name}: thank you', { name: owner.name }),
    body: html`
<h1>${label === undefined ? say('Thank you. Your answer is in.') : sayParts('Thank you. Your answer is in: {answer}.', { answer: words(label) })}</h1>
<p>${thanks}</p>
<p><a href="${path}">${isPersonal ? say('Change my answer') : say('Give another answer')}</a></p>`,
  };
}

/** It takes no more answers. */
export const endedBody = ({ owner }: Pick<AnswerPage, 'owner'>): PageBody => ({
  title: say('{name}: this survey has ended', { name: owner.name }),
  body: html`
<h1>${say('This survey has ended')}</h1>
<p>${say('Thank you for coming. No more answers are taken here.')}</p>`,
});

const wishTexts: Readonly<Record<MailKind, string>> = {
  surveys: phrase('Don’t send me surveys'),
  earlyTests: phrase('Don’t invite me to try new things early'),
  notices: phrase('Don’t tell me by mail when something touches me, such as an outage'),
};

const savedTexts: Readonly<Record<MailKind, string>> = {
  surveys: phrase('You get no more surveys.'),
  earlyTests: phrase('You are not invited to try new things.'),
  notices: phrase('You are not told by mail when something touches you.'),
};

const savedText = (unwanted: readonly string[]): string =>
  mailKinds.flatMap((kind) => (unwanted.includes(kind) ? say(savedTexts[kind]) : [])).join(' ') ||
  say('You may be asked now and then.');

/** What they want to be left out of. @param isSaved it was sent just now */
export const wishesBody = (path: string, { owner, unwanted }: WishesPage, isSaved: boolean): PageBody => ({
  title: say('{name}: what you hear from us', { name: owner.name }),
  body: html`
<h1>${sayParts('What you hear from {name}', { name: words(owner.name) })}</h1>
${isSaved && html`<p role="status"><strong>${say('Saved.')}</strong> ${savedText(unwanted)}</p>`}
<form method="post" action="${path}">
<fieldset>
<legend class="soft">${say('Leave me out of this')}</legend>
${Object.entries(wishTexts).map(
  ([what, label]) =>
    html`<label class="wish"><input type="checkbox" name="unwanted" value="${what}"${unwanted.some((each) => each === what) && html` checked`}>${say(label)}</label>
`,
)}</fieldset>
<button type="submit">${say('Save')}</button>
</form>`,
});

/** Nothing is at this address; also said of a token that is not good any more. */
export const nothingBody = (): PageBody => ({
  title: say('Nothing here'),
  body: html`
<h1>${say('There is nothing at this address')}</h1>
<p>${say('The link may have been cut off, or it is not good any more. Please open the link in the message once more.')}</p>`,
});

/** Why it was not taken, when it is too large. */
export const tooLargeBody = (): PageBody => ({
  title: say('Too long'),
  body: html`
<h1>${say('This is too long to send')}</h1>
<p>${say('Your words can have 10,000 characters. Please go back, shorten them and send again.')}</p>`,
});

/** We could not; the words are still in the browser. */
export const laterBody = (): PageBody => ({
  title: say('Please try again'),
  body: html`
<h1>${say('This could not be kept just now')}</h1>
<p>${say('Please go back and send it again in a minute: what you wrote is still there.')}</p>`,
});
