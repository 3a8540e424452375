/** How the stand-in Slack fails on purpose. */

export type Fault =
  /** 429 with this Retry-After; nothing arrived. */
  | { readonly kind: 'throttled'; readonly retryAfter: number }
  /** 500; `arrives`: people see the message all the same. */
  | { readonly kind: 'broken'; readonly arrives: boolean }
  /** No answer, ever. */
  | { readonly kind: 'hangs' }
  /** The connection breaks off; `arrives`: after the work was done. */
  | { readonly kind: 'reset'; readonly arrives: boolean }
  /** The work is done, and half of the answer comes. */
  | { readonly kind: 'cut' }
  /** The work is done, and some proxy's page comes instead of the answer; `''`: nothing at all. */
  | { readonly kind: 'page'; readonly text: string }
  /** `ok: false` with this error. */
  | { readonly kind: 'refused'; readonly error: string };

export interface ApiCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The how manieth call of this method, from 1. */
  readonly number: number;
}

export interface Faults {
  /** Asked at each call. */
  meet(call: ApiCall): Fault | null;
  /** The next calls of this method meet these, in order. */
  next(method: string, ...faults: readonly Fault[]): void;
  /** From now on; null: no fault by rule. */
  rule(rule: ((call: ApiCall) => Fault | null) | null): void;
}

export function createFaults(): Faults {
  const queued = new Map<string, Fault[]>();
  let standing: ((call: ApiCall) => Fault | null) | null = null;
  return {
    meet: (call) => queued.get(call.method)?.shift() ?? standing?.(call) ?? null,
    next(method, ...faults) {
      queued.set(method, [...(queued.get(method) ?? []), ...faults]);
    },
    rule(rule) {
      standing = rule;
    },
  };
}
