import { inspect } from 'node:util';
import { apiError, cleanUp, clientOf, failureOf, KEYS, standIn } from './stand-in';

afterEach(cleanUp);

/** All that a logger or Temporal could print of an error. */
const everything = (error: Error) => `${inspect(error, { depth: 9 })} ${error.stack} ${JSON.stringify(error)}`;

describe('what a failed call says', () => {
  it('holds no key, even when VOD echoes it', async () => {
    const token = 'token-of-the-stand-in';
    const words = `The SecretId ${KEYS.secretId} with ${KEYS.secretKey} and ${token} is wrong`;
    const { url } = await standIn((response) => apiError(response, 'AuthFailure.SecretIdNotFound', words));
    const failure = await failureOf(clientOf(url, { credential: { ...KEYS, token } }).pullEvents());
    expect(failure.message).toContain('The SecretId *** with *** and *** is wrong');
    for (const secret of [KEYS.secretId, KEYS.secretKey, token]) expect(everything(failure)).not.toContain(secret);
  });

  it('holds no SecretId of another account that a credential provider echoes', async () => {
    const { url } = await standIn(() => {});
    const getCredential = () => Promise.reject(new Error(`AssumeRole by ${KEYS.secretId} denied`));
    const failure = await failureOf(clientOf(url, { credential: { getCredential } }).pullEvents());
    expect(failure.message).toContain('AssumeRole by *** denied');
    expect(everything(failure)).not.toContain(KEYS.secretId);
  });

  it('holds nothing of an event whose answer could not be parsed', async () => {
    const { url } = await standIn(
      (response) => void response.end('{"Response":{"EventSet":[{"FileUploadEvent":CONFIDENTIAL}]}}'),
    );
    expect(everything(await failureOf(clientOf(url).pullEvents()))).not.toContain('CONF');
  });
});
