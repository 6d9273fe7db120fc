/**
 * What this package needs beside it. The Temporal SDK and the VOD SDK are peers, not dependencies, because a process must have one Temporal
 * SDK: with a second one come a second native runtime and errors that are not recognized.
 */
const TEMPORAL = '@temporalio/';

/** The version of an installed package; undefined when it is not installed. */
export type VersionOf = (name: string) => string | undefined;

/** Sentences for what is missing, and for Temporal packages of another version than the worker; none when all is well. */
export function peerProblems(versionOf: VersionOf = installedVersion, peers = peersOfThisPackage()): string[] {
  const missing = Object.keys(peers).filter((name) => versionOf(name) === undefined);
  if (missing.length > 0) return [mustBeInstalled(missing, peers)];
  const version = versionOf(`${TEMPORAL}worker`);
  const others = Object.keys(peers).filter((name) => name.startsWith(TEMPORAL) && versionOf(name) !== version);
  if (others.length === 0) return [];
  const found = others.map((name) => `${name} is ${versionOf(name)}`).join(', ');
  const wanted = others.map((name) => `${name}@${version}`).join(' ');
  return [
    `All @temporalio packages must have one version; @temporalio/worker is ${version}, but ${found}: npm install ${wanted}`,
  ];
}

/** A sentence for those of some optional peers that are not installed; undefined when all are. */
export function missingPeers(names: readonly string[], isInstalled = canBeLoaded): string | undefined {
  const missing = names.filter((name) => !isInstalled(name));
  return missing.length > 0 ? mustBeInstalled(missing, manifest().peerDependencies) : undefined;
}

function mustBeInstalled(missing: readonly string[], ranges: Record<string, string>): string {
  const wanted = missing.map((name) => `"${name}@${ranges[name]}"`).join(' ');
  return `${missing.join(', ')} must be installed beside temporal-vod-events: npm install ${wanted}`;
}

/** Without those that are for what not everybody wants. */
function peersOfThisPackage(): Record<string, string> {
  const { peerDependencies, peerDependenciesMeta } = manifest();
  return Object.fromEntries(Object.entries(peerDependencies).filter(([name]) => !peerDependenciesMeta[name]?.optional));
}

interface Manifest {
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional?: boolean }>;
}

function manifest(): Manifest {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- resolved at run time: package.json is outside the compiled sources
  return require('../package.json') as Manifest;
}

/** Not every package lets its version be read. */
function canBeLoaded(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

function installedVersion(name: string): string | undefined {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the name is not known before
    return (require(`${name}/package.json`) as { version: string }).version;
  } catch {
    return undefined;
  }
}
