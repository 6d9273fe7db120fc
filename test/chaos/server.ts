import { Connection } from '@temporalio/client';
import { freePorts } from '../../demo/free-ports';
import { startProcess, type DemoProcess } from '../../demo/processes';

const START_TIMEOUT_MS = 60_000;

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

  /** Starts it and waits until it answers. */
  async up(): Promise<void> {
    if (this.running) return;
    const flags = ['--headless', '--ip', '127.0.0.1', '--port', `${this.port}`, '--log-level', 'never'];
    const args = ['server', 'start-dev', ...flags, '--db-filename', this.databaseFile];
    this.running = startProcess(this.cli, args, { env: process.env, output: () => {} });
    for (const giveUpAt = Date.now() + START_TIMEOUT_MS; ;) {
      try {
        const connection = await Connection.connect({ address: this.address, connectTimeout: 1_000 });
        return await connection.close();
      } catch (error) {
        if (Date.now() > giveUpAt) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** SIGKILL: a server that crashes. */
  async down(): Promise<void> {
    this.running?.kill('SIGKILL');
    await this.running?.exited;
    this.running = undefined;
  }
}
