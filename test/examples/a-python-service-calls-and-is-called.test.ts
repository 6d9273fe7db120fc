import { describeService } from './service';
import { python } from './toolchains';

describeService({ language: 'python', toolchain: python, sdk: 'temporal-python' });
