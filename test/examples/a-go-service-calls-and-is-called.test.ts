import { describeService } from './service';
import { go } from './toolchains';

describeService({ language: 'go', toolchain: go, sdk: 'temporal-go' });
