/** Trigger ids and response addresses, which die: 3 s and one use, 30 min and five uses. By the stand-in's clock. */

const triggerMs = 3_000;
const responseMs = 30 * 60_000;
const responseUses = 5;

export interface Triggers {
  issue(userId: string, now: Date): string;
  /** Whose it is; once. */
  use(id: string, now: Date): string | { readonly error: string };
}

export function createTriggers(): Triggers {
  const issued = new Map<string, { readonly userId: string; readonly at: number; isUsed: boolean }>();
  return {
    issue(userId, now) {
      const id = `${now.getTime()}.${issued.size + 1}.${'9c1f'.repeat(8)}`;
      issued.set(id, { userId, at: now.getTime(), isUsed: false });
      return id;
    },
    use(id, now) {
      const trigger = issued.get(id);
      if (!trigger) return { error: 'invalid_trigger_id' };
      if (trigger.isUsed) return { error: 'exchanged_trigger_id' };
      if (now.getTime() - trigger.at > triggerMs) return { error: 'expired_trigger_id' };
      trigger.isUsed = true;
      return trigger.userId;
    },
  };
}

export interface ResponseAddress {
  readonly userId: string;
  readonly channel: string;
  /** The message on which something was pressed. */
  readonly pressedOn?: string;
}

export interface ResponseAddresses {
  /** The path's last part. */
  issue(address: ResponseAddress, now: Date): string;
  use(key: string, now: Date): ResponseAddress | null;
}

export function createResponseAddresses(): ResponseAddresses {
  const issued = new Map<string, ResponseAddress & { readonly at: number; uses: number }>();
  return {
    issue(address, now) {
      const key = `${issued.size + 1}-${'Zx9'.repeat(6)}`;
      issued.set(key, { ...address, at: now.getTime(), uses: 0 });
      return key;
    },
    use(key, now) {
      const address = issued.get(key);
      if (!address || now.getTime() - address.at > responseMs || address.uses >= responseUses) return null;
      address.uses += 1;
      return address;
    },
  };
}
