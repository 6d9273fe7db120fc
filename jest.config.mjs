const common = {
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['<rootDir>/lib'],
  // What examples import by the name of the package.
  moduleNameMapper: {
    '^temporal-vod-events$': '<rootDir>/src/index.ts',
    '^temporal-vod-events/(.+)$': '<rootDir>/src/$1/index.ts',
    // As TypeScript wants modules named that are imported only when they are needed.
    '^(\\./[a-z-]+)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, sourceMaps: 'inline' }],
  },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

export default {
  // What waits for a condition gives up before, and says what for.
  testTimeout: 90_000,
  maxWorkers: 2,
  projects: [
    { ...common, testMatch: ['**/*.test.ts'] },
    {
      // The workflows once more, each of their tasks a replay: what cannot be replayed shows here, not after a deployment.
      ...common,
      displayName: 'no workflow cache',
      testMatch: ['<rootDir>/test/workflows/*.test.ts'],
      setupFiles: ['<rootDir>/test/support/no-workflow-cache.cjs'],
    },
  ],
};
