/** The file of links for whatever tool sends mail: CSV as RFC 4180 has it. Pure. */

import { defuse } from '../../../kernel/defuse.js';

/** Somebody with a link. */
export interface LinkRow {
  /** Of the asking. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly customer: string;
}

/** The first line, without its end. */
export const linksHead = 'email,name,customer,link';

/** One line, without its end. */
export const linksLine = ({ email, name, customer }: LinkRow, link: string): string =>
  [email ?? '', name, customer, link].map(cell).join(',');

/** A cell as RFC 4180 has it, harmless for spreadsheets. */
export function cell(value: string): string {
  const text = defuse(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
