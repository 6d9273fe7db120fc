/** Where the keys of a source come from, as a configuration says it: always a reference, never a key. */
import * as z from 'zod';
import { isLoopback } from '../vod/endpoint';

/** Whose keys these must be. */
export const KEYS_HELP = 'keys of a CAM user that may call PullEvents and ConfirmEvents';

/** Of the variables that Tencent's SDK reads too. */
export const DEFAULT_PREFIX = 'TENCENTCLOUD_';

const text = z.string().min(1, 'must not be empty');

/** A role as CAM writes it: `qcs::cam::uin/100000000001:roleName/vod-events`. */
const roleArn = text.regex(
  /^qcs::cam::uin\/\d+:role/,
  'must be a role such as qcs::cam::uin/100000000001:roleName/vod-events',
);

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

const stsEndpoint = z
  .url({
    protocol: /^https?$/,
    error: 'must be a URL such as https://sts.tencentcloudapi.com',
  })
  .refine((url) => url.startsWith('https:') || isLoopback(hostOf(url)), 'must begin with https://')
  .optional()
  .describe('URL of STS; the one that belongs to the endpoint of the source by default');

const environment = z
  .strictObject({
    kind: z.literal('environment'),
    prefix: text
      .regex(/^\w+$/, 'must have letters, digits and "_" only')
      .default(DEFAULT_PREFIX)
      .describe(
        'the variables are <prefix>SECRET_ID, <prefix>SECRET_KEY and, for temporary keys, <prefix>SESSION_TOKEN',
      ),
  })
  .describe('keys in environment variables, read at start; what a source has when it says nothing');

const files = z
  .strictObject({
    kind: z.literal('files'),
    secretIdFile: text.describe('path of a file with the SecretId'),
    secretKeyFile: text.describe('path of a file with the SecretKey'),
    sessionTokenFile: text.optional().describe('path of a file with the token of temporary keys'),
  })
  .describe('a file for each key, such as a mounted Kubernetes secret; new content is in use within seconds');

const profile = z
  .strictObject({ kind: z.literal('profile') })
  .describe('`[default]` in `~/.tencentcloud/credentials`, or else in `/etc/tencentcloud/credentials`');

const cvmRole = z
  .strictObject({ kind: z.literal('cvmRole') })
  .describe('the role bound to the virtual machine (CVM), from its metadata service');

const tkeOidc = z
  .strictObject({ kind: z.literal('tkeOidc'), stsEndpoint })
  .describe(
    "the role of a pod's service account in TKE, by `TKE_REGION`, `TKE_PROVIDER_ID`, `TKE_WEB_IDENTITY_TOKEN_FILE` and `TKE_ROLE_ARN`",
  );

const chain = z
  .strictObject({ kind: z.literal('default') })
  .describe('the first that has keys: environment, profile, TKE (where `TKE_ROLE_ARN` is set), CVM role');

const withoutBase = [environment, files, profile, cvmRole, tkeOidc, chain] as const;

const assumeRole = z
  .strictObject({
    kind: z.literal('assumeRole'),
    roleArn: roleArn.describe('the role, such as `qcs::cam::uin/100000000001:roleName/vod-events`'),
    sessionName: text
      .regex(/^[\w+=,.@-]{2,128}$/, 'must have 2 to 128 letters, digits or "=,.@_+-"')
      .default('temporal-vod-events')
      .describe('what the audit log of CAM calls the session'),
    durationSeconds: z
      .int('must be a whole number')
      .min(900, 'must be 900 or more')
      .max(43_200, 'must be 43200 or less')
      .default(7_200)
      .describe('how long the temporary keys live; 900 to 43200'),
    externalId: text.optional().describe("ExternalId, where the role's trust policy asks for one"),
    region: text.default('ap-guangzhou').describe('region of STS'),
    stsEndpoint,
    from: z
      .discriminatedUnion('kind', withoutBase, 'must be a table with another kind than assumeRole')
      .prefault({ kind: 'environment' })
      .describe('the credential that may assume the role, of any other kind'),
  })
  .describe('temporary keys of a role, from STS (AssumeRole)');

/** Every kind there is, in the order of the reference page. */
export const CREDENTIAL_KINDS = [environment, files, profile, cvmRole, assumeRole, tkeOidc, chain] as const;

export const credentialSchema = z.discriminatedUnion('kind', CREDENTIAL_KINDS);

export type CredentialSpec = z.output<typeof credentialSchema>;
export type CredentialKind = CredentialSpec['kind'];
