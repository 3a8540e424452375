/** The names of months and weekdays in the languages that survey tools, Slack and Teams write, as Intl knows them. */
import { folded } from './plain-text.js';

/** Croatian is not here: its listopad is October, where it is November in Polish and Czech. */
const locales = [
  ...['en-GB', 'en-US', 'de', 'de-AT', 'fr', 'fr-CA', 'es', 'es-MX', 'it', 'pt-BR', 'pt-PT', 'nl', 'fi', 'sv', 'da'],
  ...['nb', 'is', 'pl', 'cs', 'sk', 'sl', 'hu', 'ro', 'bg', 'sr', 'ru', 'uk', 'el', 'tr', 'et', 'lv', 'lt', 'ca', 'eu'],
  ...['gl', 'id', 'ms', 'vi', 'th', 'hi', 'ar', 'he', 'fa', 'ur', 'hy'],
];

interface Names {
  /** 1 to 12, by folded name; 0: another month in another language. */
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlySet<string>;
}

let known: Names | null = null;

/** Made at the first date that has words in it. */
function names(): Names {
  known ??= collect();
  return known;
}

/** 1 to 12; 0: the word names different months in different languages; undefined: it is no month. */
export const monthNamed = (word: string): number | undefined => names().months.get(key(word));

/** Whether it is a day of the week in some language. */
export const isWeekday = (word: string): boolean => names().weekdays.has(key(word));

const key = (word: string): string => folded(word).replace(/[.’'\s]/g, '');

function collect(): Names {
  const months = new Map<string, number>([['sept', 9]]);
  const weekdays = new Set<string>();
  for (const locale of locales) {
    const language = `${locale}-u-ca-gregory-nu-latn`;
    for (const width of ['long', 'short'] as const) {
      const alone = new Intl.DateTimeFormat(language, { month: width, timeZone: 'UTC' });
      const inDate = new Intl.DateTimeFormat(language, { day: 'numeric', month: width, timeZone: 'UTC' });
      for (let month = 1; month <= 12; month += 1) {
        const day = Date.UTC(2026, month - 1, 5);
        for (const format of [alone, inDate]) addMonth(months, partOf(format, day, 'month'), month);
      }
      const weekday = new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' });
      for (let day = 1; day <= 7; day += 1) weekdays.add(key(partOf(weekday, Date.UTC(2026, 0, day), 'weekday')));
    }
  }
  return { months, weekdays };
}

function partOf(format: Intl.DateTimeFormat, at: number, type: 'month' | 'weekday'): string {
  return format.formatToParts(at).find((part) => part.type === type)?.value ?? '';
}

function addMonth(months: Map<string, number>, name: string, month: number): void {
  const word = key(name);
  if (!/\p{L}/u.test(word)) return;
  const before = months.get(word);
  months.set(word, before === undefined || before === month ? month : 0);
}
