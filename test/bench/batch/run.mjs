// Runs a contestant as a process of its own.
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/**
 * What a process says at its end: the most memory it held, in kilobytes, and its processor time, in microseconds. Linux
 * hands the greatest memory of whoever starts a process on to that process's `maxRSS`; what the system keeps of the
 * process's own memory begins at nothing.
 */
const WATCH = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from 'node:fs';
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const own = process.platform === 'linux' && /^VmHWM:\\s*(\\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    process._rawDebug('used ' + (own ? own[1] : maxRSS) + ' ' + (userCPUTime + systemCPUTime));
  });`)}`;

/**
 * Gives seconds by the clock and of the processors, and the most memory in megabytes. Throws where it fails. What earlier
 * runs have left to write is on the disk before it begins. A program other than Node says itself what it used.
 */
export function run({ name, args, program, env = {} }) {
  spawnSync('sync');
  const [command, all] = program ? [program, args] : [process.execPath, ['--import', WATCH, ...args]];
  const started = performance.now();
  const { status, stderr } = spawnSync(command, all, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, ...env },
  });
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr.slice(-2000)}`);
  // Threads of a process speak, too; all of them for the whole process.
  const said = [...stderr.matchAll(/^used (\d+) (\d+)$/gm)].map((match) => match.slice(1).map(Number));
  const [memory, processor] = [0, 1].map((which) => Math.max(...said.map((figures) => figures[which])));
  return { seconds, processor: processor / 1e6, peak: memory / 1024 };
}

/** The median of figures; of an even number the greater one in the middle. */
export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
