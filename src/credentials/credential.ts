import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { KEYS_FILE_KEPT_MS } from '../core/defaults';
import { INTERNATIONAL_ENDPOINT } from '../vod/endpoint';
import type { Credential, CredentialProvider } from '../vod/client';
import { shielded, type ObtainedKeys } from './shield';
import { DEFAULT_PREFIX, KEYS_HELP, type CredentialSpec } from './spec';
import { keysOfAssumedRole, keysOfCvmRole, keysOfProfile, keysOfTkeRole } from './tencent';

export interface CredentialPlace {
  env: NodeJS.ProcessEnv;
  /** Relative paths start here. */
  folder: string;
  /** Of VOD: keys are asked for on the same site. */
  endpoint: string;
}

/** What gets the keys. Nothing is asked for before the first call. */
export function credentialOf(spec: CredentialSpec, place: CredentialPlace): Credential | CredentialProvider {
  return spec.kind === 'environment' ? keysInEnvironment(spec.prefix, place.env) : shielded(obtainerOf(spec, place));
}

/** What can be seen to be wrong without asking anybody: variables and files that are not there. Sentences without any value. */
export function credentialProblems(spec: CredentialSpec, place: CredentialPlace): string[] {
  switch (spec.kind) {
    case 'environment':
      return environmentProblems(spec.prefix, place.env);
    case 'files':
      return fileEntries(spec).flatMap(([key, path]) => fileProblem(key, resolve(place.folder, path)));
    case 'tkeOidc':
      return TKE_VARIABLES.filter((name) => !place.env[name]).map(
        (name) => `${name} is missing; TKE sets it in a pod whose service account has a role`,
      );
    case 'assumeRole':
      return credentialProblems(spec.from, place);
    default:
      return [];
  }
}

/** Where its keys are, for whoever reads the configuration. No key is in it. */
export function describeCredential(spec: CredentialSpec): string {
  switch (spec.kind) {
    case 'environment':
      return `environment: ${spec.prefix}SECRET_ID, ${spec.prefix}SECRET_KEY`;
    case 'files':
      return `files: ${fileEntries(spec)
        .map(([, path]) => path)
        .join(', ')}`;
    case 'assumeRole':
      return `assumeRole: ${spec.roleArn}, from ${describeCredential(spec.from)}`;
    default:
      return spec.kind;
  }
}

type Obtain = () => Promise<ObtainedKeys>;

function obtainerOf(spec: CredentialSpec, place: CredentialPlace): Obtain {
  switch (spec.kind) {
    case 'environment':
      return () => Promise.resolve(keysInEnvironment(spec.prefix, place.env));
    case 'files':
      return () => keysInFiles(spec, place.folder);
    case 'profile':
      return keysOfProfile;
    case 'cvmRole':
      return keysOfCvmRole;
    case 'tkeOidc':
      return () => keysOfTkeRole(spec.stsEndpoint ?? stsBeside(place.endpoint));
    case 'assumeRole': {
      const base = credentialOf(spec.from, place);
      return async () => {
        const keys = 'getCredential' in base ? await base.getCredential() : base;
        return keysOfAssumedRole(spec, keys, spec.stsEndpoint ?? stsBeside(place.endpoint));
      };
    }
    case 'default':
      return chainOf(place);
  }
}

/**
 * The most particular first. Not the order of Tencent's SDK, which asks the machine before TKE and so has a pod act as the node it runs on.
 */
function chainOf(place: CredentialPlace): Obtain {
  const specs: CredentialSpec[] = [
    { kind: 'environment', prefix: DEFAULT_PREFIX },
    { kind: 'profile' },
    ...(place.env.TKE_ROLE_ARN ? [{ kind: 'tkeOidc' } as const] : []),
    { kind: 'cvmRole' },
  ];
  return async () => {
    const failures: string[] = [];
    for (const spec of specs) {
      try {
        const keys = await obtainerOf(spec, place)();
        if (keys.secretId && keys.secretKey) return keys;
        failures.push(`${spec.kind}: no keys`);
      } catch (error) {
        failures.push(`${spec.kind}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    throw new Error(failures.join('; '));
  };
}

const stsBeside = (endpoint: string): string =>
  endpoint === INTERNATIONAL_ENDPOINT ? 'https://sts.intl.tencentcloudapi.com' : 'https://sts.tencentcloudapi.com';

function keysInEnvironment(prefix: string, env: NodeJS.ProcessEnv): Credential {
  return {
    secretId: env[`${prefix}SECRET_ID`],
    secretKey: env[`${prefix}SECRET_KEY`],
    token: env[`${prefix}SESSION_TOKEN`] || undefined,
  };
}

type FilesSpec = Extract<CredentialSpec, { kind: 'files' }>;

async function keysInFiles(spec: FilesSpec, folder: string): Promise<ObtainedKeys> {
  const entries = fileEntries(spec).map(async ([key, path]) => [
    MEMBERS[key],
    (await readFile(resolve(folder, path), 'utf8')).trim(),
  ]);
  return { ...Object.fromEntries(await Promise.all(entries)), keptMs: KEYS_FILE_KEPT_MS } as ObtainedKeys;
}

const MEMBERS = { secretIdFile: 'secretId', secretKeyFile: 'secretKey', sessionTokenFile: 'token' } as const;

function fileEntries(spec: FilesSpec): [key: keyof typeof MEMBERS, path: string][] {
  const keys = Object.keys(MEMBERS) as (keyof typeof MEMBERS)[];
  return keys.flatMap((key) => (spec[key] === undefined ? [] : [[key, spec[key]]]));
}

function fileProblem(key: string, path: string): string[] {
  try {
    return readFileSync(path, 'utf8').trim() === '' ? [`${key} names an empty file`] : [];
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    // Not the path: it may be the key itself.
    return [`${key} names a file that cannot be read (${code})`];
  }
}

const TKE_VARIABLES = ['TKE_REGION', 'TKE_PROVIDER_ID', 'TKE_WEB_IDENTITY_TOKEN_FILE', 'TKE_ROLE_ARN'];

function environmentProblems(prefix: string, env: NodeJS.ProcessEnv): string[] {
  const names = ['SECRET_ID', 'SECRET_KEY', 'SESSION_TOKEN'].map((name) => prefix + name);
  const isRequired = (name: string): boolean => !name.endsWith('SESSION_TOKEN');
  return names.flatMap((name) => {
    const value = env[name] ?? '';
    if (value === '') return isRequired(name) ? [`${name} is missing; set it to the ${KEYS_HELP}`] : [];
    return /\s/.test(value) ? [`${name} must not contain white space`] : [];
  });
}
