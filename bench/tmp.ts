import { readFileSync, readdirSync } from 'node:fs';
import { eventsOf, inArena } from './arena';
import { startStage } from './stage';
function cpu(pid: string | number) {
  try {
    const f = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(f[11]) + Number(f[12])) / 100;
  } catch {
    return 0;
  }
}
function find(s: string) {
  return readdirSync('/proc')
    .filter((d) => /^\d+$/.test(d))
    .filter((d) => {
      try {
        return readFileSync(`/proc/${d}/cmdline`, 'utf8').includes(s);
      } catch {
        return false;
      }
    });
}
async function main() {
  const stage = await startStage(process.argv[4]);
  const port = stage.address.split(':')[1]!;
  for (const c of (process.argv[2] ?? 'this').split(',')) {
    await inArena(
      stage,
      { contender: c as 'this', ...(process.argv[5] && { rateLimit: Number(process.argv[5]) }) },
      async (arena) => {
        const server = find(`--port\0${port}`)[0]!;
        const before = {
          self: cpu(process.pid),
          server: cpu(server),
          worker: arena.cpuSeconds(),
          t: performance.now(),
        };
        const n = Number(process.argv[3] ?? 16000);
        const run = await arena.run(eventsOf(n));
        const k = (1000 / n) * 1000;
        if (c === 'this')
          for (const w of find(arena.name)) {
            const th: Record<string, number> = {};
            for (const t of readdirSync(`/proc/${w}/task`)) {
              try {
                const raw = readFileSync(`/proc/${w}/task/${t}/stat`, 'utf8');
                const nm = /\((.*)\)/.exec(raw)![1]! + (t === w ? '-main' : '');
                const f = raw.replace(/^.*\) /s, '').split(' ');
                th[nm] = (th[nm] ?? 0) + (Number(f[11]) + Number(f[12])) * 10;
              } catch {}
            }
            console.log(
              Object.entries(th)
                .sort((a, b) => b[1] - a[1])
                .slice(0, 12),
            );
          }
        await new Promise((r) => setTimeout(r, 2500));
        if (c === 'this')
          console.log(
            'batches',
            (await stage.client.workflow.count(`TaskQueue = '${arena.name}' AND WorkflowType = 'vodEventBatch'`)).count,
            'owned',
            (await stage.client.workflow.count(`TaskQueue = '${arena.name}' AND WorkflowType = 'vodEvent'`)).count,
          );
        console.log(
          c,
          'steady/s',
          run.steadyPerSecond.toFixed(0),
          'wall ms/1000ev',
          (((performance.now() - before.t) * 1000) / n).toFixed(0),
          'cpu ms/1000 events: emulator',
          ((cpu(process.pid) - before.self) * k).toFixed(0),
          'server',
          ((cpu(server) - before.server) * k).toFixed(0),
          'worker',
          ((arena.cpuSeconds() - before.worker) * k).toFixed(0),
        );
      },
    );
  }
  await stage.stop();
  process.exit(0);
}
void main();
