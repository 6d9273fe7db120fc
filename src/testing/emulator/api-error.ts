/** An error the API reports: HTTP 200 with `Response.Error`. Codes are those of the API's common error list and of the two calls. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
