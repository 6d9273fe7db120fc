import { ServedSources, type SourceConfig } from '../../src/worker/sources';

const SHOP: SourceConfig = {
  name: 'shop',
  endpoint: 'http://127.0.0.1:1',
  subAppId: 1,
  credential: { getCredential: () => Promise.resolve({}) },
  keysFrom: '{"kind":"cvmRole"}',
  confirmPolicy: 'owned',
  maxDeliveries: 10,
  ratePerSecond: 99,
  routes: () => undefined,
};

function changedTo(change: Partial<SourceConfig>): { served: ServedSources; isSameClient: boolean } {
  const served = new ServedSources([SHOP]);
  const before = served.byName.get('shop')?.vod;
  served.change({ ...SHOP, ...change });
  return { served, isSameClient: served.byName.get('shop')?.vod === before };
}

it('a source whose calls are as before keeps its client, and with it the keys it has', () => {
  const credential = { getCredential: () => Promise.reject(new Error('not to be had just now')) };
  const { served, isSameClient } = changedTo({ credential, ratePerSecond: 7, confirmPolicy: 'processed' });
  expect(isSameClient).toBe(true);
  const shop = served.byName.get('shop');
  expect(shop).toMatchObject({ confirmPolicy: 'processed', pullBudget: { perSecond: 7 } });
  expect(shop?.confirms.budget.perSecond).toBe(7);
});

it.each<Partial<SourceConfig>>([
  { keysFrom: '{"kind":"profile"}' },
  { endpoint: 'http://127.0.0.1:2' },
  { extInfo: 'x' },
])('with %j it gets another', (change) => {
  expect(changedTo(change).isSameClient).toBe(false);
});

it('with keys of which nobody says where they come from it gets another', () => {
  const unnamed: SourceConfig = { ...SHOP };
  delete unnamed.keysFrom;
  const served = new ServedSources([unnamed]);
  const before = served.byName.get('shop')?.vod;
  served.change(unnamed);
  expect(served.byName.get('shop')?.vod).not.toBe(before);
});

it('another SubAppId is another application, which the same source cannot become', () => {
  const served = new ServedSources([SHOP]);
  expect(served.problemsWith([SHOP, { ...SHOP, name: 'news', subAppId: 2 }])).toEqual([]);
  expect(served.problemsWith([{ ...SHOP, subAppId: 2 }])).toEqual([
    expect.stringMatching(/^sources\.shop\.subAppId names another application, .* restart the worker$/),
  ]);
});
