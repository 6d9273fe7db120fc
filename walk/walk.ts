/** One walk: a stage that is well, broken and mended again and again, and told of. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Breakage } from './breakages';
import type { Narrator } from './narrator';
import { runbooks } from './runbooks';
import { CONFIG, SOURCE, type Answer, type Stage } from './stage';
import { until } from './until';

/** The longest is the backlog's: workers ask VOD once a minute, and the rehearsal looks back a minute. */
const ALERT_WITHIN_MS = 240_000;
const WELL_WITHIN_MS = 240_000;
const SEEN_WITHIN_MS = 45_000;

/** A runbook has no such command, so nobody would come to type it. */
class NotInRunbookError extends Error {
  override readonly name = 'NotInRunbookError';
  constructor(page: string, command: string) {
    super(`docs/runbooks/${page} does not say "${command}".`);
  }
}

export class Walk {
  private page = '';

  constructor(
    readonly stage: Stage,
    readonly narrator: Narrator,
  ) {}

  step(text: string): void {
    this.narrator.step(text);
  }

  /** Waits until no alert is there, every worker is ready, the source runs, and the doctor finds nothing wrong. */
  async isWell(): Promise<void> {
    const began = Date.now();
    let seen = '';
    await until(
      'everything is well',
      async () => {
        const alerts = await this.stage.prometheus.alerts();
        seen = JSON.stringify(alerts.map(({ labels, state }) => `${labels.alertname} ${state}`));
        if (alerts.length > 0) return false;
        const probes = [...(await this.stage.probes('livez')), ...(await this.stage.probes('readyz'))];
        seen = `probes: ${probes.join(', ')}`;
        if (probes.some((code) => code !== 200)) return false;
        const status = await this.stage.run(['status']);
        seen = status.text;
        if (!new RegExp(`^${SOURCE} +running `, 'm').test(status.text)) return false;
        const doctor = await this.stage.run(['doctor', '--config', CONFIG]);
        seen = doctor.text;
        return doctor.code === 0;
      },
      { timeoutMs: WELL_WITHIN_MS, detail: () => seen },
    );
    this.narrator.step(
      'No alert, both workers are live and ready, `status` says `running`, and `doctor` finds nothing wrong.',
      secondsSince(began),
    );
  }

  async breakAndMend({ alert, title, does, says, breakIt, mend, afterwards }: Breakage): Promise<void> {
    this.page = runbooks().get(alert) ?? '';
    this.narrator.heading(`${alert}: ${title}`);
    this.step(does);
    await breakIt(this);
    await this.fires(alert);
    await this.sees(['status'], says.status);
    await this.sees(['doctor', '--config', CONFIG], says.doctor);
    this.step(`What [its runbook](runbooks/${this.page}) says:`);
    await mend(this);
    await this.isWell();
    afterwards?.(this.stage);
    const { sent, redelivered } = await this.stage.traffic.settle();
    this.narrator.step(
      'Every event that was sent is confirmed, and a handler has done it. None is parked, none is lost.',
      `${sent} so far, ${redelivered} redeliveries`,
    );
  }

  /** Types a command of the runbook, with what is meant by its `<…>`. */
  async runbook(command: string, meant: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const text = readFileSync(join(__dirname, '../docs/runbooks', this.page), 'utf8');
    if (!text.includes(command)) throw new NotInRunbookError(this.page, command);
    const typed = Object.entries(meant).reduce((line, [name, value]) => line.replaceAll(`<${name}>`, value), command);
    const answer = await this.stage.run(typed.split(' ').slice(1));
    this.narrator.command(typed, answer);
    if (answer.code !== 0) throw new Error(`"${typed}" ended with ${answer.code}.`);
    return answer;
  }

  private async fires(name: string): Promise<void> {
    const began = Date.now();
    let others = '';
    const alert = await until(
      `${name} fires`,
      async () => {
        const alerts = await this.stage.prometheus.alerts();
        others = JSON.stringify(alerts.map(({ labels, state }) => `${labels.alertname} ${state}`));
        return alerts.find(({ labels, state }) => labels.alertname === name && state === 'firing');
      },
      { timeoutMs: ALERT_WITHIN_MS, detail: () => others },
    );
    this.narrator.step(`Prometheus: **${name}** is firing. _${alert.annotations.summary}_`, secondsSince(began));
  }

  /** Types a command until it says why. */
  private async sees(args: string[], why: RegExp): Promise<void> {
    let answer: Answer = { text: '', code: 0 };
    await until(
      `"vod-events ${args.join(' ')}" says ${String(why)}`,
      async () => {
        answer = await this.stage.run(args);
        return why.test(answer.text);
      },
      { timeoutMs: SEEN_WITHIN_MS, detail: () => answer.text },
    );
    const text = args[0] === 'doctor' ? withoutOk(answer.text) : answer.text;
    this.narrator.command(`vod-events ${args.join(' ')}`, { ...answer, text });
  }
}

/** What is well is left out. */
function withoutOk(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^ok\b/.test(line))
    .join('\n');
}

function secondsSince(began: number): string {
  return `${Math.round((Date.now() - began) / 1_000)} s`;
}
