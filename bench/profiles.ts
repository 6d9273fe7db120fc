/** Where a worker's processor time goes: CPU profiles, summed up by what the time is for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Frame {
  functionName: string;
  url: string;
}

interface CpuProfile {
  nodes: { id: number; callFrame: Frame; children?: number[] }[];
  samples: number[];
  /** µs before each sample. */
  timeDeltas: number[];
}

/** Shares of the time in which a thread was busy. */
type Shares = Record<string, number>;
export type Threads = Record<'main' | 'workflows', Shares>;

const IDLE = new Set(['(idle)', '(program)']);
const REST = 'the rest';

/** What a frame itself is, whoever called it. */
const KINDS: readonly (readonly [what: string, is: (frame: Frame) => boolean])[] = [
  ['garbage collection', ({ functionName }) => functionName === '(garbage collector)'],
  ['guarding calls into workflows', ({ functionName, url }) => url === '' && functionName === 'runInContext'],
  [
    "Node.js following promises, for the SDK's contexts and stacks",
    ({ functionName, url }) => /^node:(internal\/)?(async|promise)_hooks/.test(url) || functionName === 'get stack',
  ],
];

/** What the nearest caller that is known stands for; the first that fits. */
const CALLERS: readonly (readonly [what: string, url: RegExp])[] = [
  ['handing over to the native core', /@temporalio\/core-bridge/],
  ['loading code at the start', /^node:internal\/modules/],
  ['calls to VOD', /tencentcloud-sdk|node-fetch|^node:(_http|http|net|_tls|internal\/stream)/],
  ["the handlers' own", /bench\/contenders/],
  ['our code', /^(?!.*node_modules).*\/lib\/(?!workflow-bundle)/],
  ['the SDK, and the workflows in it', /@temporalio|protobufjs|rxjs|workflow-bundle|evalmachine|wasm:|source-map/],
];

/** Sums up those of our workers in a folder: every one has a profile of its main thread, and one of its workflows'. */
export function sharesOf(folder: string): Threads {
  const spent = { main: new Map<string, number>(), workflows: new Map<string, number>() };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const knows = (part: string): boolean => profile.nodes.some(({ callFrame: { url } }) => url.includes(part));
    // CPU.<day>.<time>.<process>.<thread>.<number>; the main thread is 0.
    const isMain = file.split('.')[4] === '0';
    if (isMain && knows('/lib/cli/main')) add(profile, spent.main);
    if (!isMain && knows('/lib/workflow-bundle')) add(profile, spent.workflows);
  }
  return { main: shares(spent.main), workflows: shares(spent.workflows) };
}

function add({ nodes, samples, timeDeltas }: CpuProfile, spent: Map<string, number>): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const callerOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const known = new Map<number, string>();
  const whatOf = (id: number): string => {
    const frame = byId.get(id)?.callFrame;
    const caller = callerOf.get(id);
    if (!frame) return REST;
    const found = CALLERS.find(([, url]) => url.test(frame.url))?.[0];
    return found ?? (caller === undefined ? REST : rememberedOf(caller));
  };
  const rememberedOf = (id: number): string => {
    const what = known.get(id) ?? whatOf(id);
    known.set(id, what);
    return what;
  };
  samples.forEach((id, index) => {
    const frame = byId.get(id)?.callFrame;
    if (!frame || IDLE.has(frame.functionName)) return;
    const what = KINDS.find(([, is]) => is(frame))?.[0] ?? rememberedOf(id);
    spent.set(what, (spent.get(what) ?? 0) + (timeDeltas[index] ?? 0));
  });
}

function shares(spent: ReadonlyMap<string, number>): Shares {
  const total = [...spent.values()].reduce((sum, time) => sum + time, 0);
  return Object.fromEntries([...spent].sort(([, a], [, b]) => b - a).map(([what, time]) => [what, time / total]));
}
