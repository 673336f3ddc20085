/** What goes out of a digest from which figures are missing, or that is empty. */
export interface SendingPolicy {
  /**
   * Slices of which nothing was fetched. `omit`: their readers are named, without a message, and all is held back where there is nothing else.
   * `show-after-first`: shown; all is held back where it is the first. `show`: shown.
   */
  readonly onBlank: 'omit' | 'show-after-first' | 'show';
  /** Missing figures. `hold`: all is held back; `hold-reports`: only when a whole report did not come. `omit`: only whole slices are sent. */
  readonly onGap: 'hold' | 'hold-reports' | 'omit' | 'send';
  readonly onEmpty: 'send' | 'skip';
  /** Whether it rather waits for figures that may still come than goes without. */
  readonly patient: boolean;
}

/** Everything goes as it is: what is made again, only looked at, or says itself what is missing. */
export const AS_IT_IS: SendingPolicy = { onBlank: 'show', onGap: 'send', onEmpty: 'send', patient: false };
