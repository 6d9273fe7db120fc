import { createHash, createHmac } from 'node:crypto';
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { vod } from 'tencentcloud-sdk-nodejs-vod';
import { EMULATOR_CREDENTIAL, VodEmulator, type EmulatorCredential, type EmulatorOptions } from '../../src/testing';

export type Client = InstanceType<typeof vod.v20180717.Client>;

/** Emulators started with `start` end after each test. */
const running: VodEmulator[] = [];

export async function start(options: EmulatorOptions = {}): Promise<VodEmulator> {
  const emulator = await VodEmulator.start(options);
  running.push(emulator);
  return emulator;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
});

export function sdkClient(
  emulator: VodEmulator,
  {
    credential = emulator.credential,
    endpoint = emulator.endpoint,
    reqTimeout = 10,
    agent = new Agent({ keepAlive: true }),
  }: { credential?: EmulatorCredential; endpoint?: string; reqTimeout?: number; agent?: Agent } = {},
): Client {
  return new vod.v20180717.Client({
    credential: { ...credential },
    region: '',
    profile: { httpProfile: { protocol: 'http://', endpoint, reqTimeout, agent } },
  });
}

export interface PulledEvent {
  readonly EventHandle: string;
  readonly EventType: string;
  readonly [member: string]: unknown;
}

export async function pull(client: Client, subAppId?: number, signal?: AbortSignal): Promise<PulledEvent[]> {
  const response = (await client.request('PullEvents', { SubAppId: subAppId }, { signal })) as {
    EventSet?: PulledEvent[] | null;
  };
  return response.EventSet ?? [];
}

export async function pullHandles(client: Client, subAppId?: number): Promise<string[]> {
  return (await pull(client, subAppId)).map(({ EventHandle }) => EventHandle);
}

export async function confirm(client: Client, handles: readonly string[], subAppId?: number): Promise<void> {
  await client.request('ConfirmEvents', { EventHandles: [...handles], SubAppId: subAppId });
}

/** Resolves to the API code with which the call fails; fails the test when it succeeds. */
export async function codeOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof Error)) throw new Error('The call succeeded.');
  return 'code' in error ? error.code : undefined;
}

export function untilHeld(emulator: VodEmulator, count: number): Promise<void> {
  return emulator.waitFor(({ heldPulls }) => heldPulls === count);
}

export function events(count: number, from = 1): object[] {
  return Array.from({ length: count }, (_, index) => ({
    EventType: 'PullComplete',
    PullCompleteEvent: { TaskId: `task-${from + index}`, Status: 'FINISH', ErrCode: 0 },
  }));
}

export function taskIds(pulled: readonly PulledEvent[]): unknown[] {
  return pulled.map((event) => (event.PullCompleteEvent as { TaskId?: unknown }).TaskId);
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface RawCall {
  readonly method?: string;
  readonly path?: string;
  readonly action?: string | null;
  readonly version?: string;
  readonly body?: string;
  readonly credential?: EmulatorCredential;
  readonly timestamp?: number;
  /** Replaces what is signed. */
  readonly signed?: {
    readonly host?: string;
    readonly service?: string;
    readonly date?: string;
    readonly body?: string;
  };
  /** Replaces or, with null, removes headers after signing. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** Sends a call that the SDK would not, signed by its own means so that the emulator's are checked by a second hand. */
export function rawCall(emulator: VodEmulator, call: RawCall = {}): Promise<RawAnswer> {
  const { method = 'POST', path = '/', action = 'PullEvents', version = '2018-07-17', body = '{}' } = call;
  const timestamp = String(call.timestamp ?? Math.floor(Date.now() / 1000));
  const headers: Record<string, string | null> = {
    Host: emulator.endpoint,
    'Content-Type': 'application/json',
    'X-TC-Action': action,
    'X-TC-Version': version,
    'X-TC-Timestamp': timestamp,
    Authorization: authorization(timestamp, body, call),
    ...call.headers,
  };
  return send(emulator, method, path, body, headers);
}

/** An unsigned request in JSON to the control, its answer parsed. */
export async function control(
  emulator: VodEmulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const answer = await send(emulator, method, `/_emulator/${path}`, text, { 'Content-Type': 'application/json' });
  return { status: answer.status, json: JSON.parse(answer.text) as unknown };
}

export async function rawCode(emulator: VodEmulator, call: RawCall): Promise<string | undefined> {
  const { status, text } = await rawCall(emulator, call);
  expect(status).toBe(200);
  const parsed = JSON.parse(text) as { Response: { Error?: { Code: string; Message: string }; RequestId: string } };
  expect(parsed.Response.RequestId).toMatch(/^[0-9a-f-]{36}$/);
  return parsed.Response.Error?.Code;
}

function authorization(
  timestamp: string,
  body: string,
  { credential = EMULATOR_CREDENTIAL, signed = {} }: RawCall,
): string {
  const { host = '127.0.0.1', service = '127', body: signedBody = body } = signed;
  const date = signed.date ?? new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
  const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${hash(signedBody)}`;
  const scope = `${date}/${service}/tc3_request`;
  const key = [date, service, 'tc3_request'].reduce<string | Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `TC3${credential.secretKey}`,
  );
  const signature = createHmac('sha256', key)
    .update(`TC3-HMAC-SHA256\n${timestamp}\n${scope}\n${hash(canonical)}`)
    .digest('hex');
  return `TC3-HMAC-SHA256 Credential=${credential.secretId}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function send(
  emulator: VodEmulator,
  method: string,
  path: string,
  body: string,
  headers: Readonly<Record<string, string | null>>,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const present = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
    const req = request(
      {
        host: '127.0.0.1',
        port: emulator.port,
        method,
        path,
        headers: {
          'Content-Length': Buffer.byteLength(body),
          ...(Object.fromEntries(present) as Record<string, string>),
        },
      },
      (res) => {
        let text = '';
        res.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        res.once('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text }));
        res.once('error', reject);
      },
    );
    req.once('error', reject);
    req.end(body);
  });
}
