/** An id, with a button that copies it where scripts run. */
export const CopiedId = ({ id }: { readonly id: string }) => (
  <>
    <code>{id}</code>{' '}
    <button type="button" class="plain" data-copy={id} hidden>
      Copy<span class="unseen"> the id</span>
    </button>
  </>
);
