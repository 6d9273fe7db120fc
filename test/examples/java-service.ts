// Not part of "npm test", because it needs a JDK and Maven: npm test -- --config test/examples/java.config.mjs
import { describeService } from './service';

// A JVM that is ended by SIGTERM says so.
describeService({ language: 'java', toolchain: () => ({}), sdk: 'temporal-java', exitCode: 143 });
