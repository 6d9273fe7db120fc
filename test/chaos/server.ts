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

  /** Starts it and waits until it answers. One that ends instead, because a port of its own choice was taken meanwhile, is started again. */
  async up(): Promise<void> {
    for (const giveUpAt = Date.now() + START_TIMEOUT_MS; !this.running;) {
      const { server, output } = this.startProcess();
      if (await this.answers(server, giveUpAt)) this.running = server;
      else if (Date.now() > giveUpAt) {
        server.kill('SIGKILL');
        throw new Error(`The Temporal server at ${this.address} does not answer. ${output.join('\n')}`);
      }
    }
  }

  private startProcess(): { server: DemoProcess; output: string[] } {
    const flags = ['--headless', '--ip', '127.0.0.1', '--port', `${this.port}`, '--log-level', 'never'];
    const args = ['server', 'start-dev', ...flags, '--db-filename', this.databaseFile];
    const output: string[] = [];
    return {
      server: startProcess(this.cli, args, { env: process.env, output: (line) => void output.push(line) }),
      output,
    };
  }

  /** False when it has ended, or the time is over. */
  private async answers(server: DemoProcess, giveUpAt: number): Promise<boolean> {
    let ended = false;
    void server.exited.then(() => (ended = true));
    while (!ended && Date.now() <= giveUpAt) {
      try {
        const connection = await Connection.connect({ address: this.address, connectTimeout: 1_000 });
        await connection.close();
        return true;
      } catch {
        await delay(100);
      }
    }
    return false;
  }

  /** SIGKILL: a server that crashes. */
  async down(): Promise<void> {
    this.running?.kill('SIGKILL');
    await this.running?.exited;
    this.running = undefined;
  }
}
