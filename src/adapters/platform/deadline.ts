/** Waits, but not for ever; reply.ts and start.ts ask. */

export const late = Symbol('late');

/** What `work` answers, or `late` when it has not answered after `ms` real milliseconds. It goes on all the same. */
export async function within<T>(work: Promise<T>, ms: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  return Promise.race([work, patience]).finally(() => clearTimeout(timer));
}
