/** What stands on the web home and on a wall: each room's part as a figure, a sentence, and a chart or a table. Pure. */
import { counted } from '../../chat/counted.js';
import type { HomePage, HomePart, HomeTable, HourCount } from '../../chat/home-pages.js';
import { formatInstant } from '../../kernel/time/format.js';
import { Html, html, words } from '../platform/html.js';
import type { PageBody } from './survey-page.js';

/** @param drawn the charts as SVG, by the id of their part */
export function homeBody(page: HomePage, drawn: ReadonlyMap<string, string>): PageBody {
  const { owner, readerName, isWall, at, timeZone, parts } = page;
  const title = 'How our customers do';
  return {
    title: `${owner.name}: ${title.toLowerCase()}`,
    body: html`
<header>
<h1>${title}</h1>
<p class="soft"><span id="at">${formatInstant(at, 'dateTime', { timeZone })}</span>${readerName !== null && html` · for ${words(readerName)} alone`}</p>
<p class="problem" id="trouble" role="status"></p>
</header>
<div class="parts${isWall && ' wall'}">
${parts.map((part) => section(part, drawn.get(part.id)))}
</div>
${!isWall && html`<footer class="soft"><p>This page keeps itself up to date. Its link is good for twelve hours; type home in the chat for a new one.</p></footer>`}`,
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
): Html => html`<div class="across" tabindex="0" role="region" aria-label="${caption}, as a table"><table class="rows">
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

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** From this share on a shade is lighter. */
const shades = [
  { from: 95, name: 's4', label: '95 % or more' },
  { from: 80, name: 's3', label: '80 % or more' },
  { from: 50, name: 's2', label: 'half or more' },
  { from: 0, name: 's1', label: 'less than half' },
] as const;
const shareOf = ({ answeredCount, keptCount }: HourCount) => Math.floor((100 * keptCount) / answeredCount);
const shadeOf = (count: HourCount) => shades.find(({ from }) => shareOf(count) >= from)?.name ?? 's1';

/** A week as a table: hours across, days down. Each cell says its figures to whoever can't see its shade. */
function hoursHtml(hours: readonly HourCount[]): Html {
  const cell = (day: number, hour: number) => {
    const count = hours[day * 24 + hour];
    if (!count || count.answeredCount === 0) return html`<td class="s0"><span class="unseen">none</span></td>`;
    const said = `${counted(count.keptCount)} of ${counted(count.answeredCount)} in time`;
    return html`<td class="${shadeOf(count)}" title="${days[day] ?? ''} ${hour}:00, ${said}"><span class="unseen">${said}</span></td>`;
  };
  return html`<table class="hours"><caption class="unseen">Answers within the promise, by the hour in which customers wrote</caption>
<thead><tr><td></td>${Array.from({ length: 24 }, (_, hour) => html`<th scope="col"><span${hour % 6 !== 0 && html` class="unseen"`}>${hour}<span class="unseen">:00</span></span></th>`)}</tr></thead>
<tbody>${days.map(
    (
      name,
      day,
    ) => html`<tr><th scope="row"><span aria-hidden="true">${name.slice(0, 2)}</span><span class="unseen">${name}</span></th>${Array.from({ length: 24 }, (_, hour) => cell(day, hour))}</tr>
`,
  )}</tbody></table>
<ul class="key" aria-hidden="true">${shades.map(({ name, label }) => html`<li><i class="${name}"></i>${label}</li>`)}</ul>`;
}

/** The link is wrong, or has ended. */
export const linkEndedBody: PageBody = {
  title: 'This link has ended',
  body: html`
<h1>This link has ended</h1>
<p>Your page is still there. Type <strong>home</strong> to Empty Chair in your chat, and it gives you a new link.</p>`,
};

/** Whoever types the address by hand. */
export const homeWhereBody: PageBody = {
  title: 'Where your page is',
  body: html`
<h1>Your page has a link of its own</h1>
<p>Type <strong>home</strong> to Empty Chair in your chat, and it gives you the link.</p>`,
};
