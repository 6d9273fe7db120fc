/**
 * The requests of the SDK's providers, without what the SDK wraps around them: each object makes one request and is then thrown away, so
 * that nothing it keeps matters, and what the request says of expiry is heard.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  CvmRoleCredential,
  OIDCRoleArnCredential,
  ProfileCredential,
  STSCredential,
} from 'tencentcloud-sdk-nodejs-common';
import type { ClientConfig } from 'tencentcloud-sdk-nodejs-common/tencentcloud/common/interface';
import { KEYS_FILE_KEPT_MS, KEYS_TIMEOUT_MS } from '../core/defaults';
import type { Credential } from '../vod/client';
import { NoKeysError } from '../vod/errors';
import type { ObtainedKeys } from './shield';

/** What STS and the metadata service answer with, alike. */
interface TemporaryKeys {
  TmpSecretId: string;
  TmpSecretKey: string;
  Token: string;
  /** s since 1970 */
  ExpiredTime: number;
}

export interface RoleToAssume {
  roleArn: string;
  sessionName: string;
  durationSeconds: number;
  externalId?: string;
  region: string;
}

export async function keysOfProfile(): Promise<ObtainedKeys> {
  const { secretId, secretKey, token } = await new ProfileCredential().getCredential();
  if (!secretId || !secretKey)
    throw new NoKeysError(
      'there are no keys under [default] in ~/.tencentcloud/credentials or /etc/tencentcloud/credentials',
    );
  return { secretId, secretKey, token, keptMs: KEYS_FILE_KEPT_MS };
}

class CvmRole extends CvmRoleCredential {
  async request(): Promise<TemporaryKeys> {
    return this.getRoleCredential((await this.getRoleName()).trim());
  }
}

export async function keysOfCvmRole(): Promise<ObtainedKeys> {
  return obtained(await new CvmRole().request());
}

class AssumedRole extends STSCredential {
  request(): Promise<TemporaryKeys> {
    return this.getCredentialWithStsAssumeRole();
  }
}

export async function keysOfAssumedRole(
  { roleArn, sessionName, durationSeconds, externalId, region }: RoleToAssume,
  credential: Credential,
  stsEndpoint: string,
): Promise<ObtainedKeys> {
  const role = {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: durationSeconds,
    ...(externalId !== undefined && { ExternalId: externalId }),
  };
  return obtained(await new AssumedRole({ credential, region, ...profileOf(stsEndpoint) }, role).request());
}

class TkeRole extends OIDCRoleArnCredential {
  request(): Promise<TemporaryKeys> {
    return this.getCredentialWithStsAssumeRoleWithWebIdentity();
  }
}

/** A constructor that the SDK has and has not declared: where to ask, and all else from `TKE_*`. */
const TkeRoleAt = TkeRole as unknown as new (config: Partial<ClientConfig>) => TkeRole;

export async function keysOfTkeRole(stsEndpoint: string): Promise<ObtainedKeys> {
  return obtained(await new TkeRoleAt(profileOf(stsEndpoint)).request());
}

/** An agent of our own keeps the SDK from sending calls through `http_proxy`, and its own limit ends the request itself. */
function profileOf(url: string): Pick<ClientConfig, 'profile'> {
  const { protocol, host } = new URL(url);
  const agent = protocol === 'http:' ? new HttpAgent() : new HttpsAgent();
  const reqTimeout = KEYS_TIMEOUT_MS / 1_000;
  return { profile: { httpProfile: { endpoint: host, protocol: `${protocol}//`, reqTimeout, agent } } };
}

function obtained({ TmpSecretId, TmpSecretKey, Token, ExpiredTime }: TemporaryKeys): ObtainedKeys {
  return { secretId: TmpSecretId, secretKey: TmpSecretKey, token: Token, expiresAt: ExpiredTime * 1_000 };
}
