import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bin } from '../../package.json';
import { GRACE_MS, INGRESS_GRACE_MS, NODE_FLAGS } from '../../src/core/defaults';
import { METRICS } from '../../src/core/metrics';
import { LIVENESS_PATH, READINESS_PATH } from '../../src/ingress/probes';
import { INGRESS_SETTINGS } from '../../src/ingress/settings';
import { toMs } from '../../src/routes/duration';
import { SETTINGS } from '../../src/worker/settings';
import { manifest, manifests, podOf, read, readYaml, REPOSITORY } from './manifests';

/** How long the kubelet, a proxy or systemd may take to tell a process, and a process to be gone. */
const SLACK_MS = 5_000;
const WORKER = 'vod-events-worker';
const INGRESS = 'vod-events-ingress';

const settings = new Set(Object.values({ ...SETTINGS, ...INGRESS_SETTINGS }).map(({ name }) => name));
const dockerfile = read('deploy/Dockerfile');
const compose = readYaml('deploy/compose.yaml') as {
  services: { worker: { volumes: string[]; stop_grace_period: string } };
};

const ours = (names: Iterable<string>): string[] => [...names].filter((name) => /^(VOD|TENCENTCLOUD)_/.test(name));
const unheardOf = (names: Iterable<string>): string[] => ours(names).filter((name) => !settings.has(name));

const FILES = ['Dockerfile', 'healthcheck.mjs', 'compose.yaml', 'systemd/vod-events.service'];
it.each(FILES)('%s names no variable that does not exist', (file) => {
  expect(unheardOf(read(`deploy/${file}`).match(/\b(VOD|TENCENTCLOUD)_[A-Z_]+\b/g) ?? [])).toEqual([]);
});

it('nor does a Kubernetes object', () => {
  const env = [WORKER, INGRESS].flatMap((name) => podOf(name).container.env);
  const ofPods = env.flatMap(({ name, valueFrom }) => [name, ...(valueFrom ? [valueFrom.secretKeyRef.key] : [])]);
  const names = [...ofPods, ...Object.keys(manifest('ConfigMap', 'vod-events').data ?? {})];
  expect(ours(names).length).toBeGreaterThan(5);
  expect(unheardOf(names)).toEqual([]);
});

it('a worker has its grace time, and some seconds more, before it is killed', () => {
  const { container, terminationGracePeriodSeconds } = podOf(WORKER);
  const ofPod = toMs(valueOf(container, 'VOD_EVENTS_GRACE'));
  expect(terminationGracePeriodSeconds * 1_000).toBeGreaterThanOrEqual(ofPod + SLACK_MS);
  expect(toMs(compose.services.worker.stop_grace_period)).toBeGreaterThanOrEqual(GRACE_MS + SLACK_MS);
  const ofUnit = /^TimeoutStopSec=(\d+)$/m.exec(read('deploy/systemd/vod-events.service'))?.[1];
  expect(Number(ofUnit) * 1_000).toBeGreaterThanOrEqual(GRACE_MS + SLACK_MS);
});

it('an ingress has its own after the pause for the proxies', () => {
  const { container, terminationGracePeriodSeconds } = podOf(INGRESS);
  const pauseMs = Number(container.lifecycle?.preStop.exec.command[1]) * 1_000;
  expect(terminationGracePeriodSeconds * 1_000).toBeGreaterThanOrEqual(pauseMs + INGRESS_GRACE_MS + SLACK_MS);
});

it.each([
  [WORKER, 'health', 'VOD_EVENTS_HEALTH_ADDRESS'],
  [WORKER, 'metrics', 'VOD_EVENTS_METRICS_ADDRESS'],
  [INGRESS, 'http', 'VOD_EVENTS_INGRESS_ADDRESS'],
])('%s listens on its port %s, for the network of pods', (name, port, variable) => {
  const { container } = podOf(name);
  const declared = container.ports.find((each) => each.name === port)?.containerPort;
  expect(valueOf(container, variable)).toBe(`0.0.0.0:${declared}`);
});

it.each([WORKER, INGRESS])('%s is asked where it answers', (name) => {
  const { livenessProbe, readinessProbe, startupProbe = livenessProbe, ports } = podOf(name).container;
  expect([livenessProbe, startupProbe].map(({ httpGet }) => httpGet.path)).toEqual([LIVENESS_PATH, LIVENESS_PATH]);
  expect(readinessProbe.httpGet.path).toBe(READINESS_PATH);
  for (const { httpGet } of [livenessProbe, readinessProbe, startupProbe])
    expect(ports.map((port) => port.name)).toContain(httpGet.port);
  expect(read('deploy/healthcheck.mjs')).toContain(LIVENESS_PATH);
});

it('workers are scaled by gauges that there are, and never below one that pulls and one that takes over', () => {
  const { scaleTargetRef, minReplicaCount, triggers = [] } = manifest('ScaledObject', WORKER).spec ?? {};
  expect(scaleTargetRef?.name).toBe(WORKER);
  expect(minReplicaCount).toBeGreaterThanOrEqual(2);
  const names = triggers.flatMap(({ metadata }) => metadata.query.match(/vod_events_\w+/g) ?? []);
  expect(names).toEqual(['vod_events_handler_places', 'vod_events_backlog']);
  for (const name of names) expect(METRICS).toHaveProperty(name, expect.objectContaining({ kind: 'gauge' }));
});

it.each([WORKER, INGRESS])('%s has a network policy and a disruption budget', (name) => {
  const labels = { 'app.kubernetes.io/name': name };
  expect(manifest('NetworkPolicy', name).spec?.podSelector?.matchLabels).toEqual(labels);
  expect(manifest('PodDisruptionBudget', name).spec?.selector?.matchLabels).toEqual(labels);
});

it('nothing of it holds a secret', () => {
  expect(manifests().filter(({ kind }) => kind === 'Secret')).toEqual([]);
  const names = Object.keys(manifest('ConfigMap', 'vod-events').data ?? {});
  expect(names.filter((name) => /SECRET|KEY|TOKEN/.test(name))).toEqual([]);
});

it('the image runs the command of the package, with the routes where compose.yaml puts them', () => {
  const command = `/app/node_modules/temporal-vod-events/${bin['vod-events']}`;
  expect(instruction('ENTRYPOINT')).toEqual(['node', ...NODE_FLAGS, command]);
  const [, , routes] = instruction('CMD');
  expect(compose.services.worker.volumes).toEqual([expect.stringContaining(`:${routes}:ro`)]);
});

it('the image is built from files that there are, and that its context has', () => {
  const context = read('.dockerignore').match(/(?<=^!).*$/gm) ?? [];
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, from = '']) => from.split(' '));
  expect(copied.sort()).toEqual([...context].sort());
  expect(copied.filter((path) => !existsSync(join(REPOSITORY, path)))).toEqual([]);
});

it('the image has a Node that CI tests with', () => {
  const [, major] = /^ARG NODE_IMAGE=node:(\d+)[\d.]*-bookworm-slim$/m.exec(dockerfile) ?? [];
  expect(read('.github/workflows/ci.yml')).toMatch(new RegExp(`node: \\[.*\\b${major}\\b.*\\]`));
});

function instruction(name: string): string[] {
  return JSON.parse(new RegExp(`^${name} (.*)$`, 'm').exec(dockerfile)?.[1] ?? '[]') as string[];
}

function valueOf({ env }: ReturnType<typeof podOf>['container'], name: string): string {
  return env.find((each) => each.name === name)?.value ?? '';
}
