import type { VodEmulator } from '../src/testing';

/** What configures a worker comes from here alone: no real keys, and no settings that would make it another one. */
export function workerEnv(base: NodeJS.ProcessEnv, emulator: VodEmulator, taskQueue: string): NodeJS.ProcessEnv {
  const others = Object.entries(base).filter(([name]) => !/^(VOD|TENCENTCLOUD)_/.test(name));
  return {
    ...Object.fromEntries(others),
    VOD_ENDPOINT: emulator.url,
    TENCENTCLOUD_SECRET_ID: emulator.credential.secretId,
    TENCENTCLOUD_SECRET_KEY: emulator.credential.secretKey,
    VOD_EVENTS_TASK_QUEUE: taskQueue,
  };
}
