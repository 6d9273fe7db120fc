import { randomUUID } from 'node:crypto';
import { examineConfig, type Examination, type ExamineOptions } from '../../src/doctor/examine';
import type { Line } from '../../src/doctor/finding';
import { compileRoutes } from '../../src/routes/compile-routes';
import type { VodEmulator } from '../../src/testing';
import { workerConfigOf, type WorkerConfig } from '../../src/worker/config';
import { readSettings } from '../../src/worker/settings';
import { temporalConfig } from '../../src/worker/temporal-config';

export const SOURCE = `doctor-${randomUUID().slice(0, 8)}`;

type Env = Record<string, string | undefined>;

/** What a worker for this queue is configured to. */
export function configFor(
  emulator: VodEmulator,
  env: Env = {},
  { source = SOURCE, routes = { '*': () => {} } }: { source?: string; routes?: object } = {},
): WorkerConfig {
  const { secretId, secretKey } = emulator.credential;
  const settings = readSettings({
    VOD_ENDPOINT: emulator.url,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    VOD_EVENTS_TASK_QUEUE: `vod-events-${SOURCE}`,
    ...env,
  });
  const compiled = compileRoutes(routes);
  const temporal = temporalConfig({ ...process.env, ...env });
  if (!settings.ok || !compiled.ok || typeof temporal === 'string')
    throw new Error(JSON.stringify([settings, temporal]));
  return workerConfigOf(settings.values, { source, routes: compiled.routes, temporal });
}

export function examined(
  emulator: VodEmulator,
  env: Env = {},
  { pull, ...rest }: { source?: string; routes?: object } & ExamineOptions = {},
): Promise<Examination> {
  return examineConfig(configFor(emulator, env, rest), { pull });
}

/** What was found by one check. */
export function by(check: string, { lines }: Pick<Examination, 'lines'>): Line[] {
  return lines.filter((line) => line.check === check);
}

export const wrongOnes = ({ lines }: Pick<Examination, 'lines'>): string[] =>
  lines.filter(({ result }) => result === 'wrong').map(({ check }) => check);
