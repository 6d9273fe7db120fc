import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { freePorts } from '../../demo/free-ports';
import { startProcess, type DemoProcess } from '../../demo/processes';

/** Of a server, and of a first connection to it, on a machine that has much else to do. */
export const START_TIMEOUT_MS = 60_000;

/** A Temporal server of the run's own, which keeps everything in a file and is killed and started again on the same port. */
export class ChaosServer {
  private running: DemoProcess | undefined;

  private constructor(
    private readonly cli: string,
    private readonly databaseFile: string,
    private readonly port: number,
  ) {}

  static async start(cli: string, databaseFile: string): Promise<ChaosServer> {
    const [port = 0] = await freePorts(1);
    const server = new ChaosServer(cli, databaseFile, port);
    await server.up();
    return server;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Starts it and waits until it answers. Whenever it ends by itself, because a port of its own choice was taken, say, it is started again. */
  async up(): Promise<void> {
    if (this.running) return;
    this.running = this.startProcess();
    for (const giveUpAt = Date.now() + START_TIMEOUT_MS; ;) {
      try {
        const connection = await Connection.connect({ address: this.address, connectTimeout: 1_000 });
        return await connection.close();
      } catch (error) {
        if (Date.now() > giveUpAt) {
          await this.down();
          throw error;
        }
        await delay(100);
      }
    }
  }

  private startProcess(): DemoProcess {
    const flags = ['--headless', '--ip', '127.0.0.1', '--port', `${this.port}`, '--log-level', 'never'];
    const args = ['server', 'start-dev', ...flags, '--db-filename', this.databaseFile];
    const server = startProcess(this.cli, args, { env: process.env, output: () => {} });
    void server.exited.then(async () => {
      await delay(100);
      if (this.running === server) this.running = this.startProcess();
    });
    return server;
  }

  /** SIGKILL: a server that crashes. */
  async down(): Promise<void> {
    const server = this.running;
    this.running = undefined;
    server?.kill('SIGKILL');
    await server?.exited;
  }
}
