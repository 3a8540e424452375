/** What Linux says of processes; NaN where there is no /proc. */
import { readFile } from 'node:fs/promises';

/** User and system time that each has used up, in ms; /proc has it in hundredths of a second. One that has ended is left out. */
export async function cpuMsOfEach(pids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const times = pids.map(async (pid): Promise<[number, number]> => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [pid, (Number(fields[11]) + Number(fields[12])) * 10];
  });
  return new Map((await Promise.all(times)).filter(([, ms]) => !Number.isNaN(ms)));
}

/** Of all together; NaN when one is not there. */
export async function cpuMsOf(pids: readonly number[]): Promise<number> {
  const times = await cpuMsOfEach(pids);
  return times.size === pids.length ? [...times.values()].reduce((sum, ms) => sum + ms, 0) : Number.NaN;
}

/** VmRSS in MB. */
export async function residentMbOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}
