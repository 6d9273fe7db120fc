import common from '../../jest.config.mjs';

const [tests] = common.projects;

export default {
  ...tests,
  rootDir: '../..',
  testTimeout: common.testTimeout,
  testMatch: ['<rootDir>/test/examples/java-service.ts'],
};
