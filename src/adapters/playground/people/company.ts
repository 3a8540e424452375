/** The made-up company whose days the playground plays: who works there, where, and in which zones. */
import type { Role } from '../../../kernel/person.js';

export interface CompanyPerson {
  /** Shaped like a Slack user id, so that Slack's look can mention them. */
  readonly externalId: string;
  readonly name: string;
  /** What follows the @. */
  readonly handle: string;
  readonly role: Role;
  /** IANA zone. */
  readonly timeZone: string;
}

export interface CompanyPlace {
  readonly externalId: string;
  readonly name: string;
}

export interface Company {
  readonly externalId: string;
  readonly name: string;
  /** The organisation's IANA zone: its working days and promises count in it. */
  readonly timeZone: string;
  readonly people: readonly CompanyPerson[];
  readonly places: readonly CompanyPlace[];
}

const london = 'Europe/London';
const newYork = 'America/New_York';
const yerevan = 'Asia/Yerevan';

/** Northlight makes booking software for small hotels. Nobody in it is real. */
export const northlight: Company = {
  externalId: 'TNORTHLIGHT',
  name: 'Northlight',
  timeZone: london,
  people: [
    { externalId: 'UMAYA', name: 'Maya Lindqvist', handle: 'maya', role: 'member', timeZone: london },
    { externalId: 'UGRACE', name: 'Grace Okafor', handle: 'grace', role: 'champion', timeZone: london },
    { externalId: 'UTOMAS', name: 'Tomás Ferreira', handle: 'tomas', role: 'member', timeZone: newYork },
    { externalId: 'UDANA', name: 'Dana Whitfield', handle: 'dana', role: 'admin', timeZone: newYork },
    { externalId: 'UANI', name: 'Ani Sargsyan', handle: 'ani', role: 'member', timeZone: yerevan },
    { externalId: 'UNAREK', name: 'Narek Danielyan', handle: 'narek', role: 'member', timeZone: yerevan },
  ],
  places: [
    { externalId: 'CSUPPORT', name: 'support' },
    { externalId: 'CMARKETING', name: 'marketing' },
  ],
};
