/** The sources that a configuration file names. */
import { resolve } from 'node:path';
import { credentialOf, credentialProblems, describeCredential } from '../credentials/credential';
import { readCredential } from '../credentials/read';
import type { CredentialSpec } from '../credentials/spec';
import type { RouteTable } from '../routes/compiled';
import { loadRoutes } from '../routes/load-routes';
import { fileKeyOf } from '../settings/facts';
import { lookIn, readFrom, type FilePart, type InForce } from '../settings/read';
import { sourceProblems } from '../settings/source';
import { sourceVariable, sourceVariableProblems } from '../settings/source-variables';
import { SOURCE_KEYS } from './config-file';
import { SOURCE_SETTINGS, type SettingValues } from './settings';
import type { SourceConfig } from './sources';

/** Whether or not they can be served. */
export interface ReadSources {
  problems: string[];
  /** Those that can be. */
  sources: SourceConfig[];
  shown: { name: string; settings: InForce[] }[];
}

const { secretId: _id, secretKey: _key, sessionToken: _token, ...SETTINGS } = SOURCE_SETTINGS;
type Values = Pick<SettingValues, keyof typeof SETTINGS>;

/** Where the values of one source are looked for. */
interface Place {
  name: string;
  env: NodeJS.ProcessEnv;
  file: FilePart;
  /** `--routes`, for sources that name none. */
  routes: string | undefined;
}

export async function readSources(
  parts: Readonly<Record<string, FilePart>>,
  env: NodeJS.ProcessEnv,
  flags: { routes?: string; source?: string },
): Promise<ReadSources> {
  const names = Object.keys(parts);
  // The file is what is wrong, and said to be.
  if (names.length === 0) return { problems: [], sources: [], shown: [] };
  const read = await Promise.all(
    Object.entries(parts).map(([name, file]) => readSource({ name, env, file, routes: flags.routes })),
  );
  const problems = [
    ...(flags.source === undefined ? [] : ['--source is for a worker whose file names no sources; leave it out']),
    ...variablesOfNone(env, names),
    ...sourceVariableProblems(env, names, SOURCE_KEYS),
    ...read.flatMap((source) => source.problems),
    ...sameApplication(read),
  ];
  const sources = read.flatMap(({ source }) => source ?? []);
  return { problems, sources, shown: read.map(({ name, settings }) => ({ name, settings })) };
}

/** Variables of the only source of a worker: which of several they would be about is anybody's guess. */
function variablesOfNone(env: NodeJS.ProcessEnv, [source = '']: readonly string[]): string[] {
  const set = Object.values(SETTINGS).filter(({ name }) => env[name]);
  return set.map((setting) => {
    const instead = sourceVariable(source, fileKeyOf(setting));
    return `${setting.name} is for a worker whose file names no sources; set ${instead} instead, or unset it`;
  });
}

interface ReadSource {
  name: string;
  problems: string[];
  settings: InForce[];
  /** Missing when it cannot be served. */
  source?: SourceConfig;
  /** Two that have the same would take each other's events. */
  application?: string;
}

async function readSource(place: Place): Promise<ReadSource> {
  const { name, env, file } = place;
  const own = readFrom(SETTINGS, lookIn({ env, file, variableOf: (each) => sourceVariable(name, fileKeyOf(each)) }));
  const routes = await readRoutes(place);
  const { endpoint = '', subAppId } = own.values;
  const credential = readKeys(place, endpoint);
  const problems = [
    ...sourceProblems(name, file.placeOf('').replace(/\.$/, '')),
    ...own.problems,
    ...credential.problems,
    ...routes.problems,
  ];
  const read = { name, problems, settings: [...own.inForce, credential.inForce, routes.inForce] };
  if (own.problems.length > 0 || !credential.spec) return read;
  const application = JSON.stringify([endpoint, subAppId ?? credential.spec]);
  if (problems.length > 0 || !routes.table) return { ...read, application };
  const { confirmPolicy, maxDeliveries, ratePerSecond, extInfo } = own.values as Values;
  const keys = credentialOf(credential.spec, { env, folder: file.folder, endpoint });
  const policy = { confirmPolicy, maxDeliveries, ratePerSecond };
  const keysFrom = JSON.stringify([credential.spec, file.folder]);
  const source = { name, endpoint, subAppId, extInfo, credential: keys, keysFrom, ...policy, routes: routes.table };
  return { ...read, application, source };
}

/** A value that is no setting: of the source's variable, or else of the file. */
function written(place: Place, key: string): { value: unknown; place: string; origin: InForce['origin'] } {
  const variable = sourceVariable(place.name, key);
  const text = place.env[variable];
  if (text) return { value: text, place: variable, origin: 'environment' };
  const value = place.file.table[key];
  return { value, place: place.file.placeOf(key), origin: value === undefined ? 'default' : 'file' };
}

function readKeys(place: Place, endpoint: string): { problems: string[]; inForce: InForce; spec?: CredentialSpec } {
  const found = written(place, 'credential');
  const at = { key: 'credential', origin: found.origin, ...(found.origin !== 'default' && { place: found.place }) };
  const read = readCredential(found.value, found.place);
  if (!read.ok) return { problems: read.problems, inForce: at };
  const { spec } = read;
  const problems = credentialProblems(spec, { env: place.env, folder: place.file.folder, endpoint });
  return {
    problems: problems.map((problem) => `${found.place}: ${problem}`),
    inForce: { ...at, value: describeCredential(spec) },
    spec,
  };
}

async function readRoutes(place: Place): Promise<{ problems: string[]; inForce: InForce; table?: RouteTable }> {
  const found = written(place, 'routes');
  const isGiven = found.value !== undefined;
  const at = isGiven ? found.place : '--routes';
  const given = isGiven ? found.value : place.routes;
  if (given === undefined) {
    const problem = `${found.place} is missing; name the module whose default export maps event types to handlers`;
    return { problems: [problem], inForce: routesInForce(undefined, at) };
  }
  if (typeof given !== 'string' || given === '')
    return { problems: [`${at} must be the path of a module`], inForce: routesInForce(undefined, at) };
  const path = found.origin === 'file' ? resolve(place.file.folder, given) : resolve(given);
  const loaded = await loadRoutes(path);
  const inForce = routesInForce(path, at, isGiven ? found.origin : 'flag');
  if (loaded.ok) return { problems: [], inForce, table: loaded.routes };
  return { problems: loaded.problems.map((problem) => `${at}: ${problem}`), inForce };
}

export function routesInForce(path: string | undefined, place: string, origin: InForce['origin'] = 'flag'): InForce {
  return path === undefined ? { key: 'routes', origin: 'default' } : { key: 'routes', value: path, origin, place };
}

/** VOD gives each event to whoever asks first. */
function sameApplication(read: readonly ReadSource[]): string[] {
  return read.flatMap(({ name, application }, index) => {
    const before = read.slice(0, index).find((each) => application !== undefined && each.application === application);
    if (!before) return [];
    return [
      `sources.${before.name} and sources.${name} are the same VOD application and would take each other's events; ` +
        'keep one, or give each its subAppId',
    ];
  });
}
