/** What a retry and a discard will do, said before they do it. */
import { decide } from './api.mjs';
import { byId, setText } from './dom.mjs';
import { eventWorkflowId } from './temporal.mjs';

/**
 * @param {'retry' | 'discard'} what
 * @param {{ source: string, key: string, eventType: string }} event
 * @returns {Promise<boolean>} whether it was done
 */
export function askAndDecide(what, event) {
  const dialog = /** @type {HTMLDialogElement} */ (byId(what));
  const form = /** @type {HTMLFormElement} */ (dialog.querySelector('form'));
  const failed = /** @type {HTMLElement} */ (form.querySelector('.failed'));
  const subject = /** @type {HTMLElement} */ (form.querySelector('[data-subject]'));
  const submit = /** @type {HTMLButtonElement} */ (form.querySelector('[type=submit]'));
  const over = new AbortController();
  const { signal } = over;
  form.reset();
  failed.hidden = true;
  submit.disabled = false;
  setText(subject, `${event.eventType}, ${eventWorkflowId(event)}`);

  return new Promise((resolve) => {
    let done = false;
    form.querySelector('[data-cancel]')?.addEventListener('click', () => dialog.close(), { signal });
    form.addEventListener(
      'submit',
      async (submitted) => {
        submitted.preventDefault();
        submit.disabled = true;
        const reason = new FormData(form).get('reason');
        try {
          await decide(what, {
            source: event.source,
            key: event.key,
            ...(reason !== null && { reason: String(reason) }),
          });
          done = true;
          dialog.close();
        } catch (error) {
          setText(failed, /** @type {Error} */ (error).message);
          failed.hidden = false;
          submit.disabled = false;
        }
      },
      { signal },
    );
    dialog.addEventListener(
      'close',
      () => {
        over.abort();
        resolve(done);
      },
      { signal },
    );
    dialog.showModal();
  });
}
