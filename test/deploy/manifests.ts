import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

export const REPOSITORY = join(__dirname, '../..');

export const read = (path: string): string => readFileSync(join(REPOSITORY, path), 'utf8');

export const readYaml = (path: string): unknown => parse(read(path), { merge: true });

/** What the tests look at of a Kubernetes object; the schemas look at the rest. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  data?: Record<string, string>;
  spec?: ManifestSpec;
}

interface ManifestSpec {
  template?: { spec: PodSpec };
  minReplicaCount?: number;
  triggers?: { type: string; metadata: { query: string } }[];
  scaleTargetRef?: { name: string };
  podSelector?: Selector;
  podMetricsEndpoints?: { port: string }[];
  ports?: { targetPort: string }[];
  selector?: Selector & Record<string, unknown>;
}

interface Selector {
  matchLabels?: Record<string, string>;
}

interface PodSpec {
  terminationGracePeriodSeconds: number;
  containers: [Container];
}

interface Container {
  args?: string[];
  env: { name: string; value?: string; valueFrom?: { secretKeyRef: { key: string } } }[];
  ports: { name: string; containerPort: number }[];
  livenessProbe: Probe;
  readinessProbe: Probe;
  startupProbe?: Probe;
  lifecycle?: { preStop: { exec: { command: string[] } } };
}

interface Probe {
  httpGet: { path: string; port: string };
}

const KUBERNETES = 'deploy/kubernetes';

/** Of every file, in one list. */
export function manifests(): Manifest[] {
  return readdirSync(join(REPOSITORY, KUBERNETES)).flatMap((file) =>
    parseAllDocuments(read(join(KUBERNETES, file))).map((document) => document.toJS() as Manifest),
  );
}

export function manifest(kind: string, name: string): Manifest {
  const found = manifests().find((each) => each.kind === kind && each.metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} ${name}`);
  return found;
}

export function podOf(name: string): PodSpec & { container: Container } {
  const pod = manifest('Deployment', name).spec?.template?.spec;
  if (!pod) throw new Error(`${name} has no pods`);
  return { ...pod, container: pod.containers[0] };
}
