/** The zones that stand behind a time in other people's files: offsets, the usual short names, and IANA names. */
import { isKnownZone } from '../../../../kernel/time/zone.js';

/** Minutes ahead of UTC, or an IANA name. */
export type ZoneMark = number | string;

const hours: Readonly<Record<string, number>> = {
  ...{ Z: 0, UT: 0, UTC: 0, GMT: 0, WET: 0, WEST: 1, BST: 1, CET: 1, MEZ: 1, CEST: 2, MESZ: 2, EET: 2, EEST: 3 },
  ...{ MSK: 3, SAST: 2, PKT: 5, IST: 5.5, SGT: 8, HKT: 8, AWST: 8, JST: 9, KST: 9, ACST: 9.5, ACDT: 10.5 },
  ...{ AEST: 10, AEDT: 11, NZST: 12, NZDT: 13, NST: -3.5, NDT: -2.5, AST: -4, ADT: -3, EST: -5, EDT: -4 },
  ...{ CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, AKST: -9, AKDT: -8, HST: -10, BRT: -3, ART: -3 },
};

/** `GMT+5:30`, `+0200`, `-05`, `EST`, `Europe/Berlin`, `(UTC)`; null: no zone that is known. */
export function zoneMark(typed: string): ZoneMark | null {
  const mark = typed.replace(/^[([]|[)\]]$/g, '').trim();
  const short = hours[mark.toUpperCase()];
  if (short !== undefined) return short * 60;
  const [, sign, hour, minute = '00'] = /^(?:GMT|UTC)? ?([-+\u2212])(\d{1,2}):?(\d{2})?$/i.exec(mark) ?? [];
  if (sign !== undefined) {
    const minutes = Number(hour) * 60 + Number(minute);
    return minutes <= 14 * 60 && Number(minute) < 60 ? (sign === '+' ? minutes : -minutes) : null;
  }
  return /^[A-Za-z]+\/[A-Za-z_/+-]+$/.test(mark) && isKnownZone(mark) ? mark : null;
}

/** The zone that a column names for its times: `Submit Date (UTC)`; null: none. */
export function zoneInName(column: string): ZoneMark | null {
  const [, inside] = /[([]([^)\]]{1,40})[)\]]\s*$/.exec(column) ?? [];
  return inside === undefined ? null : zoneMark(inside);
}
