/** One line of the account after a scenario: what was counted, and every fault by name. */

export interface Line {
  readonly name: string;
  readonly checkedCount: number;
  readonly faults: readonly string[];
}

export const line = (name: string, checkedCount: number, faults: readonly string[]): Line => ({
  name,
  checkedCount,
  faults,
});

/** As the database answers. */
export type Row = Readonly<Record<string, unknown>>;

/** The delivery that a mark names. */
export const idIn = (mark: string) => mark.split('-')[0] ?? '';
