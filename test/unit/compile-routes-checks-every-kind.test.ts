import { compileRoutes } from '../../src/routes/compile-routes';

const problemsOf = (route: unknown): string[] => {
  const result = compileRoutes({ NewFileUpload: route });
  return result.ok ? [] : result.problems;
};
const id = (): string => 'id';
const yes = (): boolean => true;
const start = { startWorkflow: 'publish', taskQueue: 'media' };
const signal = { signalWorkflow: 'file', signal: 'changed', taskQueue: 'media', workflowId: id };
const running = { signalWorkflow: { existing: true }, signal: 'ended', workflowId: id, otherwise: 'park' };
const activity = { activity: 'publish', taskQueue: 'media' };

describe('a route', () => {
  it.each([
    start,
    { ...start, workflowId: id, args: () => [], retry: { maximumAttempts: 3 }, when: yes },
    signal,
    { ...signal, signalArgs: () => [], args: () => [], retry: {}, when: yes },
    running,
    { ...running, otherwise: 'ignore' },
    { ...running, otherwise: 'retry', signalArgs: () => [], when: yes },
    activity,
    { ...activity, args: () => [], timeout: '5 minutes', startTimeout: '1 day', retry: {}, when: yes },
    { park: 'somebody has to look at it' },
    { ignore: true, when: yes },
  ])('is taken as %j', (route) => {
    expect(problemsOf(route)).toEqual([]);
  });

  it.each([
    ['taskQueue', { ...start, taskQueue: undefined }, /^NewFileUpload\.taskQueue: must be the name of the task queue/],
    ['startWorkflow', { ...start, startWorkflow: '' }, /^NewFileUpload\.startWorkflow: must be the type name/],
    ['startWorkflow', { ...start, startWorkflow: 7 }, /^NewFileUpload\.startWorkflow: must be the type name/],
    ['taskQueue', { ...start, taskQueue: 'x'.repeat(201) }, /^NewFileUpload\.taskQueue: .*at most 200 characters/],
    ['taskQueue', { ...start, taskQueue: '\ud800' }, /^NewFileUpload\.taskQueue: .*whole characters/],
    ['workflowId', { ...start, workflowId: 'id' }, /^NewFileUpload\.workflowId: must be a function/],
    ['args', { ...start, args: [] }, /^NewFileUpload\.args: must be a function/],
    ['timeout', { ...start, timeout: '1s' }, /^NewFileUpload: .*"timeout"/],
    ['workflowId', { ...signal, workflowId: undefined }, /^NewFileUpload\.workflowId: must be a function/],
    ['signal', { ...signal, signal: undefined }, /^NewFileUpload\.signal: must be the name of the signal/],
    [
      'otherwise',
      { ...signal, otherwise: 'park' },
      /^NewFileUpload\.otherwise: is for signalWorkflow: { existing: true }/,
    ],
    ['otherwise', { ...running, otherwise: undefined }, /^NewFileUpload\.otherwise: must say what happens/],
    ['otherwise', { ...running, otherwise: 'drop' }, /^NewFileUpload\.otherwise: must say what happens/],
    ['taskQueue', { ...running, taskQueue: 'media' }, /^NewFileUpload\.taskQueue: .*is not started/],
    ['signalWorkflow', { ...running, signalWorkflow: {} }, /^NewFileUpload\.signalWorkflow\.existing: /],
    ['startTimeout', { ...activity, startTimeout: 0 }, /^NewFileUpload\.startTimeout: must be a duration/],
    ['timeout', { ...activity, timeout: '24 hours' }, /^NewFileUpload\.timeout: must be a duration/],
    ['park', { park: '' }, /^NewFileUpload\.park: must be the reason/],
    ['park', { park: 'x'.repeat(501) }, /^NewFileUpload\.park: .*at most 500 characters/],
    ['ignore', { ignore: false }, /^NewFileUpload\.ignore: must be true/],
    ['when', { ignore: true, when: true }, /^NewFileUpload\.when: must be a function/],
  ])('with a wrong %s is told so: %j', (_option, route, problem) => {
    expect(problemsOf(route)).toEqual([expect.stringMatching(problem)]);
  });

  it('of two kinds is told so', () => {
    expect(problemsOf({ ...start, park: 'both' })).toEqual([
      expect.stringMatching(/^NewFileUpload: is of 2 kinds, startWorkflow and park; a route does one thing/),
    ]);
  });

  it('of a kind that nobody knows is told which there are', () => {
    const [handlerMissing, unknown] = problemsOf({ startWorkfow: 'publish', taskQueue: 'media' });
    expect(handlerMissing).toMatch(/^NewFileUpload\.handler: .*startWorkflow, signalWorkflow, activity, park, ignore$/);
    expect(unknown).toMatch(/startWorkfow/);
  });
});

describe('a list of routes', () => {
  it('that is empty is a problem', () => {
    expect(problemsOf([])).toEqual([expect.stringMatching(/^NewFileUpload: is an empty list/)]);
  });

  it('is told by the place of the route what is wrong with it', () => {
    expect(problemsOf([{ ignore: true, when: yes }, { park: '' }])).toEqual([
      expect.stringMatching(/^NewFileUpload\[1\]\.park: /),
    ]);
  });

  it('may have nothing after a route that takes every event', () => {
    expect(problemsOf([{ ignore: true }, start, { park: 'third', when: yes }])).toEqual([
      expect.stringMatching(/^NewFileUpload\[1\]: is never reached, because NewFileUpload\[0\] has no "when"/),
      expect.stringMatching(/^NewFileUpload\[2\]: is never reached, because NewFileUpload\[0\] has no "when"/),
    ]);
  });

  it('may not ask the same thing twice', () => {
    expect(problemsOf([{ ignore: true, when: yes }, { park: 'second', when: yes }, start])).toEqual([
      expect.stringMatching(/^NewFileUpload\[1\]: is never reached, because NewFileUpload\[0\] has the same "when"/),
    ]);
  });
});
