/** What stands on the web home and on a wall: each room's part as a figure, a sentence, and a chart or a table. Pure. */
import { counted } from '../../chat/counted.js';
import type { HomePage, HomePart, HomeTable, HourCount } from '../../chat/home-pages.js';
import { english } from '../../kernel/language/languages.js';
import { currentLanguage, currentLocale } from '../../kernel/language/reader.js';
import { phrase, say, sayParts } from '../../kernel/language/say.js';
import { formatInstant, formatter } from '../../kernel/time/format.js';
import { Html, html, words } from '../platform/html.js';
import type { PageBody } from './survey-page.js';

/** @param drawn the charts as SVG, by the id of their part */
export function homeBody(page: HomePage, drawn: ReadonlyMap<string, string>): PageBody {
  const { owner, readerName, isWall, at, timeZone, parts } = page;
  return {
    title: say('{name}: how our customers do', { name: owner.name }),
    body: html`
<header>
<h1>${say('How our customers do')}</h1>
<p class="soft"><span id="at">${formatInstant(at, 'dateTime', { timeZone })}</span>${readerName !== null && html` · ${sayParts('for {name} alone', { name: words(readerName) })}`}</p>
<p class="problem" id="trouble" role="status" data-words="${say('No connection. These are the figures of the time above.')}"></p>
</header>
<div class="parts${isWall && ' wall'}">
${parts.map((part) => section(part, drawn.get(part.id)))}
</div>
${!isWall && html`<footer class="soft"><p>${say('This page keeps itself up to date. Its link is good for twelve hours; type home in the chat for a new one.')}</p></footer>`}`,
  };
}

function section(part: HomePart, svg: string | undefined): Html {
  const { id, title, figure, says, tone, hours, bars, table, note, chart } = part;
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p class="says">${figure !== null && html`<strong class="figure ${tone ?? 'neutral'}">${figure}</strong> `}<span>${words(says)}</span></p>
${chart !== undefined && svg !== undefined && html`<figure role="img" aria-label="${chart.title}. ${chart.alt}">${new Html(svg)}</figure>`}
${hours !== undefined && hoursHtml(hours)}
${bars !== undefined && barsHtml(bars)}
${table !== undefined && tableHtml(table, title)}
${note !== undefined && html`<p class="soft note">${words(note)}</p>`}
</section>
`;
}

const tableHtml = (
  { heads, rows }: HomeTable,
  caption: string,
): Html => html`<div class="across" tabindex="0" role="region" aria-label="${say('{caption}, as a table', { caption })}"><table class="rows">
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
  (
    row,
  ) => html`<tr>${row.map((cell, at) => (at === 0 ? html`<th scope="row">${words(cell)}</th>` : html`<td>${words(cell)}</td>`))}</tr>
`,
)}</tbody></table></div>`;

function barsHtml(bars: NonNullable<HomePart['bars']>): Html {
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return html`<table class="bars"><tbody>${bars.map(
    ({
      label,
      count,
    }) => html`<tr><th scope="row">${words(label)}</th><td class="count">${counted(count)}</td><td class="bar" aria-hidden="true"><svg viewBox="0 0 100 10" preserveAspectRatio="none"><rect width="${Math.round((100 * count) / most)}" height="10"/></svg></td></tr>
`,
  )}</tbody></table>`;
}

/** 5 January 1970 was a Monday. */
const dayName = (day: number, weekday: 'long' | 'short'): string =>
  formatter(currentLocale(), { weekday, timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 5 + day)));
/** Two letters where these are enough: `Mo`. */
const shortDay = (day: number): string =>
  currentLanguage() === english ? dayName(day, 'long').slice(0, 2) : dayName(day, 'short');

/** From this share on a shade is lighter. */
const shades = [
  { from: 95, name: 's4', label: phrase('95 % or more') },
  { from: 80, name: 's3', label: phrase('80 % or more') },
  { from: 50, name: 's2', label: phrase('half or more') },
  { from: 0, name: 's1', label: phrase('less than half') },
] as const;
const shareOf = ({ answeredCount, keptCount }: HourCount) => Math.floor((100 * keptCount) / answeredCount);
const shadeOf = (count: HourCount) => shades.find(({ from }) => shareOf(count) >= from)?.name ?? 's1';

/** A week as a table: hours across, days down. Each cell says its figures to whoever can't see its shade. */
function hoursHtml(hours: readonly HourCount[]): Html {
  const cell = (day: number, hour: number) => {
    const count = hours[day * 24 + hour];
    if (!count || count.answeredCount === 0)
      return html`<td class="s0"><span class="unseen">${say('none // no answers in that hour')}</span></td>`;
    const said = say('{kept, number} of {answered, number} in time', {
      kept: count.keptCount,
      answered: count.answeredCount,
    });
    return html`<td class="${shadeOf(count)}" title="${say('{day} {hour}:00, {said}', { day: dayName(day, 'long'), hour, said })}"><span class="unseen">${said}</span></td>`;
  };
  return html`<table class="hours"><caption class="unseen">${say('Answers within the promise, by the hour in which customers wrote')}</caption>
<thead><tr><td></td>${Array.from({ length: 24 }, (_, hour) => html`<th scope="col"><span${hour % 6 !== 0 && html` class="unseen"`}>${hour}<span class="unseen">:00</span></span></th>`)}</tr></thead>
<tbody>${[0, 1, 2, 3, 4, 5, 6].map(
    (
      day,
    ) => html`<tr><th scope="row"><span aria-hidden="true">${shortDay(day)}</span><span class="unseen">${dayName(day, 'long')}</span></th>${Array.from({ length: 24 }, (_, hour) => cell(day, hour))}</tr>
`,
  )}</tbody></table>
<ul class="key" aria-hidden="true">${shades.map(({ name, label }) => html`<li><i class="${name}"></i>${say(label)}</li>`)}</ul>`;
}

/** The link is wrong, or has ended. */
export const linkEndedBody = (): PageBody => ({
  title: say('This link has ended'),
  body: html`
<h1>${say('This link has ended')}</h1>
<p>${sayParts('Your page is still there. Type {command} to Empty Chair in your chat, and it gives you a new link.', { command: html`<strong>home</strong>` })}</p>`,
});

/** Whoever types the address by hand. */
export const homeWhereBody = (): PageBody => ({
  title: say('Where your page is'),
  body: html`
<h1>${say('Your page has a link of its own')}</h1>
<p>${sayParts('Type {command} to Empty Chair in your chat, and it gives you the link.', { command: html`<strong>home</strong>` })}</p>`,
});
