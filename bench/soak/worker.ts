import { mkdtempSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMAND } from '../../demo/command';
import { startProcess, type DemoProcess, type Exit } from '../../demo/processes';
import type { TemporalServer } from '../../demo/temporal';
import { workerEnv } from '../../demo/worker-env';
import type { VodEmulator } from '../../src/testing';
import { residentBytes } from '../resident-bytes';

const ROUTES = join(__dirname, 'routes.mjs');
const PROBE = join(__dirname, 'probe.cjs');
const GRACE_MS = 25_000;

/** What the worker process holds at one moment. */
export interface Held {
  residentBytes: number;
  sockets: number;
  /** Heap of the main thread, and of the one that runs the workflows. */
  heapBytes: number;
  workflowHeapBytes: number;
  /** The 99th percentile of the last second, in the main thread. */
  loopDelayP99Ms: number;
}

interface Probed {
  heapBytes: number;
  loopDelayP99Ms: number;
}

/** `vod-events worker` in a process of its own, as in production, with the probe loaded. */
export class SoakedWorker {
  /** Of warnings and errors. It stays for whoever wants to know why something grew. */
  readonly logPath: string;
  private readonly process: DemoProcess;
  private readonly probeFolder = mkdtempSync(join(tmpdir(), 'vod-events-soak-'));

  constructor(temporal: TemporalServer, emulator: VodEmulator, source: string) {
    process.on('exit', () => rmSync(this.probeFolder, { recursive: true, force: true }));
    this.logPath = `${this.probeFolder}.log`;
    this.process = startProcess(
      process.execPath,
      ['--require', PROBE, ...COMMAND, 'worker', '--routes', ROUTES, '--source', source],
      {
        env: {
          ...workerEnv(temporal.env, emulator, source),
          VOD_EVENTS_GRACE: `${GRACE_MS}ms`,
          VOD_EVENTS_LOG_LEVEL: 'warn',
          VOD_EVENTS_SOAK_PROBE: this.probeFolder,
        },
        output: openSync(this.logPath, 'a'),
      },
    );
  }

  get exited(): Promise<Exit> {
    return this.process.exited;
  }

  held(): Held {
    const { pid } = this.process;
    const main = this.probed('main');
    return {
      residentBytes: residentBytes(pid),
      sockets: readdirSync(`/proc/${pid}/fd`).filter((fd) => isSocket(`/proc/${pid}/fd/${fd}`)).length,
      heapBytes: main.heapBytes,
      workflowHeapBytes: this.probed('thread-').heapBytes,
      loopDelayP99Ms: main.loopDelayP99Ms,
    };
  }

  /** As a deployment would. */
  stop(): Promise<Exit> {
    return this.process.stop(GRACE_MS + 5_000);
  }

  private probed(thread: string): Probed {
    const file = readdirSync(this.probeFolder).find((name) => name.startsWith(thread) && name.endsWith('.json'));
    if (file === undefined) throw new Error(`The probe of "${thread}" has written nothing.`);
    return JSON.parse(readFileSync(join(this.probeFolder, file), 'utf8')) as Probed;
  }
}

function isSocket(path: string): boolean {
  try {
    return readlinkSync(path).startsWith('socket:');
  } catch {
    // Closed meanwhile.
    return false;
  }
}
