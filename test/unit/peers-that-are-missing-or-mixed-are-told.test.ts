import { dependencies, peerDependencies, peerDependenciesMeta } from '../../package.json';
import { missingPeers, peerProblems } from '../../src/peers';

const all = Object.fromEntries(
  Object.keys(peerDependencies).map((name) => [name, name.startsWith('@temporalio/') ? '1.24.3' : '4.1.300']),
);
const installed = (versions: Record<string, string | undefined>) => (name: string) => ({ ...all, ...versions })[name];

describe('the packages that must be installed beside this one', () => {
  it('are all there in this repository', () => {
    expect(peerProblems()).toEqual([]);
  });

  it('are the whole Temporal SDK: a dependency could come as a second one', () => {
    expect(Object.keys(dependencies).filter((name) => /^@temporalio\//.test(name))).toEqual([]);
  });

  it('may be of any version, as long as those of Temporal have the same', () => {
    expect(peerProblems(installed({}))).toEqual([]);
  });

  it('are named with the command that installs them when they are missing', () => {
    const problems = peerProblems(
      installed({ '@temporalio/client': undefined, 'tencentcloud-sdk-nodejs-vod': undefined }),
    );
    expect(problems).toHaveLength(1);
    for (const name of ['@temporalio/client', 'tencentcloud-sdk-nodejs-vod'] as const) {
      expect(problems[0]).toContain(`"${name}@${peerDependencies[name]}"`);
    }
    expect(problems[0]).not.toContain('@temporalio/worker');
  });

  it('are not those that are for what not everybody wants: these are told apart, when they are wanted', () => {
    const optional = Object.keys(peerDependenciesMeta);
    expect(optional).toContain('@opentelemetry/api');
    expect(peerProblems((name) => (optional.includes(name) ? undefined : '1.24.3'))).toEqual([]);
    expect(missingPeers(optional)).toBeUndefined();
    const problem = missingPeers(optional, (name) => name !== '@opentelemetry/api');
    const install = `npm install "@opentelemetry/api@${peerDependencies['@opentelemetry/api']}"`;
    expect(problem).toBe(`@opentelemetry/api must be installed beside temporal-vod-events: ${install}`);
  });

  it('of Temporal are named with the command that makes them one version when they differ', () => {
    const problems = peerProblems(installed({ '@temporalio/envconfig': '1.25.0', '@temporalio/proto': '1.24.2' }));
    expect(problems).toEqual([
      'All @temporalio packages must have one version; @temporalio/worker is 1.24.3, but @temporalio/envconfig is 1.25.0, ' +
        '@temporalio/proto is 1.24.2: npm install @temporalio/envconfig@1.24.3 @temporalio/proto@1.24.3',
    ]);
  });
});
