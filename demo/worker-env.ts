import type { VodEmulator } from '../src/testing';

/** What configures a worker comes from here alone: no real keys, and no settings that would make it another one. */
export function workerEnv(base: NodeJS.ProcessEnv, emulator: VodEmulator, taskQueue: string): NodeJS.ProcessEnv {
  return {
    ...withoutWorkerSettings(base),
    VOD_ENDPOINT: emulator.url,
    TENCENTCLOUD_SECRET_ID: emulator.credential.secretId,
    TENCENTCLOUD_SECRET_KEY: emulator.credential.secretKey,
    VOD_EVENTS_TASK_QUEUE: taskQueue,
  };
}

/** An environment without what configures a worker. */
export function withoutWorkerSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(VOD|TENCENTCLOUD|OTEL)_/.test(name)));
}
